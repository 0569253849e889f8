// Patient/$summary: the International Patient Summary of what the record knows.
import { randomUUID } from 'node:crypto';
import { isObject, type JsonObject, parseExact, patientSummary, SUMMARY_TYPES } from '@twinward/connect/fhir';
import type { FhirEndpoint } from './fhir-endpoint.ts';
import { compartment } from './patient-everything.ts';

/** The summary of a patient of the record. Throws `resource.missing`. */
export async function patientSummaryOf(endpoint: FhirEndpoint, id: string): Promise<JsonObject> {
  const [patient, ...resources] = (await compartment(endpoint, id, false, SUMMARY_TYPES)).resources.map(
    ({ body }) => parseExact(body) as JsonObject,
  );
  const medications = new Set(
    resources.flatMap(({ medicationReference }) =>
      isObject(medicationReference) && typeof medicationReference.reference === 'string'
        ? [medicationReference.reference]
        : [],
    ),
  );
  const refs = [...medications].flatMap((reference) => {
    const [, name] = /^(?:Medication\/)([A-Za-z0-9\-.]{1,64})$/.exec(reference) ?? [];
    return name === undefined ? [] : [{ type: 'Medication', id: name }];
  });
  const named = await endpoint.resources.readMany(refs);
  return patientSummary({
    patient: patient!,
    resources,
    named: new Map(named.map((one) => [`${one.type}/${one.id}`, parseExact(one.body) as JsonObject])),
    base: endpoint.base,
    at: endpoint.services.wallClock.now(),
    uuid: randomUUID,
  });
}
