// The paths of search parameters: the small part of FHIRPath that the official expressions use, read once and walked fast.
import { TwinwardError } from '@twinward/contract';
import type { Definitions } from '../definitions/definitions.ts';
import { elementOf } from '../definitions/element-of.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { referenceTarget } from '../reference-target.ts';

/** One step of a path. */
type Step =
  | { readonly kind: 'element'; readonly name: string }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'equals'; readonly name: string; readonly value: string }
  | { readonly kind: 'resolves'; readonly type: string }
  | { readonly kind: 'first' }
  | { readonly kind: 'exists-and-not-false' };

/** A union of paths. */
export type SearchPath = readonly (readonly Step[])[];

/** A value with its FHIR type. */
export interface TypedValue {
  readonly value: Json;
  readonly type: string;
  /** The element it stands in, where its codes are bound. */
  readonly binding?: string;
}

const STEP =
  /^(?:\.?([A-Za-z]\w*)(?!\w*\()|\.?ofType\((\w+)\)|\.where\((\w+)\s*=\s*'([^']*)'\)|\.where\(resolve\(\) is (\w+)\)|\s+as\s+(\w+)|(\[0\])|\.as\((\w+)\))/;

/** Reads an expression about a type (`Patient.name`); one without a type in front is about whatever it is asked of. Throws `request.unsupported` naming what cannot be read. */
export function readSearchPath(expression: string): SearchPath {
  return splitUnion(expression).map((part) => readPart(part, expression));
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
    else if (steps.length > 0 || !/^[A-Z]/.test(element!)) steps.push({ kind: 'element', name: element! });
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
export function walkSearchPath(
  path: SearchPath,
  from: TypedValue,
  definitions: Definitions,
): readonly TypedValue[] {
  return path.flatMap((steps) => {
    let at: readonly TypedValue[] = [from];
    for (const step of steps) {
      // Only of what is asked whether it exists does nothing say something.
      if (at.length === 0 && step.kind !== 'exists-and-not-false') return at;
      at = walkStep(step, at, definitions);
    }
    return at;
  });
}

function walkStep(step: Step, at: readonly TypedValue[], definitions: Definitions): readonly TypedValue[] {
  switch (step.kind) {
    case 'element': {
      const found: TypedValue[] = [];
      for (const one of at) collect(one, step.name, definitions, found);
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
      return [{ value: at.some(({ value }) => value !== false), type: 'boolean' }];
  }
}

function collect(
  { value, type }: TypedValue,
  name: string,
  definitions: Definitions,
  found: TypedValue[],
): void {
  if (!isObject(value)) return;
  const own = typeof value.resourceType === 'string' ? value.resourceType : type;
  const choice = definitions.types[own]?.elements[`${name}[x]`];
  if (choice !== undefined) {
    for (const one of choice.types) {
      const property = name + one[0]!.toUpperCase() + one.slice(1);
      if (value[property] !== undefined) add(value, property, one, choice.binding, found);
    }
    return;
  }
  if (value[name] === undefined) return;
  const element = elementOf(definitions, own, name);
  if (element !== null) add(value, name, element.type, element.element.binding, found);
}

function add(
  owner: JsonObject,
  property: string,
  type: string,
  binding: string | undefined,
  found: TypedValue[],
): void {
  const value = owner[property]!;
  for (const one of Array.isArray(value) ? value : [value]) {
    if (one !== null) found.push({ value: one, type, ...(binding === undefined ? {} : { binding }) });
  }
}

function typeOfReference(value: Json): string | null {
  if (!isObject(value)) return null;
  const target = typeof value.reference === 'string' ? referenceTarget(value.reference) : null;
  return target?.type ?? (typeof value.type === 'string' ? value.type : null);
}
