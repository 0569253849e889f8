// The search parameters of a type, their expressions read.
import { TwinwardError } from '@twinward/contract';
import type { Definitions, SearchDefinition } from '../definitions/definitions.ts';
import { parameterNumber } from './parameter-number.ts';
import { readSearchPath, type SearchPath } from './search-path.ts';

/** A parameter ready to index and to search by. */
export interface SearchParameter {
  readonly code: string;
  readonly number: number;
  readonly type: SearchDefinition['type'];
  readonly path: SearchPath;
  readonly target: readonly string[];
  readonly component: readonly SearchComponent[];
  readonly url: string;
}

/** A part of a composite parameter. */
export interface SearchComponent {
  readonly number: number;
  readonly type: SearchDefinition['type'];
  readonly path: SearchPath;
}

/** Parameters of a type and, by name, those whose expressions could not be read. */
export interface TypeParameters {
  readonly byCode: ReadonlyMap<string, SearchParameter>;
  readonly unread: readonly string[];
}

const known = new WeakMap<Definitions, Map<string, TypeParameters>>();
/** Kept in columns of their own. */
const APART: ReadonlySet<string> = new Set(['_id', '_lastUpdated']);

/** The parameters of a type of resource, read when first asked for. */
export function searchParameters(type: string, definitions: Definitions): TypeParameters {
  let types = known.get(definitions);
  if (types === undefined) {
    types = new Map();
    known.set(definitions, types);
  }
  let found = types.get(type);
  if (found === undefined) {
    found = readParameters(type, definitions);
    if (definitions.search[type] !== undefined) types.set(type, found);
  }
  return found;
}

function readParameters(type: string, definitions: Definitions): TypeParameters {
  const byCode = new Map<string, SearchParameter>();
  const unread: string[] = [];
  for (const [code, definition] of Object.entries(definitions.search[type] ?? {})) {
    if (APART.has(code)) continue;
    try {
      byCode.set(code, {
        code,
        number: parameterNumber(type, code),
        type: definition.type,
        path: readSearchPath(definition.expression, definitions),
        target: definition.target ?? [],
        url: definition.url,
        component: (definition.component ?? []).map(({ code: part, expression }, i) => ({
          number: parameterNumber(type, `${code}$${i}`),
          type: typeOfPart(type, part, definitions),
          path: readSearchPath(expression, definitions),
        })),
      });
    } catch (error) {
      if (!(error instanceof TwinwardError)) throw error;
      unread.push(code);
    }
  }
  return { byCode, unread };
}

function typeOfPart(type: string, code: string, definitions: Definitions): SearchDefinition['type'] {
  const definition = definitions.search[type]?.[code];
  if (definition === undefined) {
    throw new TwinwardError('request.unsupported', `the part ${code} of a composite parameter is not known`);
  }
  return definition.type;
}
