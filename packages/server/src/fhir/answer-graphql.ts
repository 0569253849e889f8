import { isObject, type Json, type JsonObject, parseExact } from '@twinward/connect/fhir';
import { type GraphqlSource, runGraphql } from '@twinward/connect/graphql';
import { TwinwardError } from '@twinward/contract';
import type { FhirEndpoint } from './fhir-endpoint.ts';
import { searchBundle } from './search-bundle.ts';

/** A query as it was sent, in the address or in the body. */
export interface GraphqlQuestion {
  readonly query: Json | undefined;
  readonly operationName: Json | undefined;
  readonly variables: Json | undefined;
}

/** Answers GraphQL over the store ($graphql), about one resource or, with null, about all of it. Throws what `runGraphql` refuses. */
export async function answerGraphql(
  endpoint: FhirEndpoint,
  about: { readonly type: string; readonly id: string } | null,
  { query, operationName, variables }: GraphqlQuestion,
): Promise<JsonObject> {
  if (typeof query !== 'string' || query === '') {
    throw new TwinwardError('request.invalid', 'there is no query', {
      field: 'query',
      remedy: 'send query=... or {"query": "..."}',
    });
  }
  if (about !== null) endpoint.checkType(about.type);
  const context =
    about === null ? null : (parseExact((await endpoint.read(about.type, about.id)).body) as JsonObject);
  const call = {
    query,
    context,
    ...(typeof operationName === 'string' && operationName !== '' ? { operationName } : {}),
    ...(isObject(variables) ? { variables } : {}),
  };
  return { data: await runGraphql(call, sourceOf(endpoint), endpoint.definitions) };
}

function sourceOf(endpoint: FhirEndpoint): GraphqlSource {
  return {
    resolve: async (reference) => {
      const own = reference.startsWith(`${endpoint.base}/`)
        ? reference.slice(endpoint.base.length + 1)
        : reference;
      const [, type, id] = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})$/.exec(own) ?? [];
      if (type === undefined || id === undefined) return null;
      const stored = await endpoint.resources.read(type, id);
      return stored === null || stored.deleted ? null : (parseExact(stored.body) as JsonObject);
    },
    search: (type, parameters) => searchBundle(endpoint, type, parameters),
  };
}
