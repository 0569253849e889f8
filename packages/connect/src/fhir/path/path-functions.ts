// Functions of FHIRPath that FHIR R4 adds or the library leaves out.
import { TwinwardError } from '@twinward/contract';
import type { UserInvocationTable } from 'fhirpath';
import { loadDefinitions } from '../definitions/load-definitions.ts';
import { isObject } from '../json.ts';

const PROFILE = 'http://hl7.org/fhir/StructureDefinition/';

/** `precision()` (FHIRPath 2.0, section 5.7.7) and `conformsTo()` (FHIR R4, for the base profiles). */
export const PATH_FUNCTIONS: UserInvocationTable = {
  precision: { fn: precision, arity: { 0: [] }, internalStructures: true },
  replaceMatches: { fn: replaceMatches, arity: { 2: ['String', 'String'] } },
  conformsTo: { fn: conformsTo, arity: { 1: ['String'] } },
};

/** Digits: those after the point of a decimal, all of them in a date or time. */
function precision(input: readonly unknown[]): readonly number[] {
  const [first] = input;
  if (first === undefined) return [];
  if (input.length > 1) throw refused('precision() is of one value');
  const text = String(first);
  if (/^-?\d+(\.\d*)?$/.test(text) && !/^\d{4}$/.test(text)) return [text.split('.')[1]?.length ?? 0];
  return [text.replace(/(Z|[+-]\d\d:\d\d)$/, '').replace(/\D/g, '').length];
}

/** As the library does, but the empty expression matches nothing. */
function replaceMatches(
  input: readonly unknown[],
  expression: string,
  substitution: string,
): readonly string[] {
  const [text] = input;
  if (text === undefined) return [];
  if (input.length > 1 || typeof text !== 'string') throw refused('replaceMatches() is of one string');
  return [expression === '' ? text : text.replace(new RegExp(expression, 'gu'), substitution)];
}

/** Whether a resource is of the type a base profile describes; other profiles are not known here. */
function conformsTo(input: readonly unknown[], url: string): readonly boolean[] {
  const name = url.startsWith(PROFILE) ? url.slice(PROFILE.length) : '';
  if (loadDefinitions().types[name]?.kind !== 'resource') throw refused(`the profile ${url} is not known`);
  return input.map((one) => isObject(one) && one.resourceType === name);
}

function refused(why: string): TwinwardError {
  return new TwinwardError('request.invalid', `FHIRPath: ${why}`, { field: 'expression' });
}
