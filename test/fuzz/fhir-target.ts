import {
  applyJsonPatch,
  indexResource,
  isObject,
  type Json,
  loadDefinitions,
  mendSentinels,
  observationsOf,
  validateText,
  visitEvents,
} from '@twinward/connect/fhir';
import { instant } from '@twinward/contract';
import fc from 'fast-check';
import { changedBytes } from './changed-bytes.ts';
import { changedJson } from './changed-json.ts';
import { type FuzzTarget, readOrRefused } from './fuzz-target.ts';

const RESOURCES = [
  '{"resourceType":"Patient","id":"p","identifier":[{"system":"urn:x","value":"1"}],"name":[{"family":"Doe","given":["Jane"],"_given":[null]}],"gender":"female","birthDate":"1970-01-01","_birthDate":{"extension":[{"url":"http://x","valueString":"y"}]},"contained":[{"resourceType":"Organization","id":"o","name":"O"}],"managingOrganization":{"reference":"#o"}}',
  '{"resourceType":"Observation","id":"o","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2026-03-01T12:00:00.123+01:00","component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":-999,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}},{"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"dataAbsentReason":{"coding":[{"code":"unknown"}]}}]}',
  '{"resourceType":"Encounter","id":"e","status":"finished","statusHistory":[{"status":"onleave","period":{"start":"2026-03-01","end":"2026-03-02"}}],"class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},"subject":{"reference":"Patient/p"},"period":{"start":"2026-03-01T10:00:00Z","end":"2026-03-03"},"location":[{"location":{"reference":"Location/a"},"status":"completed","period":{"start":"2026-03-01T10:00:00Z"}},{"location":{"reference":"Location/b"}}]}',
  '{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:9d4a4a4e-6d1b-4d49-8e08-2f4d4d2f6d11","resource":{"resourceType":"Medication","code":{"text":"x"}},"request":{"method":"POST","url":"Medication","ifNoneExist":"code=x"}}]}',
];
const ODD = [
  ...[
    '',
    '"',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    'null',
    '[]',
    '{}',
    '""',
    'true',
    '-1',
    '1e999',
    '1E400',
    '0123',
    '2026-13-45',
  ],
  ...[
    '"__proto__":{},',
    '"constructor":1,',
    '"resourceType":"Nope",',
    '"id":"../x",',
    '\u0000',
    '\ud800',
    '[[[[[[[[',
    '{"extension":[',
    '"9"',
  ],
];

/** FHIR JSON: a text is judged valid or told its faults, and what is judged valid is indexed, read for the twins and patched without an error of our own. */
export const fhirTarget: FuzzTarget = {
  name: 'fhir',
  property: fc.property(fc.oneof(changedBytes(RESOURCES, ODD), changedJson(RESOURCES)), (text) => {
    const definitions = loadDefinitions();
    readOrRefused(() => {
      const issues = validateText(text, definitions);
      if (issues.some(({ diagnostics }) => typeof diagnostics !== 'string'))
        throw new Error('a fault is not told in words');
      if (issues.length > 0) return;
      const resource = JSON.parse(text) as Json;
      if (!isObject(resource)) throw new Error('what is no object is judged valid');
      indexResource(mendSentinels(resource), definitions, 'http://here/fhir/R4');
      for (const { value } of observationsOf(mendSentinels(resource), 1))
        if (value.kind === 'quantity' && value.value === -999) throw new Error('a sentinel reaches a twin');
      if (resource.resourceType === 'Encounter')
        visitEvents(resource, () => ({ unit: 'W', room: null, bed: null }), instant(0));
      applyJsonPatch(resource, [{ op: 'add', path: '/language', value: 'en' }]);
    }, /./);
  }),
};
