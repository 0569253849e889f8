// Interactions that only read.
import {
  equalJson,
  isObject,
  type Json,
  type JsonObject,
  parseExact,
  parseSearch,
  stringifyExact,
  validateResource,
  wordOf,
} from '@twinward/connect/fhir';
import { readJson } from '@twinward/connect/json';
import { type StoredResource, TwinwardError } from '@twinward/contract';
import type { FastifyRequest } from 'fastify';
import { answerGraphql } from './answer-graphql.ts';
import { splitAddress } from './condition.ts';
import { type FhirEndpoint, instantText } from './fhir-endpoint.ts';
import {
  type Address,
  addressOf,
  askedOnce,
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
import { reduced, searchBundle } from './search-bundle.ts';
import type { TransactionEntry } from './transaction-entry.ts';

const HISTORY_PAGE = 100;
const VARIABLES = { what: 'the text of the variables', field: 'variables', remedy: 'give one JSON object' };

/** The current version, or what `_summary` or `_elements` leaves of it. */
export const read: Perform = async (endpoint, request, reply) => {
  const { type, id } = addressOf(request);
  endpoint.checkType(type);
  const shape = shapeOf(endpoint, request);
  return sendStored(reply, 200, shape(await endpoint.read(type, id)));
};

/** One version, in the same way. */
export const readVersion: Perform = async (endpoint, request, reply) => {
  const { type, id, version } = addressOf(request);
  const shape = shapeOf(endpoint, request);
  return sendStored(reply, 200, shape(await endpoint.readVersion(type, id, version)));
};

function shapeOf(
  endpoint: FhirEndpoint,
  request: FastifyRequest,
): (stored: StoredResource) => StoredResource {
  const asked = askedOnce(request, ['_summary', '_elements']);
  if (asked.size === 0) return (stored) => stored;
  const { summary, elements } = parseSearch(typeOf(request), [...asked], endpoint.searchContext());
  if (summary === 'count')
    throw invalid('_summary', 'one resource is not counted', 'send true, text, data or false');
  return (stored) => ({
    ...stored,
    body: stringifyExact(reduced(parseExact(stored.body) as JsonObject, summary, elements, endpoint)),
  });
}

/** A search by the query of the address. */
export const search: Perform = async (endpoint, request, reply) =>
  send(reply, 200, await searchBundle(endpoint, typeOf(request), pairsOf(request)));

/** A search by a form, and by the query of the address where there is one. */
export const searchByForm: Perform = async (endpoint, request, reply) => {
  const pairs = [...pairsOf(request), ...formOf(request)];
  return send(reply, 200, await searchBundle(endpoint, typeOf(request), pairs));
};

/** Patient/$everything, of all types or of those of `_type`. */
export const everything: Perform = async (endpoint, request, reply) => {
  const types = askedOnce(request, ['_type']).get('_type')?.split(',');
  for (const type of types ?? []) {
    if (type !== 'Patient' && endpoint.definitions.patientCompartment[type] === undefined)
      throw invalid(
        '_type',
        `${type.slice(0, 40)} is no type of the compartment`,
        'send types with commas between',
      );
  }
  return send(reply, 200, await patientEverything(endpoint, addressOf(request).id, types));
};

/** Patient/$summary. */
export const summary: Perform = async (endpoint, request, reply) => {
  askedOnce(request, []);
  const body = request.body === undefined ? {} : bodyOf(request);
  if (!isObject(body) || (body.parameter !== undefined && !equalJson(body.parameter, [])))
    throw invalid(
      'parameter',
      '$summary takes no parameters here',
      'send none: it is the IPS of what the record knows',
    );
  return send(reply, 200, await patientSummaryOf(endpoint, addressOf(request).id));
};

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

/** $validate: every fault of the resource in the body, or in the part `resource` of its Parameters. */
export const validate: Perform = async (endpoint, request, reply) => {
  const type = typeOf(request);
  endpoint.checkType(type);
  const body = bodyOf(request);
  const wrapped = isObject(body) && body.resourceType === 'Parameters' && type !== 'Parameters';
  const parts = wrapped && Array.isArray(body.parameter) ? body.parameter.filter(isObject) : [];
  const asked = [
    ...askedOnce(request, ['mode', 'profile']),
    ...parts.flatMap((part): readonly (readonly [string, string])[] =>
      part.name === 'resource' ? [] : [[wordOf(part.name), wordOf(part.valueCode ?? part.valueUri)]],
    ),
  ];
  for (const [name, value] of asked) {
    if (name !== 'mode' || !['create', 'update'].includes(value)) {
      const why =
        name === 'profile' ? 'resources are not held to profiles' : 'a resource is held to its type alone';
      throw new TwinwardError('request.unsupported', `${why} here`, {
        field: name.slice(0, 40),
        remedy: 'leave it out: R4 itself, with its vital signs, is what is checked',
      });
    }
  }
  const resource = wrapped ? parts.find(({ name }) => name === 'resource')?.resource : body;
  if (!isObject(resource) || resource.resourceType !== type)
    throw invalid(
      'resourceType',
      `the resource is no ${type}`,
      `send one ${type}, by itself or as the part "resource"`,
    );
  const issues = validateResource(resource, endpoint.definitions);
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
  const query = askedOnce(request, ['_count', '_since', '_offset']);
  const limit = Math.min(wholeOf(query, '_count', 1) ?? HISTORY_PAGE, 1000);
  const offset = wholeOf(query, '_offset', 0) ?? 0;
  // A plus that was not encoded came as a space.
  const since = Date.parse(query.get('_since')?.replace(' ', '+') ?? '');
  if (query.has('_since') && Number.isNaN(since))
    throw invalid('_since', 'it is no instant', 'send such as 2026-03-01T12:00:00Z');
  const versions = await endpoint.resources.history({
    ...(type === undefined ? {} : { type }),
    ...(id === undefined ? {} : { id }),
    ...(query.has('_since') ? { since: since as StoredResource['updatedAt'] } : {}),
    limit,
    offset,
  });
  if (id !== undefined && versions.length === 0 && offset === 0) await endpoint.read(type!, id);
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
  const next = new URLSearchParams(
    pairsOf(request)
      .filter(([name]) => name !== '_offset')
      .map(([name, value]): [string, string] => [name, value]),
  );
  next.set('_offset', String(offset + limit));
  const path = [type, id, '_history'].filter((part) => part !== undefined).join('/');
  const url = `${endpoint.base}/${path}?${next.toString()}`;
  return send(reply, 200, {
    resourceType: 'Bundle',
    type: 'history',
    ...(versions.length < limit ? {} : { link: [{ relation: 'next', url }] }),
    ...(entry.length === 0 ? {} : { entry }),
  });
};

function wholeOf(query: ReadonlyMap<string, string>, name: string, least: number): number | null {
  const text = query.get(name);
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw invalid(name, `it is no whole number from ${least} on`, 'send such as 100');
}

function invalid(field: string, why: string, remedy: string): TwinwardError {
  return new TwinwardError('request.invalid', `${field}: ${why}`, { field, remedy });
}

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
