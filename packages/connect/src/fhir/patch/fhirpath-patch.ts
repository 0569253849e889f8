// FHIRPath Patch (FHIR R4, "FHIRPath Patch").
import { TwinwardError } from '@twinward/contract';
import type { Definitions } from '../definitions/definitions.ts';
import { elementOf } from '../definitions/element-of.ts';
import { cloneExact } from '../exact-json.ts';
import { isObject, type Json, type JsonObject, listIn, wordOf } from '../json.ts';
import { compileFhirPath, type PathPlace } from '../path/fhir-path.ts';

type Parts = ReadonlyMap<string, JsonObject>;

/**
 * A resource after the operations of a Parameters resource, all or none; the resource given is left as it was. Throws `request.invalid`
 * naming the operation (`row`) whose path leads nowhere or to several places, or whose element the type does not have.
 */
export function applyFhirPathPatch(
  resource: JsonObject,
  patch: JsonObject,
  definitions: Definitions,
): JsonObject {
  const result = cloneExact(resource);
  const operations = Array.isArray(patch.parameter) ? patch.parameter : [];
  for (const [index, operation] of operations.entries()) {
    if (!isObject(operation) || operation.name !== 'operation' || !Array.isArray(operation.part)) {
      throw refused('every parameter is an operation with its parts', index);
    }
    const parts: Parts = new Map(operation.part.filter(isObject).map((part) => [wordOf(part.name), part]));
    apply(result, parts, definitions, index);
  }
  return result;
}

function apply(resource: JsonObject, parts: Parts, definitions: Definitions, index: number): void {
  const path = textIn(parts, 'path', index);
  const type = textIn(parts, 'type', index);
  const places = compileFhirPath(path).places(resource);
  const only = (): PathPlace => {
    if (places.length !== 1) throw refused(`its path leads to ${places.length} places, not one`, index);
    return places[0]!;
  };
  switch (type) {
    case 'add':
      add(resource, only(), parts, definitions, index);
      return;
    case 'delete':
      if (places.length > 1) throw refused('its path leads to several places', index);
      if (places[0] !== undefined) {
        remove(resource, places[0], index);
        removeEmpty(resource, places[0].slice(0, -1));
      }
      return;
    case 'replace': {
      const place = only();
      const owner = place.slice(0, typeof place.at(-1) === 'number' ? -2 : -1);
      const name = wordOf(place.findLast((step) => typeof step === 'string'));
      const target = read(resource, owner);
      const found = elementOf(definitions, typeAt(resource, owner, definitions), name);
      if (!isObject(target) || found === null) throw refused('its path leads to no element', index);
      const { value, suffix } = valueIn(parts, found.type, definitions, index);
      const last = place.at(-1)!;
      if (typeof last === 'number') (target[name] as Json[])[last] = value;
      else if (found.name.endsWith('[x]')) {
        delete target[name];
        delete target[`_${name}`];
        target[found.name.slice(0, -3) + suffix] = value;
      } else target[name] = value;
      return;
    }
    case 'insert': {
      const list = listAt(resource, places, index);
      const found = elementOf(definitions, typeAt(resource, list.owner, definitions), list.name);
      const { value } = valueIn(parts, found?.type ?? 'string', definitions, index);
      const at = numberIn(parts, 'index', index);
      if (at > list.entries.length) throw refused('its index is beyond the list', index);
      list.entries.splice(at, 0, value);
      return;
    }
    case 'move': {
      const list = listAt(resource, places, index);
      const from = numberIn(parts, 'source', index);
      const to = numberIn(parts, 'destination', index);
      if (from >= list.entries.length || to >= list.entries.length) {
        throw refused('its source or destination is beyond the list', index);
      }
      list.entries.splice(to, 0, ...list.entries.splice(from, 1));
      return;
    }
    default:
      throw refused('its type is none of add, insert, delete, replace, move', index);
  }
}

function add(
  resource: JsonObject,
  place: PathPlace,
  parts: Parts,
  definitions: Definitions,
  index: number,
): void {
  const target = read(resource, place);
  const name = textIn(parts, 'name', index);
  const type = typeAt(resource, place, definitions);
  const choice = definitions.types[type]?.elements[`${name}[x]`];
  const found = elementOf(definitions, type, name);
  if (!isObject(target) || (choice === undefined && found === null)) {
    throw refused(`${type} has no element of that name`, index);
  }
  const { value, suffix } = valueIn(parts, found?.type ?? 'string', definitions, index);
  if (choice !== undefined) {
    const made = name + suffix;
    if (elementOf(definitions, type, made) === null)
      throw refused('the element cannot be of that type', index);
    target[made] = value;
  } else if (found?.element.many === true) {
    listIn(target, name).push(value);
  } else {
    if (Object.hasOwn(target, name)) throw refused('the element is there already', index);
    target[name] = value;
  }
}

function remove(resource: JsonObject, place: PathPlace, index: number): void {
  const parent = read(resource, place.slice(0, -1));
  const last = place.at(-1);
  if (Array.isArray(parent) && typeof last === 'number') {
    const owner = read(resource, place.slice(0, -2)) as JsonObject;
    const name = wordOf(place.at(-2));
    const shadows = owner[`_${name}`];
    parent.splice(last, 1);
    if (Array.isArray(shadows)) shadows.splice(last, 1);
    if (parent.length === 0) {
      delete owner[name];
      delete owner[`_${name}`];
    }
  } else if (isObject(parent) && typeof last === 'string') {
    delete parent[last];
    delete parent[`_${last}`];
  } else throw refused('the resource itself cannot be deleted', index);
}

/** FHIR knows no empty elements: what was left empty goes too, up to the resource. */
function removeEmpty(resource: JsonObject, place: PathPlace): void {
  for (let at = place; at.length > 0; at = at.slice(0, -1)) {
    const value = read(resource, at);
    const empty = Array.isArray(value)
      ? value.length === 0
      : isObject(value) && Object.keys(value).length === 0;
    const parent = read(resource, at.slice(0, -1));
    if (!empty) return;
    const last = at.at(-1)!;
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else if (isObject(parent)) delete parent[wordOf(last)];
  }
}

interface ListPlace {
  readonly owner: PathPlace;
  readonly name: string;
  readonly entries: Json[];
}

function listAt(resource: JsonObject, places: readonly PathPlace[], index: number): ListPlace {
  const [first] = places;
  if (first === undefined || typeof first.at(-1) !== 'number')
    throw refused(`its path leads to no list`, index);
  const owner = first.slice(0, -2);
  const name = wordOf(first.at(-2));
  const entries = read(resource, first.slice(0, -1));
  const one = places.every(
    (place) => place.length === first.length && place.slice(0, -1).every((step, i) => step === first[i]),
  );
  if (!Array.isArray(entries) || !one || entries.length !== places.length) {
    throw refused('its path leads to no whole list', index);
  }
  return { owner, name, entries };
}

function read(resource: JsonObject, place: PathPlace): Json | undefined {
  let at: Json | undefined = resource;
  for (const step of place) {
    at = Array.isArray(at) ? at[Number(step)] : isObject(at) ? at[wordOf(step)] : undefined;
  }
  return at;
}

function typeAt(resource: JsonObject, place: PathPlace, definitions: Definitions): string {
  let type = wordOf(resource.resourceType);
  let at: Json | undefined = resource;
  for (const step of place) {
    at = Array.isArray(at) ? at[Number(step)] : isObject(at) ? at[wordOf(step)] : undefined;
    if (typeof step === 'string') type = elementOf(definitions, type, step)?.type ?? 'Element';
    if (isObject(at) && typeof at.resourceType === 'string') type = at.resourceType;
  }
  return type;
}

function textIn(parts: Parts, name: string, index: number): string {
  const part = parts.get(name);
  const value = part?.valueString ?? part?.valueCode;
  if (typeof value !== 'string') throw refused(`it has no ${name}`, index);
  return value;
}

function numberIn(parts: Parts, name: string, index: number): number {
  const value = parts.get(name)?.valueInteger;
  if (typeof value !== 'number' || value < 0) throw refused(`it has no ${name}`, index);
  return value;
}

/** The value of an operation, and the end of the property that says its type (`valueDate` -> `Date`). */
function valueIn(
  parts: Parts,
  type: string,
  definitions: Definitions,
  index: number,
): { readonly value: Json; readonly suffix: string } {
  const part = parts.get('value');
  if (part === undefined) throw refused('it has no value', index);
  return partValue(part, type, definitions, index);
}

function partValue(
  part: JsonObject,
  type: string,
  definitions: Definitions,
  index: number,
): { value: Json; suffix: string } {
  const property = Object.keys(part).find((name) => name.startsWith('value'));
  if (property !== undefined) return { value: cloneExact(part[property]!), suffix: property.slice(5) };
  if (isObject(part.resource)) return { value: cloneExact(part.resource), suffix: '' };
  if (!Array.isArray(part.part)) throw refused('its value is empty', index);
  const made: JsonObject = {};
  for (const inner of part.part.filter(isObject)) {
    const name = wordOf(inner.name);
    const found = elementOf(definitions, type, name);
    const choice = definitions.types[type]?.elements[`${name}[x]`];
    if (found === null && choice === undefined) throw refused(`${type} has no element "${name}"`, index);
    const { value, suffix } = partValue(inner, found?.type ?? 'string', definitions, index);
    if (choice !== undefined) made[name + suffix] = value;
    else if (found?.element.many === true) listIn(made, name).push(value);
    else made[name] = value;
  }
  return { value: made, suffix: '' };
}

function refused(why: string, index: number): TwinwardError {
  return new TwinwardError('request.invalid', `FHIRPath Patch, operation ${index + 1}: ${why}`, {
    field: 'parameter',
    row: index + 1,
    remedy: 'see FHIRPath Patch in FHIR R4',
  });
}
