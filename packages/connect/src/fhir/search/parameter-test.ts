// A parameter, its modifier and its values -> a test.
import { type RangeRelation, type ResourceTest, TwinwardError } from '@twinward/contract';
import type { SearchDefinition } from '../definitions/definitions.ts';
import { referenceTarget } from '../reference-target.ts';
import { canonicalQuantity } from './canonical-quantity.ts';
import { dateRange } from './date-range.ts';
import { identifierParameter, UCUM } from './index-value.ts';
import type { SearchContext } from './parse-search.ts';
import { plainText } from './plain-text.ts';
import { readPrefix } from './read-prefix.ts';
import type { SearchParameter } from './search-parameter.ts';

/** Modifiers of each type of parameter beside `missing`; a reference also takes a type of resource. */
const MODIFIERS: Readonly<Record<SearchDefinition['type'], readonly string[]>> = {
  string: ['exact', 'contains'],
  token: ['not', 'text'],
  reference: ['identifier'],
  uri: ['below'],
  date: [],
  number: [],
  quantity: [],
  composite: [],
};
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The test of one `name=value`; values apart by commas are alternatives. Throws `request.invalid` naming the parameter. */
export function parameterTest(
  parameter: SearchParameter,
  modifier: string | undefined,
  value: string,
  name: string,
  context: SearchContext,
): ResourceTest {
  const param = parameter.number;
  if (value === '') refuse(name, 'it has no value');
  if (modifier === 'missing') {
    if (parameter.type === 'composite') refuse(name, 'a composite parameter has no modifier');
    if (value !== 'true' && value !== 'false') refuse(name, 'the value is true or false');
    const present: ResourceTest = { kind: 'present', param };
    return value === 'true' ? { kind: 'not', of: present } : present;
  }
  const typed =
    parameter.type === 'reference' && modifier !== undefined && parameter.target.includes(modifier);
  if (modifier !== undefined && !typed && !MODIFIERS[parameter.type].includes(modifier)) {
    refuse(name, `the modifier :${modifier.slice(0, 40)} is not supported`);
  }
  const tests = splitEscaped(value, ',').map((one): ResourceTest => {
    if (parameter.type !== 'composite') return valueTest(parameter.type, param, modifier, one, name, context);
    const parts = splitEscaped(one, '$');
    if (parts.length !== parameter.component.length) {
      refuse(name, `a value has ${parameter.component.length} parts with $ between them`);
    }
    return {
      kind: 'together',
      of: parameter.component.map(({ number, type }, i) =>
        valueTest(type, number, undefined, parts[i]!, name, context),
      ),
    };
  });
  const any: ResourceTest = tests.length === 1 ? tests[0]! : { kind: 'any', of: tests };
  return modifier === 'not' ? { kind: 'not', of: any } : any;
}

/** Parts of a value; `\,` `\$` `\|` and `\\` part nothing, and stay escaped for the next division. */
export function splitEscaped(value: string, separator: string): readonly string[] {
  const parts = [''];
  for (let i = 0; i < value.length; i++) {
    const character = value[i]!;
    if (character === '\\' && i + 1 < value.length) {
      i += 1;
      parts[parts.length - 1] += character + value[i]!;
    } else if (character === separator) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function plain(value: string): string {
  return value.replace(/\\([,$|\\])/g, '$1');
}

function valueTest(
  type: SearchDefinition['type'],
  param: number,
  modifier: string | undefined,
  value: string,
  name: string,
  context: SearchContext,
): ResourceTest {
  switch (type) {
    case 'string': {
      const text = plain(value);
      if (modifier === 'exact') return { kind: 'string', param, text, how: 'exact' };
      return {
        kind: 'string',
        param,
        text: plainText(text),
        how: modifier === 'contains' ? 'contains' : 'starts',
      };
    }
    case 'token':
      return modifier === 'text'
        ? { kind: 'string', param, text: plainText(plain(value)), how: 'starts' }
        : tokenTest(param, value);
    case 'reference':
      if (modifier === 'identifier') return tokenTest(identifierParameter(param), value);
      return referenceTest(param, modifier, plain(value), context);
    case 'uri':
      return modifier === 'below'
        ? { kind: 'address', param, start: plain(value) }
        : { kind: 'token', param, system: '', code: plain(value) };
    case 'date': {
      const { relation, rest } = readPrefix(value);
      const found = dateRange(rest) ?? refuse(name, 'the value is no date');
      const widened = relation === 'ap' ? around(found, context.now) : found;
      return { kind: 'range', param, relation, ...widened, units: [''] };
    }
    case 'number': {
      const { relation, rest } = readPrefix(value);
      return { kind: 'range', param, ...numberRange(relation, rest, name), units: [''] };
    }
    case 'quantity':
      return quantityTest(param, value, name);
    case 'composite':
      return refuse(name, 'a composite cannot be part of another');
  }
}

function tokenTest(param: number, value: string): ResourceTest {
  const [first = '', second] = splitEscaped(value, '|').map(plain);
  if (second === undefined) return { kind: 'token', param, code: first };
  if (second === '') return { kind: 'token', param, system: first };
  return { kind: 'token', param, system: first, code: second };
}

function referenceTest(
  param: number,
  modifier: string | undefined,
  value: string,
  context: SearchContext,
): ResourceTest {
  const target = referenceTarget(value);
  if (target !== null && (target.base === '' || target.base === context.base)) {
    return { kind: 'token', param, system: target.type, code: target.id };
  }
  if (target === null && /^[A-Za-z0-9\-.]{1,64}$/.test(value)) {
    return { kind: 'token', param, ...(modifier === undefined ? {} : { system: modifier }), code: value };
  }
  return { kind: 'token', param, system: '', code: value };
}

function quantityTest(param: number, value: string, name: string): ResourceTest {
  const [first = '', system, code] = splitEscaped(value, '|').map(plain);
  const { relation, rest } = readPrefix(first);
  const { relation: by, low, high } = numberRange(relation, rest, name);
  const test = { kind: 'range', param, relation: by } as const;
  if (code === undefined || code === '') {
    if (system !== undefined && system !== '') refuse(name, 'a system of units needs a unit');
    return { ...test, low, high };
  }
  if (system === '' || system === undefined)
    return { ...test, low, high, units: [`${UCUM}|${code}`, `|${code}`] };
  const canonical = system === UCUM ? canonicalQuantity(code) : null;
  if (canonical === null) return { ...test, low, high, units: [`${system}|${code}`] };
  return { ...test, low: canonical.convert(low), high: canonical.convert(high), units: [canonical.unit] };
}

/** By the digits written (`100` is 99.5 up to 100.5) for eq and ne; other prefixes take the number as it is. */
function numberRange(
  relation: RangeRelation,
  text: string,
  name: string,
): { relation: RangeRelation; low: number; high: number } {
  if (!NUMBER.test(text)) refuse(name, 'the value is no number');
  const value = Number(text);
  if (!Number.isFinite(value)) refuse(name, 'the value is too large');
  switch (relation) {
    case 'eq':
    case 'ne': {
      const [digits = '', exponent = '0'] = text.toLowerCase().split('e');
      const places = (digits.split('.')[1]?.length ?? 0) - Number(exponent);
      const half = 0.5 * 10 ** -places;
      return { relation, low: clean(value - half), high: clean(value + half) };
    }
    case 'ap': {
      const tenth = Math.abs(value) / 10;
      return { relation: 'eq', low: clean(value - tenth), high: clean(value + tenth) };
    }
    case 'sa':
      return { relation: 'gt', low: value, high: value };
    case 'eb':
      return { relation: 'lt', low: value, high: value };
    default:
      return { relation, low: value, high: value };
  }
}

/** Without what binary fractions add: 5.4 + 0.05 is 5.45. */
function clean(value: number): number {
  return Number(value.toPrecision(15));
}

/** Ten percent of the time between now and the date, on both sides (FHIR R4, prefix ap). */
function around({ low, high }: { readonly low: number; readonly high: number }, now: number) {
  const slack = Math.abs(now - (low + high) / 2) / 10;
  return { low: Math.round(low - slack), high: Math.round(high + slack) };
}

function refuse(name: string, why: string): never {
  throw new TwinwardError('request.invalid', `search parameter ${name.slice(0, 80)}: ${why}`, {
    field: name.slice(0, 80),
    remedy: 'see "Search" in FHIR R4',
  });
}
