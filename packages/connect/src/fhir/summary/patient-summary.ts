// An International Patient Summary (HL7 IPS 2) of what a record knows of a person.
import { isObject, type Json, type JsonObject, wordOf } from '../json.ts';
import { SECTIONS, type SummarySection, wordsOf } from './summary-sections.ts';

/** What a summary is made from. */
export interface SummarySource {
  readonly patient: JsonObject;
  /** Of the patient's compartment, in any order, each with its id. */
  readonly resources: readonly JsonObject[];
  /** What those refer to, by `Type/id`. */
  readonly named: ReadonlyMap<string, JsonObject>;
  /** Service base: addresses of entries begin with it. */
  readonly base: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A fresh UUID each time. */
  readonly uuid: () => string;
}

/** Types of resource a summary may hold. */
export const SUMMARY_TYPES: readonly string[] = [...new Set(SECTIONS.flatMap(({ types }) => types))];

/** Entries of one section at most, the latest first. */
const MOST = 100;
const LOINC = 'http://loinc.org';
const XHTML = 'http://www.w3.org/1999/xhtml';

/**
 * The summary as a document Bundle: a Composition whose sections problems, allergies and medications are always there, with the reason
 * where they are empty, then results, vital signs, immunizations, procedures and what else there is. Nothing is said to be absent that is only unknown.
 *
 * @example
 * const patient = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Vega' }] };
 * const source = { patient, resources: [], named: new Map(), base: 'https://a.org/fhir', at: 0, uuid: () => 'd7d3a1c2-0000-4000-8000-000000000000' };
 * patientSummary(source).entry[0].resource.section[0].emptyReason.coding[0].code; // 'unavailable'
 */
export function patientSummary(source: SummarySource): JsonObject {
  const { patient, base, at, uuid } = source;
  const time = new Date(at).toISOString();
  const author = `urn:uuid:${uuid()}`;
  const entries = new Map<string, JsonObject>([[`Patient/${wordOf(patient.id)}`, patient]]);
  const sections = SECTIONS.flatMap((section): JsonObject[] => {
    const told = chosen(section, source.resources);
    if (told.length === 0) return section.required ? [emptySection(section)] : [];
    for (const one of told) {
      entries.set(nameOf(one), one);
      const medication = isObject(one.medicationReference) ? wordOf(one.medicationReference.reference) : '';
      const named = source.named.get(medication);
      if (named !== undefined) entries.set(medication, named);
    }
    return [fullSection(section, told, (reference) => source.named.get(reference))];
  });
  const composition: JsonObject = {
    resourceType: 'Composition',
    id: uuid(),
    meta: { profile: ['http://hl7.org/fhir/uv/ips/StructureDefinition/Composition-uv-ips'] },
    status: 'final',
    type: { coding: [{ system: LOINC, code: '60591-5', display: 'Patient summary Document' }] },
    subject: { reference: `Patient/${wordOf(patient.id)}` },
    date: time,
    author: [{ reference: author }],
    title: `International Patient Summary of ${time.slice(0, 10)}`,
    section: sections,
  };
  const device: JsonObject = {
    resourceType: 'Device',
    id: author.slice('urn:uuid:'.length),
    deviceName: [{ name: 'Twinward', type: 'user-friendly-name' }],
  };
  return {
    resourceType: 'Bundle',
    id: uuid(),
    meta: { profile: ['http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips'] },
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${uuid()}` },
    type: 'document',
    timestamp: time,
    entry: [
      { fullUrl: `${base}/Composition/${wordOf(composition.id)}`, resource: composition },
      ...[...entries].map(([name, resource]): Json => ({ fullUrl: `${base}/${name}`, resource })),
      { fullUrl: author, resource: device },
    ],
  };
}

function chosen(section: SummarySection, resources: readonly JsonObject[]): readonly JsonObject[] {
  const held = resources
    .filter((one) => section.types.includes(wordOf(one.resourceType)) && section.holds(one))
    .sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
  if (section.latest === undefined) return held.slice(0, MOST);
  const seen = new Set<string>();
  return held
    .filter((one) => {
      const name = `${wordOf(one.resourceType)} ${keyOf(one.code)}`;
      if (seen.has(name)) return false;
      seen.add(name);
      return true;
    })
    .slice(0, MOST);
}

function timeOf(one: JsonObject): string {
  const period = [one.effectivePeriod, one.performedPeriod].find(isObject);
  const time =
    one.effectiveDateTime ??
    one.effectiveInstant ??
    one.onsetDateTime ??
    one.authoredOn ??
    one.occurrenceDateTime ??
    one.performedDateTime ??
    period?.start ??
    one.recordedDate;
  return typeof time === 'string' ? time : '';
}

function keyOf(concept: Json | undefined): string {
  const [coding] = isObject(concept) && Array.isArray(concept.coding) ? concept.coding : [];
  return isObject(coding) ? `${wordOf(coding.system)}|${wordOf(coding.code)}` : wordsOf(concept);
}

function fullSection(
  section: SummarySection,
  told: readonly JsonObject[],
  named: (reference: string) => JsonObject | undefined,
): JsonObject {
  const lines = told.map((one) => `<li>${escaped(section.line(one, named))}</li>`).join('');
  return {
    ...head(section),
    text: { status: 'generated', div: `<div xmlns="${XHTML}"><ul>${lines}</ul></div>` },
    entry: told.map((one) => ({ reference: nameOf(one) })),
  };
}

function emptySection(section: SummarySection): JsonObject {
  const why = `The record holds no information about ${section.title.toLowerCase()}.`;
  return {
    ...head(section),
    text: { status: 'generated', div: `<div xmlns="${XHTML}">${why}</div>` },
    emptyReason: {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/list-empty-reason',
          code: 'unavailable',
          display: 'Unavailable',
        },
      ],
      text: why,
    },
  };
}

function head({ code, title }: SummarySection): JsonObject {
  return { title, code: { coding: [{ system: LOINC, code }] } };
}

function nameOf(one: JsonObject): string {
  return `${wordOf(one.resourceType)}/${wordOf(one.id)}`;
}

/** Text as XHTML holds it; characters XML has no place for go. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\uFFFD]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
