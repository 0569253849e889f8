// References inside a transaction: to other entries by fullUrl, and by condition (Patient?identifier=...).
import { isObject, type Json, type JsonObject } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import type { FhirEndpoint } from './fhir-endpoint.ts';

const CONDITION = /^([A-Z][A-Za-z]+)\?(.+)$/;

/** The resource with references to entries replaced by the ids they were given, and conditional ones by the one match. */
export async function resolveReferences(
  endpoint: FhirEndpoint,
  resource: Json | undefined,
  names: ReadonlyMap<string, string>,
): Promise<Json | undefined> {
  const conditions = new Map<string, string>();
  if (resource !== undefined) gather(resource, conditions);
  for (const reference of conditions.keys()) {
    const [, type, criteria] = CONDITION.exec(reference)!;
    const found = await endpoint.matches(type!, criteria!);
    if (found.length !== 1) {
      throw new TwinwardError(
        'resource.conflict',
        `a conditional reference has ${found.length === 0 ? 'no match' : 'several matches'}`,
        {
          field: 'reference',
          remedy: 'refer to one resource',
        },
      );
    }
    conditions.set(reference, `${type}/${found[0]!.id}`);
  }
  return resource === undefined ? undefined : replace(resource, '', names, conditions);
}

function gather(value: Json, conditions: Map<string, string>): void {
  if (Array.isArray(value)) for (const one of value) gather(one, conditions);
  else if (isObject(value)) {
    if (typeof value.reference === 'string' && CONDITION.test(value.reference))
      conditions.set(value.reference, '');
    for (const one of Object.values(value)) if (typeof one === 'object') gather(one, conditions);
  }
}

function replace(
  value: Json,
  key: string,
  names: ReadonlyMap<string, string>,
  conditions: ReadonlyMap<string, string>,
): Json {
  if (typeof value === 'string') {
    if (key === 'reference') return conditions.get(value) ?? named(value, names) ?? value;
    // Elsewhere only what can mean nothing else: an address made for this bundle.
    return value.startsWith('urn:') ? (named(value, names) ?? value) : value;
  }
  if (Array.isArray(value)) return value.map((one) => replace(one, key, names, conditions));
  if (!isObject(value)) return value;
  const made: JsonObject = {};
  for (const [name, one] of Object.entries(value)) made[name] = replace(one, name, names, conditions);
  return made;
}

function named(value: string, names: ReadonlyMap<string, string>): string | null {
  const found = names.get(value);
  if (found !== undefined) return found;
  const hash = value.indexOf('#');
  const whole = hash < 0 ? undefined : names.get(value.slice(0, hash));
  return whole === undefined ? null : whole + value.slice(hash);
}
