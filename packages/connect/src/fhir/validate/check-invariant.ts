// Invariants of the definitions: those met all the time by their meaning, the others by their FHIRPath.
import { TwinwardError } from '@twinward/contract';
import { equalJson, isObject, type Json, type JsonObject, wordOf } from '../json.ts';
import { compileFhirPath, type FhirPath } from '../path/fhir-path.ts';
import { dateRange } from '../search/date-range.ts';

type Holds = (value: JsonObject, owner: JsonObject) => boolean;

const has = (value: JsonObject, name: string): boolean => value[name] !== undefined;
const empty: Holds = () => true;

/** By key: the same as the expression, without interpreting it. */
const OWN: Readonly<Record<string, Holds>> = {
  // Whether a reference to a contained resource resolves is looked at once for the whole resource.
  'ref-1': empty,
  'per-1': ({ start, end }) => {
    const [from, to] = [dateRange(wordOf(start)), dateRange(wordOf(end))];
    if (start === undefined || end === undefined || from === null || to === null) return true;
    // Of two times of different precision, one inside the other, neither is earlier.
    return from.high <= to.low || (from.low <= to.low && from.high - from.low === to.high - to.low);
  },
  'qty-3': (value) => !has(value, 'code') || has(value, 'system'),
  'att-1': (value) => !has(value, 'data') || has(value, 'contentType') || has(value, '_contentType'),
  'cpt-2': (value) => !has(value, 'value') || has(value, 'system') || has(value, '_system'),
  'obs-6': (value) =>
    !has(value, 'dataAbsentReason') || !Object.keys(value).some((name) => /^value[A-Z]/.test(name)),
  'obs-7': (value, owner) => {
    if (!Array.isArray(value.component) || !Object.keys(value).some((name) => /^_?value[A-Z]/.test(name)))
      return true;
    const own = codingsOf(owner.code);
    return !value.component.some((part) =>
      codingsOf(isObject(part) ? part.code : undefined).some((one) =>
        own.some((other) => equalJson(one, other)),
      ),
    );
  },
  'cpl-3': (value) => !has(value, 'detail') || !has(value, 'reference'),
  'org-1': (value) => has(value, 'identifier') || has(value, 'name'),
  'obs-3': (value) => ['low', 'high', 'text'].some((name) => has(value, name)),
  'con-4': (value) => {
    const abated = Object.keys(value).some((name) => /^abatement[A-Z]/.test(name));
    return (
      !abated || codesOf(value.clinicalStatus).some((code) => /^(resolved|remission|inactive)$/.test(code))
    );
  },
  'con-5': (value) =>
    !(codesOf(value.verificationStatus).includes('entered-in-error') && has(value, 'clinicalStatus')),
  'pat-1': (value) => ['name', 'telecom', 'address', 'organization'].some((name) => has(value, name)),
  // As it is meant; its expression in R4 lets two pass.
  'que-12': (value) =>
    !Array.isArray(value.enableWhen) || value.enableWhen.length < 2 || has(value, 'enableBehavior'),
  'txt-1': empty,
  'txt-2': empty,
};

const paths = new Map<string, FhirPath | null>();

/** Whether an invariant holds on an element. One that cannot be interpreted is taken to hold: it would refuse what is valid. */
export function checkInvariant(
  key: string,
  expression: string,
  value: JsonObject,
  owner: JsonObject,
  path: string,
): boolean {
  const own = OWN[key];
  if (own !== undefined) return own(value, owner);
  const base = path.replace(/\[\d+\]/g, '');
  const whole = typeof value.resourceType === 'string';
  const name = whole ? key : `${key} ${base}`;
  let compiled = paths.get(name);
  if (compiled === undefined) {
    compiled = compile(expression, whole ? undefined : typePath(base));
    if (paths.size > 5000) paths.clear();
    paths.set(name, compiled);
  }
  if (compiled === null) return true;
  try {
    const found = compiled.values(value, owner);
    return found.length !== 1 || found[0] !== false;
  } catch (error) {
    if (error instanceof TwinwardError) return true;
    throw error;
  }
}

function compile(expression: string, base: string | undefined): FhirPath | null {
  try {
    return compileFhirPath(expression, base === undefined ? {} : { base });
  } catch (error) {
    if (error instanceof TwinwardError) return null;
    throw error;
  }
}

/** Where the library finds the types of what is below: from the innermost resource of a path. */
function typePath(path: string): string {
  const parts = path.split('.');
  return parts.slice(parts.findLastIndex((part) => /^[A-Z]/.test(part))).join('.');
}

function codingsOf(concept: Json | undefined): readonly Json[] {
  return isObject(concept) && Array.isArray(concept.coding) ? concept.coding : [];
}

function codesOf(concept: Json | undefined): readonly string[] {
  return codingsOf(concept).flatMap((one) =>
    isObject(one) && typeof one.code === 'string' ? [one.code] : [],
  );
}
