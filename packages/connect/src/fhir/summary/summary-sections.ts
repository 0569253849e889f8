// The sections of an International Patient Summary (HL7 IPS 2, Composition): what belongs in each, and how it reads.
import { isObject, type Json, type JsonObject, wordOf } from '../json.ts';

/** One section: its LOINC code and title, what enters it, and the one line each entry is told in. */
export interface SummarySection {
  readonly code: string;
  readonly title: string;
  /** Required ones are there even when there is nothing to tell. */
  readonly required: boolean;
  readonly types: readonly string[];
  holds(resource: JsonObject): boolean;
  line(resource: JsonObject, named: (reference: string) => JsonObject | undefined): string;
  /** Only the latest of each code. */
  readonly latest?: true;
}

const active = ({ clinicalStatus }: JsonObject): boolean => {
  const codes = codesOf(clinicalStatus);
  return codes.length === 0 || codes.some((code) => /^(active|recurrence|relapse)$/.test(code));
};
const believed = ({ verificationStatus, status }: JsonObject): boolean =>
  status !== 'entered-in-error' &&
  !codesOf(verificationStatus).some((code) => /^(entered-in-error|refuted)$/.test(code));
const ofCategory = (resource: JsonObject, category: string): boolean =>
  Array.isArray(resource.category) && resource.category.some((one) => codesOf(one).includes(category));
const told = ({ status }: JsonObject): boolean =>
  /^(final|amended|corrected|preliminary)$/.test(wordOf(status));

const condition = (one: JsonObject): string =>
  joined([wordsOf(one.code), dated('since', one.onsetDateTime), dated('until', one.abatementDateTime)]);

/** In the order of the guide. */
export const SECTIONS: readonly SummarySection[] = [
  {
    code: '11450-4',
    title: 'Problems',
    required: true,
    types: ['Condition'],
    holds: (one) => believed(one) && active(one),
    line: condition,
  },
  {
    code: '48765-2',
    title: 'Allergies and intolerances',
    required: true,
    types: ['AllergyIntolerance'],
    holds: (one) => believed(one) && active(one),
    line: (one) =>
      joined([
        wordsOf(one.code),
        one.criticality === undefined ? '' : `criticality ${wordOf(one.criticality)}`,
      ]),
  },
  {
    code: '10160-0',
    title: 'Medications',
    required: true,
    types: ['MedicationStatement', 'MedicationRequest'],
    holds: ({ status }) => /^(active|intended|on-hold|unknown)$/.test(wordOf(status)),
    line: (one, named) => {
      const reference = isObject(one.medicationReference)
        ? named(wordOf(one.medicationReference.reference))
        : undefined;
      return joined([
        wordsOf(one.medicationCodeableConcept ?? reference?.code),
        dated('since', one.authoredOn ?? one.effectiveDateTime),
      ]);
    },
  },
  {
    code: '11369-6',
    title: 'Immunizations',
    required: false,
    types: ['Immunization'],
    holds: ({ status }) => status === 'completed',
    line: (one) => joined([wordsOf(one.vaccineCode), dated('on', one.occurrenceDateTime)]),
  },
  {
    code: '30954-2',
    title: 'Results',
    required: false,
    types: ['Observation', 'DiagnosticReport'],
    holds: (one) => told(one) && (one.resourceType === 'DiagnosticReport' || ofCategory(one, 'laboratory')),
    line: measured,
    latest: true,
  },
  {
    code: '8716-3',
    title: 'Vital signs',
    required: false,
    types: ['Observation'],
    holds: (one) => told(one) && ofCategory(one, 'vital-signs'),
    line: measured,
    latest: true,
  },
  {
    code: '47519-4',
    title: 'Procedures',
    required: false,
    types: ['Procedure'],
    holds: ({ status }) => status === 'completed' || status === 'in-progress',
    line: (one) =>
      joined([
        wordsOf(one.code),
        dated(
          'on',
          one.performedDateTime ?? (isObject(one.performedPeriod) ? one.performedPeriod.start : undefined),
        ),
      ]),
  },
  {
    code: '11348-0',
    title: 'Past illnesses',
    required: false,
    types: ['Condition'],
    holds: (one) => believed(one) && !active(one),
    line: condition,
  },
  {
    code: '46264-8',
    title: 'Devices',
    required: false,
    types: ['DeviceUseStatement'],
    holds: ({ status }) => status === 'active',
    line: (one) =>
      joined([
        isObject(one.device) ? wordOf(one.device.display ?? one.device.reference) : '',
        dated('since', one.recordedOn),
      ]),
  },
];

function measured(one: JsonObject): string {
  const values = [one, ...(Array.isArray(one.component) ? one.component.filter(isObject) : [])].flatMap(
    (part) => {
      const value = valueWords(part);
      return value === '' ? [] : [part === one ? value : `${wordsOf(part.code)} ${value}`];
    },
  );
  return joined([wordsOf(one.code), values.join(', '), dated('on', one.effectiveDateTime)]);
}

function valueWords({ valueQuantity, valueCodeableConcept, valueString, valueInteger }: JsonObject): string {
  if (isObject(valueQuantity)) {
    const { comparator = '', value = '', unit, code } = valueQuantity;
    return `${wordOf(comparator)}${wordOf(value)} ${wordOf(unit ?? code)}`.trim();
  }
  if (valueCodeableConcept !== undefined) return wordsOf(valueCodeableConcept);
  return wordOf(valueString ?? valueInteger);
}

/** A concept as people read it. */
export function wordsOf(concept: Json | undefined): string {
  if (!isObject(concept)) return '';
  const codings = Array.isArray(concept.coding) ? concept.coding.filter(isObject) : [];
  return wordOf(
    concept.text ?? codings.find(({ display }) => display !== undefined)?.display ?? codings[0]?.code ?? '',
  );
}

function dated(word: string, value: Json | undefined): string {
  return typeof value === 'string' ? `${word} ${value.slice(0, 10)}` : '';
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ') || 'without words';
}

function codesOf(concept: Json | undefined): readonly string[] {
  if (!isObject(concept) || !Array.isArray(concept.coding)) return [];
  return concept.coding.flatMap((one) => (isObject(one) && typeof one.code === 'string' ? [one.code] : []));
}
