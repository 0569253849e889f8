// A resource -> the values it is found by.
import type { IndexEntry } from '@twinward/contract';
import type { Definitions, SearchDefinition } from '../definitions/definitions.ts';
import type { JsonObject } from '../json.ts';
import { wordOf } from '../json.ts';
import { indexValue } from './index-value.ts';
import { searchParameters } from './search-parameter.ts';
import { walkSearchPath } from './search-path.ts';

/** Values under one parameter, at most: what has more is found by the first of them. */
const MOST = 500;

/**
 * The index entries of a resource under every search parameter of its type. `base` is the address of this server: references that
 * begin with it are its own.
 */
export function indexResource(
  resource: JsonObject,
  definitions: Definitions,
  base = '',
): readonly IndexEntry[] {
  const type = wordOf(resource.resourceType);
  const entries: IndexEntry[] = [];
  const root = { value: resource, type, binding: undefined };
  let group = 0;
  for (const parameter of searchParameters(type, definitions).byCode.values()) {
    const values = walkSearchPath(parameter.path, root);
    if (values.length === 0) continue;
    const start = entries.length;
    if (parameter.type !== 'composite') {
      const place = { param: parameter.number, type: parameter.type, group: 0 };
      for (const value of values) {
        indexValue(value, place, definitions, base, entries);
        if (entries.length - start > MOST) break;
      }
      dropRepeated(entries, start);
      continue;
    }
    for (const value of values) {
      // Groups are numbered through the resource; the store keeps them as small numbers.
      if (group >= 30_000 || entries.length - start > MOST) break;
      const parts = parameter.component.map((component) => {
        const made: IndexEntry[] = [];
        for (const part of walkSearchPath(component.path, value)) {
          const as: SearchDefinition['type'] = component.type;
          indexValue(part, { param: component.number, type: as, group: group + 1 }, definitions, base, made);
        }
        return made;
      });
      if (parts.some((part) => part.length === 0)) continue;
      group += 1;
      const own = entries.length;
      entries.push(...parts.flat());
      dropRepeated(entries, own);
    }
  }
  return entries;
}

/** Drops, from a place on, entries that say what another says: unions often lead to a value twice. */
function dropRepeated(entries: IndexEntry[], start: number): void {
  let end = start;
  for (let i = start; i < entries.length; i++) {
    const entry = entries[i]!;
    let known = false;
    for (let j = start; j < end && !known; j++) known = sameEntry(entries[j]!, entry);
    if (!known) entries[end++] = entry;
  }
  entries.length = end;
}

function sameEntry(a: IndexEntry, b: IndexEntry): boolean {
  if (a.param !== b.param || a.group !== b.group) return false;
  if (a.kind === 'token') return b.kind === 'token' && a.code === b.code && a.system === b.system;
  if (a.kind === 'string') return b.kind === 'string' && a.text === b.text;
  return b.kind === 'range' && a.low === b.low && a.high === b.high && a.unit === b.unit;
}
