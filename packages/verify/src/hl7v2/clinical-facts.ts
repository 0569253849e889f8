// What a bundle says, as a list of clinical facts: so that two converters are compared by what they say and not by how they write it.
import type { FhirResource, FhirValue } from '@twinward/connect/hl7v2';
import { ucumOf } from '@twinward/connect/units';

/** One fact: of what kind of thing, which of its kind, what is said. */
export interface ClinicalFact {
  readonly about: string;
  readonly says: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Identifiers, names, birth date, class, status, period, location, code, value, unit and time of everything a bundle holds. */
export function clinicalFacts(bundle: FhirValue): readonly ClinicalFact[] {
  const resources = list(bundle.entry).flatMap((entry) =>
    entry.resource === undefined ? [] : [entry.resource as FhirResource],
  );
  const places = new Map<string, Json>();
  for (const entry of list(bundle.entry)) {
    const resource = entry.resource as FhirResource;
    if (resource?.resourceType !== 'Location') continue;
    places.set(String(entry.fullUrl ?? ''), resource);
    places.set(`Location/${String(resource.id ?? '')}`, resource);
  }
  return resources.flatMap((resource) => factsOf(resource, places));
}

function factsOf(resource: FhirResource, places: ReadonlyMap<string, Json>): readonly ClinicalFact[] {
  const facts: ClinicalFact[] = [];
  const type = resource.resourceType;
  const say = (about: string, says: unknown): void => {
    if (says !== undefined && says !== null && says !== '') facts.push({ about, says: String(says) });
  };
  const own = codesOf(resource.code ?? resource.vaccineCode);
  const name = own[0] === undefined ? type : `${type} ${own[0]}`;
  if (!COMPARED.has(type)) return facts;
  for (const identifier of list(resource.identifier)) say(`${name} identifier`, identifier.value);
  switch (type) {
    case 'Patient':
      for (const human of list(resource.name)) say('Patient name', nameText(human));
      say('Patient birth date', resource.birthDate);
      say('Patient gender', resource.gender);
      say('Patient death', time(resource.deceasedDateTime) ?? resource.deceasedBoolean);
      break;
    case 'Encounter':
      say('Encounter class', object(resource.class).code);
      say('Encounter status', resource.status);
      say('Encounter start', time(object(resource.period).start));
      say('Encounter end', time(object(resource.period).end));
      for (const place of list(resource.location)) {
        for (const one of chain(object(place.location).reference, places))
          say('Encounter location', `${one} ${String(place.status ?? '')}`.trim());
      }
      break;
    default:
      for (const code of own) say(`${type} code`, code);
      say(`${name} status`, resource.status);
      say(
        `${name} time`,
        time(
          resource.effectiveDateTime ??
            resource.occurrenceDateTime ??
            resource.onsetDateTime ??
            resource.authoredOn,
        ),
      );
      say(`${name} issued`, time(resource.issued));
      say(`${name} value`, valueText(resource));
      for (const part of list(resource.component))
        say(`${name} part`, `${codesOf(part.code)[0] ?? ''} ${valueText(part) ?? ''}`.trim());
      if (resource.doseQuantity !== undefined)
        say(`${name} value`, quantityText(object(resource.doseQuantity)));
  }
  return facts;
}

const COMPARED = new Set([
  'Patient',
  'Encounter',
  'Observation',
  'DiagnosticReport',
  'ServiceRequest',
  'Immunization',
  'AllergyIntolerance',
  'Condition',
  'Appointment',
]);

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function codesOf(concept: unknown): readonly string[] {
  return list(object(concept).coding).flatMap(({ code }) => (code === undefined ? [] : [String(code)]));
}

function nameText(human: Json): string {
  const given = Array.isArray(human.given) ? human.given.map(String) : [];
  return [human.family, ...given].filter((part) => part !== undefined && part !== '').join(' ');
}

/** An instant where there is a time of day, else the date as it is. */
function time(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.includes('T') ? String(Date.parse(value)) : value;
}

function valueText(holder: Json): string | undefined {
  const found = Object.entries(holder).find(([key]) => /^value[A-Z]/.test(key));
  if (found === undefined) return undefined;
  const [key, value] = found;
  if (key === 'valueQuantity') return quantityText(object(value));
  if (key === 'valueCodeableConcept') return codesOf(value)[0] ?? String(object(value).text ?? '');
  if (key === 'valueDateTime') return time(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function quantityText(quantity: Json): string {
  const unit = String(quantity.code ?? quantity.unit ?? '');
  return `${String(quantity.comparator ?? '')}${String(quantity.value)} ${ucumOf(unit) ?? ucumOf(String(quantity.unit ?? '')) ?? unit}`.trim();
}

/** The place a reference names and all places around it. */
function chain(reference: unknown, places: ReadonlyMap<string, Json>): readonly string[] {
  const names: string[] = [];
  let at = places.get(String(reference ?? ''));
  while (at !== undefined && names.length < 10) {
    names.push(String(at.name ?? ''));
    at = places.get(String(object(at.partOf).reference ?? ''));
  }
  return names;
}
