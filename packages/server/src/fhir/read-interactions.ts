// Interactions that only read.
import { isObject, type Json, type JsonObject, parseExact, validateText } from '@twinward/connect/fhir';
import { readJson } from '@twinward/connect/json';
import { type StoredResource, TwinwardError } from '@twinward/contract';
import { answerGraphql } from './answer-graphql.ts';
import { splitAddress } from './condition.ts';
import { type FhirEndpoint, instantText } from './fhir-endpoint.ts';
import {
  type Address,
  addressOf,
  bodyOf,
  formOf,
  type Perform,
  pairsOf,
  send,
  sendStored,
  typeOf,
} from './fhir-http.ts';
import { patientEverything } from './patient-everything.ts';
import { patientSummaryOf } from './patient-summary-of.ts';
import { searchBundle } from './search-bundle.ts';
import type { TransactionEntry } from './transaction-entry.ts';

const HISTORY_PAGE = 100;
const VARIABLES = { what: 'the text of the variables', field: 'variables', remedy: 'give one JSON object' };

/** The current version. */
export const read: Perform = async (endpoint, request, reply) => {
  const { type, id } = addressOf(request);
  endpoint.checkType(type);
  return sendStored(reply, 200, await endpoint.read(type, id));
};

/** One version. */
export const readVersion: Perform = async (endpoint, request, reply) => {
  const { type, id, version } = addressOf(request);
  return sendStored(reply, 200, await endpoint.readVersion(type, id, version));
};

/** A search by the query of the address. */
export const search: Perform = async (endpoint, request, reply) =>
  send(reply, 200, await searchBundle(endpoint, typeOf(request), pairsOf(request)));

/** A search by a form, and by the query of the address where there is one. */
export const searchByForm: Perform = async (endpoint, request, reply) => {
  const pairs = [...pairsOf(request), ...formOf(request)];
  return send(reply, 200, await searchBundle(endpoint, typeOf(request), pairs));
};

/** Patient/$everything. */
export const everything: Perform = async (endpoint, request, reply) =>
  send(reply, 200, await patientEverything(endpoint, addressOf(request).id));

/** Patient/$summary. */
export const summary: Perform = async (endpoint, request, reply) =>
  send(reply, 200, await patientSummaryOf(endpoint, addressOf(request).id));

/** $graphql, about one resource or all. */
export const graphql: Perform = async (endpoint, request, reply) => {
  const { type, id } = request.params as Partial<Address>;
  const sent = new Map<string, Json>(pairsOf(request));
  if (request.method === 'POST') {
    const body = bodyOf(request);
    if (isObject(body)) for (const [name, value] of Object.entries(body)) sent.set(name, value);
  }
  const variables = sent.get('variables');
  const question = {
    query: sent.get('query'),
    operationName: sent.get('operationName'),
    variables: typeof variables === 'string' ? readJson(variables, VARIABLES) : variables,
  };
  const about = type === undefined || id === undefined ? null : { type, id };
  return send(reply, 200, await answerGraphql(endpoint, about, question));
};

/** $validate: every fault of the resource in the body. */
export const validate: Perform = async (endpoint, request, reply) => {
  const body = bodyOf(request);
  const parts =
    isObject(body) && body.resourceType === 'Parameters' && Array.isArray(body.parameter)
      ? body.parameter
      : [];
  const part = parts.find((one) => isObject(one) && one.name === 'resource');
  const text = JSON.stringify(isObject(part) && part.resource !== undefined ? part.resource : body);
  const issues = validateText(text, endpoint.definitions);
  const fine: JsonObject = { severity: 'information', code: 'informational', diagnostics: 'no fault found' };
  return send(reply, 200, {
    resourceType: 'OperationOutcome',
    issue: issues.length === 0 ? [fine] : [...issues],
  });
};

/** Versions of one resource, of a type, or of all. */
export const history: Perform = async (endpoint, request, reply) => {
  const { type, id } = request.params as Partial<Address>;
  if (type !== undefined) endpoint.checkType(type);
  const query = new Map(pairsOf(request));
  for (const name of query.keys()) {
    if (!['_count', '_since', '_offset', '_format'].includes(name)) {
      throw new TwinwardError('request.invalid', `history has no parameter ${name.slice(0, 40)}`, {
        field: name.slice(0, 40),
      });
    }
  }
  const limit = Math.min(Number(query.get('_count') ?? HISTORY_PAGE) || HISTORY_PAGE, 1000);
  const since = Date.parse(query.get('_since') ?? '');
  const versions = await endpoint.resources.history({
    ...(type === undefined ? {} : { type }),
    ...(id === undefined ? {} : { id }),
    ...(Number.isNaN(since) ? {} : { since: since as StoredResource['updatedAt'] }),
    limit,
    offset: Number(query.get('_offset') ?? 0) || 0,
  });
  if (id !== undefined && versions.length === 0 && query.get('_offset') === undefined)
    await endpoint.read(type!, id);
  const entry = versions.map(
    (one): Json => ({
      fullUrl: `${endpoint.base}/${one.type}/${one.id}`,
      ...(one.deleted ? {} : { resource: parseExact(one.body) as JsonObject }),
      request: {
        method: one.deleted ? 'DELETE' : one.version === 1 ? 'POST' : 'PUT',
        url: `${one.type}/${one.id}`,
      },
      response: {
        status: one.deleted ? '204' : one.version === 1 ? '201' : '200',
        etag: `W/"${one.version}"`,
        lastModified: instantText(one.updatedAt),
      },
    }),
  );
  const next = new URLSearchParams([...query].filter(([name]) => name !== '_offset'));
  next.set('_offset', String((Number(query.get('_offset') ?? 0) || 0) + limit));
  const path = [type, id, '_history'].filter((part) => part !== undefined).join('/');
  const url = `${endpoint.base}/${path}?${next.toString()}`;
  return send(reply, 200, {
    resourceType: 'Bundle',
    type: 'history',
    ...(versions.length < limit ? {} : { link: [{ relation: 'next', url }] }),
    ...(entry.length === 0 ? {} : { entry }),
  });
};

/** A GET inside a bundle. */
export async function answerGet(endpoint: FhirEndpoint, entry: TransactionEntry): Promise<JsonObject> {
  const [path, query] = splitAddress(entry.url);
  const [type = '', id, mark, version, ...more] = path.split('/');
  if (id === undefined || id === '') {
    const found = await searchBundle(endpoint, type, [...new URLSearchParams(query)]);
    return { resource: found, response: { status: '200' } };
  }
  endpoint.checkType(type);
  if (
    more.length > 0 ||
    query !== '' ||
    (mark !== undefined && (mark !== '_history' || version === undefined))
  ) {
    throw new TwinwardError('request.unsupported', 'a GET in a bundle searches, reads, or reads a version', {
      field: 'request.url',
      remedy: 'send what else is asked as a request of its own',
    });
  }
  const stored =
    version === undefined ? await endpoint.read(type, id) : await endpoint.readVersion(type, id, version);
  return {
    resource: parseExact(stored.body) as JsonObject,
    response: { status: '200', etag: `W/"${stored.version}"` },
  };
}
