// A resource -> the values it is found by.
import type { IndexEntry } from '@twinward/contract';
import type { Definitions, SearchDefinition } from '../definitions/definitions.ts';
import type { JsonObject } from '../json.ts';
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
  const type = String(resource.resourceType);
  const entries: IndexEntry[] = [];
  const root = { value: resource, type };
  let group = 0;
  for (const parameter of searchParameters(type, definitions).byCode.values()) {
    const values = walkSearchPath(parameter.path, root, definitions);
    if (values.length === 0) continue;
    const start = entries.length;
    if (parameter.type !== 'composite') {
      for (const value of values) {
        indexValue(
          value,
          { param: parameter.number, type: parameter.type, group: 0 },
          definitions,
          base,
          entries,
        );
        if (entries.length - start > MOST) break;
      }
      continue;
    }
    for (const value of values) {
      // Groups are numbered through the resource; the store keeps them as small numbers.
      if (group >= 30_000 || entries.length - start > MOST) break;
      const parts = parameter.component.map((component) => {
        const made: IndexEntry[] = [];
        for (const part of walkSearchPath(component.path, value, definitions)) {
          const as: SearchDefinition['type'] = component.type;
          indexValue(part, { param: component.number, type: as, group: group + 1 }, definitions, base, made);
        }
        return made;
      });
      if (parts.some((part) => part.length === 0)) continue;
      group += 1;
      entries.push(...parts.flat());
    }
  }
  return distinct(entries);
}

/** Without entries that say the same: unions often lead to a value twice. */
function distinct(entries: readonly IndexEntry[]): readonly IndexEntry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const rest =
      entry.kind === 'token'
        ? `${entry.system}|${entry.code}`
        : entry.kind === 'string'
          ? entry.text
          : `${entry.low}|${entry.high}|${entry.unit}`;
    const key = `${entry.kind[0]}${entry.param}|${entry.group}|${rest}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
