// The paths of search parameters: the small part of FHIRPath that the official expressions use, read once and walked fast.
import { TwinwardError } from '@twinward/contract';
import type { Definitions } from '../definitions/definitions.ts';
import { elementOf } from '../definitions/element-of.ts';
import { isObject, type Json } from '../json.ts';
import { referenceTarget } from '../reference-target.ts';

/** One step of a path. An element remembers where each type keeps it. */
type Step =
  | { readonly kind: 'element'; readonly name: string; readonly places: Map<string, readonly Place[]> }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'equals'; readonly name: string; readonly value: string }
  | { readonly kind: 'resolves'; readonly type: string }
  | { readonly kind: 'first' }
  | { readonly kind: 'exists-and-not-false' };

/** The definitions a path is read for, and its union of steps. */
export interface SearchPath {
  readonly definitions: Definitions;
  readonly union: readonly (readonly Step[])[];
}

/** A property that holds an element: several where the element is a choice. */
interface Place {
  readonly property: string;
  readonly type: string;
  readonly binding: string | undefined;
}

/** A value with its FHIR type. */
export interface TypedValue {
  readonly value: Json;
  readonly type: string;
  /** The element it stands in, where its codes are bound. */
  readonly binding: string | undefined;
}

const STEP =
  /^(?:\.?([A-Za-z]\w*)(?!\w*\()|\.?ofType\((\w+)\)|\.where\((\w+)\s*=\s*'([^']*)'\)|\.where\(resolve\(\) is (\w+)\)|\s+as\s+(\w+)|(\[0\])|\.as\((\w+)\))/;

/** Reads an expression about a type (`Patient.name`); one without a type in front is about whatever it is asked of. Throws `request.unsupported` naming what cannot be read. */
export function readSearchPath(expression: string, definitions: Definitions): SearchPath {
  return { definitions, union: splitUnion(expression).map((part) => readPart(part, expression)) };
}

function readPart(part: string, whole: string): readonly Step[] {
  const death = /^(\w+(?:\.\w+)*)\.exists\(\) and \1 != false$/.exec(part);
  if (death !== null) return [...readPart(death[1]!, whole), { kind: 'exists-and-not-false' }];
  const steps: Step[] = [];
  // Brackets only group here: (Observation.value as Quantity), (X.value.ofType(CodeableConcept)).text
  let rest = part;
  while (rest.startsWith('(')) {
    const end = closing(rest);
    rest = rest.slice(1, end) + rest.slice(end + 1);
  }
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (match === null || match[0] === '') {
      throw new TwinwardError('request.unsupported', `the search expression ${whole} cannot be read`, {
        field: 'expression',
        remedy: 'use another search parameter',
      });
    }
    const [text, element, ofType, name, value, resolves, cast, first, as] = match;
    const type = ofType ?? cast ?? as;
    if (type !== undefined) steps.push({ kind: 'type', type });
    else if (name !== undefined) steps.push({ kind: 'equals', name, value: value! });
    else if (resolves !== undefined) steps.push({ kind: 'resolves', type: resolves });
    else if (first !== undefined) steps.push({ kind: 'first' });
    else if (steps.length > 0 || !/^[A-Z]/.test(element!))
      steps.push({ kind: 'element', name: element!, places: new Map() });
    rest = rest.slice(text.length);
  }
  return steps;
}

function closing(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth += 1;
    if (text[i] === ')') depth -= 1;
    if (depth === 0) return i;
  }
  return text.length;
}

/** The parts of a union, not split inside brackets. */
export function splitUnion(expression: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const character of expression) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}

/** The values a path leads to from a value of a type. */
export function walkSearchPath({ definitions, union }: SearchPath, from: TypedValue): readonly TypedValue[] {
  let found: readonly TypedValue[] = NOTHING;
  for (const steps of union) {
    let at: readonly TypedValue[] = [from];
    for (const step of steps) {
      // Only of what is asked whether it exists does nothing say something.
      if (at.length === 0 && step.kind !== 'exists-and-not-false') break;
      at = walkStep(step, at, definitions);
    }
    if (at.length > 0) found = found.length === 0 ? at : [...found, ...at];
  }
  return found;
}

const NOTHING: readonly TypedValue[] = [];

function walkStep(step: Step, at: readonly TypedValue[], definitions: Definitions): readonly TypedValue[] {
  switch (step.kind) {
    case 'element': {
      const found: TypedValue[] = [];
      for (const { value, type } of at) {
        if (!isObject(value)) continue;
        const own = typeof value.resourceType === 'string' ? value.resourceType : type;
        let places = step.places.get(own);
        if (places === undefined) {
          places = placesOf(own, step.name, definitions);
          // Types come from outside where a resource holds another: only those that are one are kept.
          if (definitions.types[own] !== undefined) step.places.set(own, places);
        }
        for (const place of places) {
          const content = value[place.property];
          if (content !== undefined) add(content, place, found);
        }
      }
      return found;
    }
    case 'type':
      return at.filter(({ type }) => type === step.type || definitions.types[type]?.base === step.type);
    case 'equals':
      return at.filter(({ value }) => isObject(value) && value[step.name] === step.value);
    case 'resolves':
      return at.filter(({ value }) => typeOfReference(value) === step.type);
    case 'first':
      return at.slice(0, 1);
    case 'exists-and-not-false':
      return [{ value: at.some(({ value }) => value !== false), type: 'boolean', binding: undefined }];
  }
}

function placesOf(type: string, name: string, definitions: Definitions): readonly Place[] {
  const choice = definitions.types[type]?.elements[`${name}[x]`];
  if (choice !== undefined) {
    return choice.types.map((one) => ({
      property: name + one[0]!.toUpperCase() + one.slice(1),
      type: one,
      binding: choice.binding,
    }));
  }
  const found = elementOf(definitions, type, name);
  return found === null ? [] : [{ property: name, type: found.type, binding: found.element.binding }];
}

function add(content: Json, { type, binding }: Place, found: TypedValue[]): void {
  if (!Array.isArray(content)) {
    if (content !== null) found.push({ value: content, type, binding });
    return;
  }
  for (const value of content) if (value !== null) found.push({ value, type, binding });
}

function typeOfReference(value: Json): string | null {
  if (!isObject(value)) return null;
  const target = typeof value.reference === 'string' ? referenceTarget(value.reference) : null;
  return target?.type ?? (typeof value.type === 'string' ? value.type : null);
}
