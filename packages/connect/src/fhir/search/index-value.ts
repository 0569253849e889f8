// One value -> index entries, by the type of the search parameter (FHIR R4, "Search", tables of each type).
import type { IndexEntry } from '@twinward/contract';
import type { Definitions, SearchDefinition } from '../definitions/definitions.ts';
import { isObject, type Json, type JsonObject, wordOf } from '../json.ts';
import { referenceTarget } from '../reference-target.ts';
import { canonicalQuantity } from './canonical-quantity.ts';
import { dateRange } from './date-range.ts';
import { plainText } from './plain-text.ts';
import type { TypedValue } from './search-path.ts';

/** Under what a value is kept. */
export interface IndexPlace {
  readonly param: number;
  readonly type: SearchDefinition['type'];
  readonly group: number;
}

/** The system of UCUM units. */
export const UCUM = 'http://unitsofmeasure.org';
const NAME_PARTS = ['text', 'family', 'given', 'prefix', 'suffix'];
const ADDRESS_PARTS = ['text', 'line', 'city', 'district', 'state', 'postalCode', 'country'];

/** Adds the entries of a value; a value that is none of the parameter's kind adds nothing. */
export function indexValue(
  typed: TypedValue,
  place: IndexPlace,
  definitions: Definitions,
  base: string,
  entries: IndexEntry[],
): void {
  switch (place.type) {
    case 'token':
      indexToken(typed, place, definitions, entries);
      return;
    case 'string':
      indexString(typed, place, entries);
      return;
    case 'date':
      indexDate(typed, place, entries);
      return;
    case 'reference':
      indexReference(typed, place, base, entries);
      return;
    case 'uri':
      if (typeof typed.value === 'string') token(place, '', typed.value, entries);
      return;
    case 'number':
      if (typeof typed.value === 'number') range(place, typed.value, typed.value, '', entries);
      return;
    case 'quantity':
      indexQuantity(typed, place, entries);
      return;
    case 'composite':
  }
}

function indexToken(
  { value, type, binding }: TypedValue,
  place: IndexPlace,
  definitions: Definitions,
  entries: IndexEntry[],
): void {
  if (!isObject(value)) {
    if (type === 'code') token(place, systemOf(wordOf(value), binding, definitions), wordOf(value), entries);
    else if (typeof value !== 'number') token(place, '', wordOf(value), entries);
    return;
  }
  switch (type) {
    case 'CodeableConcept':
      if (Array.isArray(value.coding))
        for (const one of value.coding) if (isObject(one)) coding(one, place, entries);
      text(place, value.text, entries);
      return;
    case 'Coding':
      coding(value, place, entries);
      return;
    case 'Identifier':
      if (typeof value.value === 'string') token(place, textOf(value.system), value.value, entries);
      return;
    case 'ContactPoint':
      if (typeof value.value === 'string') token(place, '', value.value, entries);
  }
}

function coding(value: JsonObject, place: IndexPlace, entries: IndexEntry[]): void {
  if (typeof value.code === 'string') token(place, textOf(value.system), value.code, entries);
  text(place, value.display, entries);
}

/** The code system of a bound code, where one holds it. */
function systemOf(code: string, binding: string | undefined, definitions: Definitions): string {
  const systems = binding === undefined ? undefined : definitions.codes[binding];
  if (systems === undefined) return '';
  return Object.keys(systems).find((system) => systems[system]!.includes(code)) ?? '';
}

function indexString({ value, type }: TypedValue, place: IndexPlace, entries: IndexEntry[]): void {
  if (!isObject(value)) {
    text(place, value, entries);
    return;
  }
  const parts = type === 'HumanName' ? NAME_PARTS : type === 'Address' ? ADDRESS_PARTS : [];
  for (const part of parts) {
    const words = value[part];
    for (const one of Array.isArray(words) ? words : [words]) text(place, one, entries);
  }
}

function indexDate({ value, type }: TypedValue, place: IndexPlace, entries: IndexEntry[]): void {
  if (typeof value === 'string') {
    const found = dateRange(value);
    if (found !== null) range(place, found.low, found.high, '', entries);
    return;
  }
  if (!isObject(value)) return;
  if (type === 'Period') {
    const low = value.start === undefined ? Number.NEGATIVE_INFINITY : dateRange(wordOf(value.start))?.low;
    const high = value.end === undefined ? Number.POSITIVE_INFINITY : dateRange(wordOf(value.end))?.high;
    if (low !== undefined && high !== undefined && (value.start !== undefined || value.end !== undefined)) {
      range(place, low, high, '', entries);
    }
    return;
  }
  if (type === 'Timing') {
    const events = Array.isArray(value.event)
      ? value.event.flatMap((one) => dateRange(wordOf(one)) ?? [])
      : [];
    if (events.length > 0) {
      const low = Math.min(...events.map((one) => one.low));
      const high = Math.max(...events.map((one) => one.high));
      range(place, low, high, '', entries);
    }
    const bounds = isObject(value.repeat) ? value.repeat.boundsPeriod : undefined;
    if (bounds !== undefined)
      indexDate({ value: bounds, type: 'Period', binding: undefined }, place, entries);
  }
}

function indexReference(
  { value, type }: TypedValue,
  place: IndexPlace,
  base: string,
  entries: IndexEntry[],
): void {
  if (typeof value === 'string') {
    // canonical or uri: with and without its version
    token(place, '', value, entries);
    if (type === 'canonical' && value.includes('|'))
      token(place, '', value.slice(0, value.indexOf('|')), entries);
    return;
  }
  if (!isObject(value)) return;
  // A reference into the resource, or one in words only, is no match for any search, but it is there.
  const { reference = '' } = value;
  if (typeof reference === 'string') {
    const target = referenceTarget(reference);
    if (target !== null && (target.base === '' || target.base === base)) {
      token(place, target.type, target.id, entries);
    } else token(place, '', reference, entries);
  }
  const identifier = value.identifier;
  if (isObject(identifier) && typeof identifier.value === 'string') {
    token(
      { ...place, param: identifierParameter(place.param) },
      textOf(identifier.system),
      identifier.value,
      entries,
    );
  }
}

/** Where identifiers of references are kept, for the modifier :identifier. */
export function identifierParameter(param: number): number {
  return param ^ 0x40000000;
}

function indexQuantity({ value, type }: TypedValue, place: IndexPlace, entries: IndexEntry[]): void {
  if (!isObject(value)) return;
  if (type === 'Money') {
    if (typeof value.value === 'number') {
      range(place, value.value, value.value, `urn:iso:std:iso:4217|${textOf(value.currency)}`, entries);
      range(place, value.value, value.value, `|${textOf(value.currency)}`, entries);
    }
    return;
  }
  if (type === 'Range') {
    const [low, high] = [value.low, value.high];
    if (isObject(low) && isObject(high) && low.code === high.code) quantity(low, high, place, entries);
    return;
  }
  quantity(value, value, place, entries);
}

function quantity(from: JsonObject, to: JsonObject, place: IndexPlace, entries: IndexEntry[]): void {
  const [low, high] = [from.value, to.value];
  if (typeof low !== 'number' || typeof high !== 'number') return;
  const [system, code, unit] = [textOf(from.system), textOf(from.code), textOf(from.unit)];
  range(place, low, high, `${system}|${code}`, entries);
  // Without a system, a search goes by the code or by the unit as people read it; codes of UCUM are found under their own.
  for (const name of new Set([system === UCUM ? unit : code, unit])) {
    if (name !== '' && !(system === UCUM && name === code)) range(place, low, high, `|${name}`, entries);
  }
  const canonical = system === UCUM && code !== '' ? canonicalQuantity(code) : null;
  if (canonical !== null) {
    range(place, canonical.convert(low), canonical.convert(high), canonical.unit, entries);
  }
}

function token({ param, group }: IndexPlace, system: string, code: string, entries: IndexEntry[]): void {
  entries.push({ kind: 'token', param, system, code, group });
}

function text({ param, group }: IndexPlace, value: Json | undefined, entries: IndexEntry[]): void {
  if (typeof value !== 'string') return;
  entries.push({ kind: 'string', param, text: value, plain: plainText(value), group });
}

function range(
  { param, group }: IndexPlace,
  low: number,
  high: number,
  unit: string,
  entries: IndexEntry[],
): void {
  entries.push({ kind: 'range', param, low, high, unit, group });
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
