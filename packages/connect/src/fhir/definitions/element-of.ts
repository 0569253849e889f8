import type { Definitions, ElementDefinition } from './definitions.ts';

/** An element as a property of a JSON object names it. */
export interface NamedElement {
  readonly element: ElementDefinition;
  /** Its name in the definitions: `value[x]` for `valueQuantity`. */
  readonly name: string;
  /** The one type the property holds. */
  readonly type: string;
  /** Whether the type is a primitive one, whose property has another beside it for its extensions. */
  readonly primitive: boolean;
  /** Whether it is one of several types the element may have. */
  readonly choice: boolean;
}

type Elements = Map<string, NamedElement | null>;

const known = new WeakMap<Definitions, Map<string, Elements>>();

/** The element a property of a type holds (`Observation`, `valueQuantity`); null when the type has none of that name. */
export function elementOf(definitions: Definitions, type: string, property: string): NamedElement | null {
  const elements = elementsKnown(definitions, type);
  const found = elements.get(property);
  if (found !== undefined) return found;
  const made = find(definitions, type, property);
  // Names come from outside: only those that mean something are kept.
  if (made !== null) elements.set(property, made);
  return made;
}

function elementsKnown(definitions: Definitions, type: string): Elements {
  let types = known.get(definitions);
  if (types === undefined) {
    types = new Map();
    known.set(definitions, types);
  }
  let elements = types.get(type);
  if (elements === undefined) {
    elements = new Map();
    if (definitions.types[type] !== undefined) types.set(type, elements);
  }
  return elements;
}

function find(definitions: Definitions, type: string, property: string): NamedElement | null {
  const elements = definitions.types[type]?.elements;
  if (elements === undefined) return null;
  const isPrimitive = (name: string): boolean => definitions.types[name]?.kind === 'primitive';
  if (Object.hasOwn(elements, property)) {
    const element = elements[property]!;
    if (property.endsWith('[x]')) return null;
    const type = element.types[0] ?? 'string';
    return { element, name: property, type, primitive: isPrimitive(type), choice: false };
  }
  for (const [name, element] of Object.entries(elements)) {
    if (!name.endsWith('[x]') || !property.startsWith(name.slice(0, -3))) continue;
    const suffix = property.slice(name.length - 3);
    const chosen = element.types.find((one) => one[0]!.toUpperCase() + one.slice(1) === suffix);
    if (chosen !== undefined)
      return { element, name, type: chosen, primitive: isPrimitive(chosen), choice: true };
  }
  return null;
}
