// A page of a search as GraphQL knows it (FHIR R4, "Using GraphQL", searching with connections).
import { isObject, type Json, type JsonObject } from '../fhir/json.ts';

interface FieldType {
  readonly type: string;
  readonly many: boolean;
}

const plain: FieldType = { type: 'string', many: false };

/** The fields of a connection and of its edges. */
export const CONNECTION_TYPES: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
  Connection: {
    count: plain,
    offset: plain,
    pagesize: plain,
    edges: { type: 'Edge', many: true },
    first: plain,
    previous: plain,
    next: plain,
    last: plain,
  },
  Edge: { mode: plain, score: plain, resource: { type: 'Resource', many: false } },
};

/** A searchset Bundle as a connection; cursors are made of its links. */
export function connectionOf(bundle: JsonObject): JsonObject {
  const links = new Map(
    (Array.isArray(bundle.link) ? bundle.link : [])
      .filter(isObject)
      .map(
        ({ relation, url }) =>
          [String(relation), new URL(String(url), 'http://localhost').searchParams] as const,
      ),
  );
  const self = links.get('self');
  const connection: JsonObject = {};
  const put = (name: string, value: Json | undefined) => {
    if (value !== undefined) connection[name] = value;
  };
  put('count', bundle.total);
  put('offset', numberOf(self?.get('_offset') ?? self?.get('search-offset')));
  put('pagesize', numberOf(self?.get('_count')));
  put(
    'edges',
    (Array.isArray(bundle.entry) ? bundle.entry : [])
      .filter(isObject)
      .map(({ search, resource }): JsonObject => {
        const { mode, score } = isObject(search) ? search : {};
        return {
          ...(mode === undefined ? {} : { mode }),
          ...(score === undefined ? {} : { score }),
          ...(resource === undefined ? {} : { resource }),
        };
      }),
  );
  for (const relation of ['first', 'previous', 'next', 'last']) {
    const query = links.get(relation);
    const [search, offset] = [query?.get('search-id'), query?.get('search-offset')];
    put(relation, search && offset ? `${search}:${offset}` : query?.toString());
  }
  return connection;
}

function numberOf(text: string | null | undefined): number | undefined {
  return text === null || text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}
