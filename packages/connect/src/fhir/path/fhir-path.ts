// FHIRPath (ANSI/HL7 NMN R1-2020) by the National Library of Medicine's library, with the variables and functions FHIR adds.
import { TwinwardError } from '@twinward/contract';
import fhirpath, { type UserInvocationTable } from 'fhirpath';
import model from 'fhirpath/fhir-context/r4';
import { loadDefinitions } from '../definitions/load-definitions.ts';
import { isObject, type JsonObject } from '../json.ts';
import { checkPath } from './check-path.ts';
import { PATH_FUNCTIONS } from './path-functions.ts';
import type { PathNode } from './path-node.ts';

/** A value an expression gave, with its type as `FHIR.code` or `System.String`. */
export interface PathValue {
  readonly value: unknown;
  readonly type: string;
}

/** Property names and indexes from the resource down to a value. */
export type PathPlace = readonly (string | number)[];

/** A value as the library keeps it, with the way it came. */
interface PathStep {
  readonly parentResNode: PathStep | null;
  readonly propName: string | null;
  readonly index: number | null;
}

/** An expression ready to run. */
export interface FhirPath {
  /** What it gives on a resource or a part of one; `root` is %resource where the two differ. */
  values(focus: unknown, root?: unknown, variables?: Readonly<Record<string, unknown>>): readonly unknown[];
  typed(focus: unknown, root?: unknown): readonly PathValue[];
  /** Where in the resource each value stands. Throws where a value is computed and stands nowhere. */
  places(resource: JsonObject): readonly PathPlace[];
  /** Whether it holds: its one value is true. */
  holds(focus: unknown, root?: unknown): boolean;
}

type Run = (focus: unknown, variables: object) => readonly unknown[];

/** Functions by name, as the library takes them. */
export type PathFunctions = UserInvocationTable;

/** How an expression is read. */
export interface PathOptions {
  /** The type the expression is about where it is not a whole resource (`Patient.contact`). */
  readonly base?: string;
  /** Refuse names that the type of this resource does not have. */
  readonly strictFor?: string;
  /** Further functions. */
  readonly functions?: PathFunctions;
}

const VARIABLES = /%(?:`([^`]+)`|([A-Za-z_-][\w-]*))/g;

/**
 * Reads an expression. Throws `request.invalid` where it is none; what goes wrong when it runs is thrown then, likewise.
 *
 * @example
 * compileFhirPath('Patient.name.given').values({ resourceType: 'Patient', name: [{ given: ['Ana'] }] })[0]; // 'Ana'
 */
export function compileFhirPath(text: string, options: PathOptions = {}): FhirPath {
  const { base, strictFor } = options;
  const expression = readable(text);
  const prepare = (nodes: boolean): Run =>
    guard(
      () =>
        fhirpath.compile(base === undefined ? expression : { base, expression }, model, {
          resolveInternalTypes: !nodes,
          userInvocationTable: { ...PATH_FUNCTIONS, ...options.functions },
          traceFn: () => undefined,
        }) as unknown as Run,
    );
  // Each way of running costs reading the expression once; most are run in one way only.
  let plain: Run | null = null;
  let internal: Run | null = null;
  const run: Run = (focus, variables) => {
    plain ??= prepare(false);
    return plain(focus, variables);
  };
  const typedRun: Run = (focus, variables) => {
    internal ??= prepare(true);
    return internal(focus, variables);
  };
  guard(() => fhirpath.parse(expression));
  if (strictFor !== undefined) {
    checkPath(
      guard(() => fhirpath.parse(expression) as PathNode),
      strictFor,
      loadDefinitions(),
    );
  }
  const fixed = fixedVariables(expression);
  const about = (focus: unknown, root: unknown, variables?: object) => ({
    resource: root,
    rootResource: root,
    context: focus,
    ...fixed,
    ...variables,
  });
  return {
    values: (focus, root = focus, variables) => guard(() => run(focus, about(focus, root, variables))),
    holds: (focus, root = focus) => {
      const found = guard(() => run(focus, about(focus, root)));
      return found.length === 1 && found[0] === true;
    },
    places: (resource) =>
      guard(() => {
        return typedRun(resource, about(resource, resource)).map(placeOf);
      }),
    typed: (focus, root = focus) =>
      guard(() => {
        const found = typedRun(focus, about(focus, root));
        const types = fhirpath.types(found);
        const values = fhirpath.resolveInternalTypes(found) as readonly unknown[];
        return values.map((value, i) => ({ value, type: types[i] ?? 'unknown' }));
      }),
  };
}

/** The expression itself, or with elements named like operators (`Patient.text.div`) put in quotes where it cannot be read otherwise. */
function readable(text: string): string {
  const quoted = text.replace(/\.(div|mod)\b(?!\s*\()/g, '.`$1`');
  if (quoted === text) return text;
  try {
    fhirpath.parse(text);
    return text;
  } catch {
    return quoted;
  }
}

function placeOf(value: unknown): PathPlace {
  const place: (string | number)[] = [];
  for (let step = value as PathStep | null; step !== null; step = step.parentResNode) {
    if (typeof step !== 'object' || step.parentResNode === undefined)
      throw new Error('what is computed stands nowhere');
    if (step.parentResNode === null) break;
    if (step.index !== null && step.index !== undefined) place.unshift(step.index);
    if (step.propName === null) throw new Error('what is computed stands nowhere');
    place.unshift(step.propName);
  }
  return place;
}

/** %sct, %loinc, %ucum, %vs-NAME and %ext-NAME (FHIR R4, "Using FHIRPath with Resources"). */
function fixedVariables(expression: string): Readonly<Record<string, string>> {
  const fixed: Record<string, string> = {
    sct: 'http://snomed.info/sct',
    loinc: 'http://loinc.org',
    ucum: 'http://unitsofmeasure.org',
  };
  for (const [, quoted, plain] of expression.matchAll(VARIABLES)) {
    const name = quoted ?? plain ?? '';
    if (name.startsWith('vs-')) fixed[name] = `http://hl7.org/fhir/ValueSet/${name.slice(3)}`;
    if (name.startsWith('ext-')) fixed[name] = `http://hl7.org/fhir/StructureDefinition/${name.slice(4)}`;
  }
  return fixed;
}

function guard<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TwinwardError) throw error;
    const message =
      isObject(error) || error instanceof Error ? String((error as Error).message) : String(error);
    throw new TwinwardError('request.invalid', `FHIRPath: ${message.split('\n')[0]}`, {
      field: 'expression',
      remedy: 'mend the expression',
    });
  }
}
