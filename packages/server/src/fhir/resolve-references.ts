// References inside a transaction: to other entries by fullUrl, and by condition (Patient?identifier=...).
import { cloneExact, type Json, type JsonObject } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import type { FhirEndpoint } from './fhir-endpoint.ts';

const CONDITION = /^([A-Z][A-Za-z]+)\?(.+)$/;

/** A text in a resource that may name another entry or a condition, and what was sent there. */
export interface ReferenceSlot {
  readonly owner: JsonObject | Json[];
  readonly key: string | number;
  readonly sent: string;
}

/** Where a resource may refer to what the transaction holds. Elsewhere than in a reference only what can mean nothing else: an address made for this bundle. */
export function referenceSlots(resource: Json | undefined): readonly ReferenceSlot[] {
  const slots: ReferenceSlot[] = [];
  if (typeof resource === 'object' && resource !== null) gather(resource, slots);
  return slots;
}

function gather(owner: JsonObject | Json[], slots: ReferenceSlot[]): void {
  if (Array.isArray(owner)) {
    for (let i = 0; i < owner.length; i++) note(owner, i, owner[i]!, slots);
  } else {
    for (const name in owner) note(owner, name, owner[name]!, slots);
  }
}

function note(owner: JsonObject | Json[], key: string | number, value: Json, slots: ReferenceSlot[]): void {
  if (typeof value === 'object') {
    if (value !== null) gather(value, slots);
  } else if (typeof value === 'string' && (key === 'reference' || value.startsWith('urn:'))) {
    slots.push({ owner, key, sent: value });
  }
}

/**
 * Puts into the slots the ids that entries were given, and the one match of each condition. What was sent stays known, so that it can be done
 * again after another write came between.
 */
export async function resolveReferences(
  endpoint: FhirEndpoint,
  slots: readonly ReferenceSlot[],
  names: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { owner, key, sent } of slots) {
    const condition = key === 'reference' ? CONDITION.exec(sent) : null;
    const found =
      condition === null ? named(sent, names) : await theOne(endpoint, condition[1]!, condition[2]!);
    (owner as Record<string | number, Json>)[key] = found ?? sent;
  }
}

/** A copy of a resource with its references resolved; the resource stays as it was. */
export async function withReferences(
  endpoint: FhirEndpoint,
  resource: JsonObject,
  names: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  const copy = cloneExact(resource);
  await resolveReferences(endpoint, referenceSlots(copy), names);
  return copy;
}

async function theOne(endpoint: FhirEndpoint, type: string, criteria: string): Promise<string> {
  const found = await endpoint.matches(type, criteria);
  if (found.length === 1) return `${type}/${found[0]!.id}`;
  throw new TwinwardError(
    'resource.conflict',
    `a conditional reference has ${found.length === 0 ? 'no match' : 'several matches'}`,
    { field: 'reference', remedy: 'refer to one resource' },
  );
}

function named(value: string, names: ReadonlyMap<string, string>): string | null {
  const found = names.get(value);
  if (found !== undefined) return found;
  const hash = value.indexOf('#');
  const whole = hash < 0 ? undefined : names.get(value.slice(0, hash));
  return whole === undefined ? null : whole + value.slice(hash);
}
