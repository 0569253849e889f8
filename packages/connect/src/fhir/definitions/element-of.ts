import type { Definitions, ElementDefinition } from './definitions.ts';

/** An element as a property of a JSON object names it. */
export interface NamedElement {
  readonly element: ElementDefinition;
  /** Its name in the definitions: `value[x]` for `valueQuantity`. */
  readonly name: string;
  /** The one type the property holds. */
  readonly type: string;
}

const known = new WeakMap<Definitions, Map<string, NamedElement | null>>();

/** The element a property of a type holds (`Observation`, `valueQuantity`); null when the type has none of that name. */
export function elementOf(definitions: Definitions, type: string, property: string): NamedElement | null {
  let cache = known.get(definitions);
  if (cache === undefined) {
    cache = new Map();
    known.set(definitions, cache);
  }
  const key = `${type}/${property}`;
  const found = cache.get(key);
  if (found !== undefined) return found;
  const made = find(definitions, type, property);
  // Names come from outside: only those that mean something are kept.
  if (made !== null) cache.set(key, made);
  return made;
}

function find(definitions: Definitions, type: string, property: string): NamedElement | null {
  const elements = definitions.types[type]?.elements;
  if (elements === undefined) return null;
  if (Object.hasOwn(elements, property)) {
    const element = elements[property]!;
    return property.endsWith('[x]') ? null : { element, name: property, type: element.types[0] ?? 'string' };
  }
  for (const [name, element] of Object.entries(elements)) {
    if (!name.endsWith('[x]') || !property.startsWith(name.slice(0, -3))) continue;
    const suffix = property.slice(name.length - 3);
    const chosen = element.types.find((one) => one[0]!.toUpperCase() + one.slice(1) === suffix);
    if (chosen !== undefined) return { element, name, type: chosen };
  }
  return null;
}
