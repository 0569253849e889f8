// Patients that turned out to be one: the record of the one that was merged points to the survivor (Patient.link, replaced-by).
import { isObject, type JsonObject, parseExact, referenceTarget } from '@twinward/connect/fhir';
import type { ResourceStore } from '@twinward/record';

/** Merges of merges that are followed; more would be a ring. */
const LONGEST = 20;

/** The id of the Patient that a Patient says replaced it; null for one that was not replaced. */
export function replacedBy(patient: JsonObject): string | null {
  const links = Array.isArray(patient.link) ? patient.link.filter(isObject) : [];
  for (const { type, other } of links) {
    if (type !== 'replaced-by' || !isObject(other) || typeof other.reference !== 'string') continue;
    const target = referenceTarget(other.reference);
    if (target?.type === 'Patient' && target.base === '') return target.id;
  }
  return null;
}

/** Who a Patient is by now: itself, or whoever it was merged into, over merges of merges. */
export async function survivorOf(resources: Pick<ResourceStore, 'read'>, id: string): Promise<string> {
  let at = id;
  for (let step = 0; step < LONGEST; step++) {
    const stored = await resources.read('Patient', at);
    const next = stored === null || stored.deleted ? null : replacedBy(parseExact(stored.body) as JsonObject);
    if (next === null || next === id) return at;
    at = next;
  }
  return at;
}
