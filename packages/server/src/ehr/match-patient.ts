// Whom a patient of an EHR is here: by an identifier that both bear, and by nothing else.
import { isObject, type JsonObject, parseExact } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import { exactToken } from '../fhir/exact-token.ts';
import type { FhirEndpoint } from '../fhir/fhir-endpoint.ts';
import { survivorOf } from '../fhir/merges/merged-patients.ts';

/** Patients with one identifier that are looked at; more is a fault of the record. */
const MOST = 50;

/**
 * The id of the one Patient here who bears an identifier of these systems that the patient there bears. Throws `resource.missing` for nobody,
 * `resource.conflict` for two people, and for one whose birth date is another.
 */
export async function matchPatient(
  endpoint: FhirEndpoint,
  there: JsonObject,
  systems: readonly string[],
): Promise<string> {
  const identifiers = (Array.isArray(there.identifier) ? there.identifier.filter(isObject) : []).filter(
    ({ system, value, use }) =>
      typeof system === 'string' && systems.includes(system) && typeof value === 'string' && use !== 'old',
  );
  if (identifiers.length === 0) {
    throw new TwinwardError('resource.missing', 'The patient bears no identifier that both systems know.', {
      field: 'identifier',
      remedy: `the EHR gives patients one of ${systems.join(', ')}`,
    });
  }
  const found = new Set<string>();
  const { resources } = endpoint.services.record;
  for (const { system, value } of identifiers) {
    const criteria = `identifier=${encodeURIComponent(exactToken(String(system), String(value)))}`;
    for (const { id } of await endpoint.matches('Patient', criteria, MOST))
      found.add(await survivorOf(resources, id));
  }
  const [id] = found;
  if (id === undefined) {
    throw new TwinwardError('resource.missing', 'Nobody here bears an identifier of this patient.', {
      field: 'identifier',
      remedy: 'the record learns of patients by FHIR, HL7 v2 or the follower of this EHR',
    });
  }
  if (found.size > 1) {
    throw new TwinwardError('resource.conflict', 'Two people here bear identifiers of this patient.', {
      field: 'identifier',
      remedy: 'a person merges them, or corrects the identifier',
    });
  }
  const stored = await resources.read('Patient', id);
  const here = stored === null || stored.deleted ? {} : (parseExact(stored.body) as JsonObject);
  if (bornOn(here) !== null && bornOn(there) !== null && bornOn(here) !== bornOn(there)) {
    throw new TwinwardError(
      'resource.conflict',
      'Whoever bears the identifier here was born on another day.',
      {
        field: 'birthDate',
        remedy: 'a person finds out which of the two records is wrong',
      },
    );
  }
  return id;
}

/** Only days are compared: less says too little. */
function bornOn({ birthDate }: JsonObject): string | null {
  return typeof birthDate === 'string' && birthDate.length === 10 ? birthDate : null;
}
