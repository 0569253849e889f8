// The query of a search -> an abstract query (FHIR R4, "Search"). What is not understood is refused by name, never passed over.
import { type ResourceOrder, type ResourceQuery, type ResourceTest, TwinwardError } from '@twinward/contract';
import type { Definitions } from '../definitions/definitions.ts';
import { dateRange } from './date-range.ts';
import { parameterTest, splitEscaped } from './parameter-test.ts';
import { readPrefix } from './read-prefix.ts';
import { type SearchParameter, searchParameters } from './search-parameter.ts';

/** What is to come along with what was found. */
export interface Inclusion {
  /** The type that holds the reference, and the parameter; `*` for all of its references. */
  readonly source: string;
  readonly code: string;
  readonly target?: string;
  /** Whether also what was included is followed. */
  readonly iterate: boolean;
}

/** A search, read. */
export interface ParsedSearch {
  readonly query: ResourceQuery;
  readonly include: readonly Inclusion[];
  readonly revinclude: readonly Inclusion[];
  /** Whether the number of all matches is asked for. */
  readonly total: boolean;
  readonly summary: 'true' | 'text' | 'data' | 'count' | 'false';
  readonly elements: readonly string[];
}

/** What reading a search needs to know. */
export interface SearchContext {
  readonly definitions: Definitions;
  /** Milliseconds since 1970, for `ap`. */
  readonly now: number;
  /** The address of this server. */
  readonly base: string;
}

const PAGE = 20;
const LARGEST_PAGE = 1000;
/** How far chains may go: each link is a join. */
const LONGEST_CHAIN = 4;
/** About the form of the reply; whoever serves it reads them. */
const FORM: ReadonlySet<string> = new Set(['_format', '_pretty']);

/** Reads names and values as they stood in the query. Throws `request.invalid` or `request.unsupported` naming the parameter. */
export function parseSearch(
  type: string,
  pairs: readonly (readonly [string, string])[],
  context: SearchContext,
): ParsedSearch {
  if (context.definitions.search[type] === undefined) refuse(type, `${type} is no type of resource`);
  const tests: ResourceTest[] = [];
  const include: Inclusion[] = [];
  const revinclude: Inclusion[] = [];
  let order: readonly ResourceOrder[] = [];
  let [limit, offset, total] = [PAGE, 0, false];
  let summary: ParsedSearch['summary'] = 'false';
  let elements: readonly string[] = [];
  for (const [name, value] of pairs) {
    if (FORM.has(name)) continue;
    const [head] = name.split(':');
    switch (head) {
      case '_count':
        limit = Math.min(whole(name, value), LARGEST_PAGE);
        continue;
      case '_offset':
        offset = whole(name, value);
        continue;
      case '_sort':
        order = value.split(',').map((part) => orderBy(type, part, context));
        continue;
      case '_total':
        total = choice(name, value, ['none', 'accurate', 'estimate']) !== 'none';
        continue;
      case '_summary':
        summary = choice(name, value, ['true', 'text', 'data', 'count', 'false']);
        continue;
      case '_elements':
        elements = value.split(',');
        continue;
      case '_include':
        include.push(inclusion(name, value, context));
        continue;
      case '_revinclude':
        revinclude.push(inclusion(name, value, context));
        continue;
      default:
        tests.push(testOf(type, name, value, context, 0));
    }
  }
  return {
    query: { type, test: { kind: 'all', of: tests }, order, limit, offset },
    include,
    revinclude,
    total: total || summary === 'count',
    summary,
    elements,
  };
}

function testOf(
  type: string,
  name: string,
  value: string,
  context: SearchContext,
  depth: number,
): ResourceTest {
  if (depth > LONGEST_CHAIN) refuse(name, 'the chain is too long');
  if (name.startsWith('_has:')) return pointedAt(type, name, value, context, depth);
  if (name === '_id') return { kind: 'id', ids: splitEscaped(value, ',') };
  if (name === '_lastUpdated') {
    return {
      kind: 'any',
      of: splitEscaped(value, ',').map((one) => {
        const { relation, rest } = readPrefix(one);
        const found = dateRange(rest) ?? refuse(name, 'the value is no date');
        return { kind: 'updated', relation, ...found };
      }),
    };
  }
  const dot = name.indexOf('.');
  const [code = '', modifier] = (dot < 0 ? name : name.slice(0, dot)).split(':');
  const parameter = parameterOf(type, code, context.definitions, name);
  if (dot >= 0) return chain(type, parameter, modifier, name.slice(dot + 1), value, context, depth);
  return parameterTest(parameter, modifier, value, name, context);
}

function parameterOf(type: string, code: string, definitions: Definitions, name: string): SearchParameter {
  const { byCode, unread } = searchParameters(type, definitions);
  const found = byCode.get(code);
  if (found !== undefined) return found;
  if (unread.includes(code)) refuse(name, 'the parameter is not supported', 'request.unsupported');
  return refuse(name, `${type} has no such search parameter`);
}

function chain(
  type: string,
  parameter: SearchParameter,
  only: string | undefined,
  rest: string,
  value: string,
  context: SearchContext,
  depth: number,
): ResourceTest {
  const name = `${parameter.code}.${rest}`;
  if (parameter.type !== 'reference') refuse(name, `${type}.${parameter.code} is no reference`);
  const targets = only === undefined ? parameter.target : [only];
  const code = rest.split(/[.:]/)[0]!;
  const fitting = targets.filter(
    (target) => code.startsWith('_') || searchParameters(target, context.definitions).byCode.has(code),
  );
  if (only !== undefined && !parameter.target.includes(only)) refuse(name, `it does not refer to ${only}`);
  if (fitting.length === 0) refuse(name, `nothing it refers to has the search parameter "${code}"`);
  return {
    kind: 'any',
    of: fitting.map((target) => ({
      kind: 'points-to',
      param: parameter.number,
      type: target,
      to: testOf(target, rest, value, context, depth + 1),
    })),
  };
}

function pointedAt(
  type: string,
  name: string,
  value: string,
  context: SearchContext,
  depth: number,
): ResourceTest {
  const match = /^_has:([A-Za-z]+):([\w-]+):(.+)$/.exec(name);
  if (match === null) return refuse(name, 'write _has:TYPE:REFERENCE:PARAMETER');
  const [, source, code, rest] = match;
  if (context.definitions.search[source!] === undefined) refuse(name, `${source} is no type of resource`);
  const parameter = parameterOf(source!, code!, context.definitions, name);
  if (parameter.type !== 'reference' || !parameter.target.includes(type)) {
    refuse(name, `${source}.${code} does not refer to ${type}`);
  }
  return {
    kind: 'pointed-at',
    type: source!,
    param: parameter.number,
    by: testOf(source!, rest!, value, context, depth + 1),
  };
}

function orderBy(type: string, text: string, context: SearchContext): ResourceOrder {
  const descending = text.startsWith('-');
  const code = descending ? text.slice(1) : text;
  if (code === '_lastUpdated') return { by: { field: 'updated' }, descending };
  if (code === '_id') return { by: { field: 'id' }, descending };
  const parameter = parameterOf(type, code, context.definitions, '_sort');
  if (parameter.type === 'composite') refuse('_sort', `${code} cannot be sorted by`);
  const kind =
    parameter.type === 'string'
      ? 'string'
      : parameter.type === 'date' || parameter.type === 'number' || parameter.type === 'quantity'
        ? 'range'
        : 'token';
  return { by: { param: parameter.number, kind }, descending };
}

function inclusion(name: string, value: string, { definitions }: SearchContext): Inclusion {
  const modifier = name.split(':')[1];
  if (modifier !== undefined && modifier !== 'iterate' && modifier !== 'recurse') {
    refuse(name, 'the only modifier is :iterate');
  }
  const [source = '', code = '', target] = value.split(':');
  if (definitions.search[source] === undefined) refuse(name, `${source} is no type of resource`);
  if (code !== '*' && parameterOf(source, code, definitions, name).type !== 'reference') {
    refuse(name, `${source}.${code} is no reference`);
  }
  return {
    source,
    code,
    iterate: modifier !== undefined,
    ...(target === undefined || target === '' ? {} : { target }),
  };
}

function whole(name: string, value: string): number {
  const count = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  return Number.isNaN(count) ? refuse(name, 'the value is no whole number') : count;
}

function choice<T extends string>(name: string, value: string, among: readonly T[]): T {
  return among.find((one) => one === value) ?? refuse(name, `the value is none of ${among.join(', ')}`);
}

function refuse(
  name: string,
  why: string,
  code: 'request.invalid' | 'request.unsupported' = 'request.invalid',
): never {
  throw new TwinwardError(code, `search parameter ${name.slice(0, 80)}: ${why}`, {
    field: name.slice(0, 80),
    remedy: 'see the search parameters of the type in /metadata',
  });
}
