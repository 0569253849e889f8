// FHIR R4 over HTTP at /fhir/R4: from addresses and headers to interactions, and back.
import { isObject, type Json, type JsonObject, validateText } from '@twinward/connect/fhir';
import { type StoredResource, TwinwardError } from '@twinward/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Permission } from '../access/permission.ts';
import { refuseDenied } from '../http/gate.ts';
import type { Services } from '../services.ts';
import { answerGraphql } from './answer-graphql.ts';
import { capabilityStatement } from './capability-statement.ts';
import { FhirEndpoint, GoneResource, instantText, type Prepared } from './fhir-endpoint.ts';
import { refusalOf } from './operation-outcome.ts';
import { patientEverything } from './patient-everything.ts';
import { processBundle } from './process-bundle.ts';
import { searchBundle } from './search-bundle.ts';
import { ifMatch, type TransactionEntry } from './transaction-entry.ts';

/** Where the endpoint stands. */
export const FHIR_PREFIX = '/fhir/R4';
/** Largest body: a transaction with one person's life in it has 10 MiB. */
const LARGEST_BODY = 64 * 1024 * 1024;
const HISTORY_PAGE = 100;

interface Address {
  readonly type: string;
  readonly id: string;
  readonly version: string;
}

type Perform = (
  endpoint: FhirEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>;

/** Serves the endpoint. Every refusal is an OperationOutcome; every access passes the one policy and is audited. */
export async function serveFhir(app: FastifyInstance, services: Services): Promise<void> {
  app.removeAllContentTypeParsers();
  const types = ['application/fhir+json', 'application/json', 'application/json-patch+json'];
  app.addContentTypeParser(types, { parseAs: 'string', bodyLimit: LARGEST_BODY }, (_request, text, done) =>
    done(null, text),
  );
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, text, done) => done(null, text),
  );
  const mount = (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    permission: Permission,
    action: string,
    perform: Perform,
  ): void => {
    app.route({
      method,
      url: FHIR_PREFIX + path,
      bodyLimit: LARGEST_BODY,
      config: { permission, action: `fhir ${action}` },
      errorHandler: (error, request, reply) => refuse(services, error, request, reply),
      handler: async (request, reply) => {
        const access = request.access!;
        const { type = 'FHIR', id } = request.params as Partial<Address>;
        access.narrow([id === undefined ? type : `${type}/${id}`]);
        refuseDenied(access);
        const endpoint = new FhirEndpoint(services, `${request.protocol}://${request.host}${FHIR_PREFIX}`);
        await perform(endpoint, request, reply);
        if (!access.taken) await services.record.events.audit(access.take());
        access.settle();
        return reply;
      },
    });
  };
  mount('GET', '/metadata', 'public', 'capabilities', async (endpoint, _request, reply) =>
    send(reply, 200, capabilityStatement(endpoint, instantText(services.wallClock.now()))),
  );
  mount('POST', '/', 'fhir:write', 'transaction', bundle);
  mount('POST', '', 'fhir:write', 'transaction', bundle);
  mount('GET', '/_history', 'fhir:read', 'history', history);
  for (const path of ['/$graphql', '/:type/:id/$graphql']) {
    mount('GET', path, 'fhir:read', 'graphql', graphql);
    mount('POST', path, 'fhir:read', 'graphql', graphql);
  }
  mount('GET', '/:type', 'fhir:read', 'search', async (endpoint, request, reply) =>
    send(reply, 200, await searchBundle(endpoint, typeOf(request), pairsOf(request))),
  );
  mount('POST', '/:type/_search', 'fhir:read', 'search', async (endpoint, request, reply) => {
    const form = [...new URLSearchParams(String(request.body ?? ''))];
    return send(reply, 200, await searchBundle(endpoint, typeOf(request), [...pairsOf(request), ...form]));
  });
  mount('POST', '/:type/$validate', 'fhir:read', 'validate', validate);
  mount('POST', '/:type', 'fhir:write', 'create', create);
  mount('GET', '/:type/_history', 'fhir:read', 'history', history);
  mount('GET', '/Patient/:id/$everything', 'fhir:read', 'everything', async (endpoint, request, reply) =>
    send(reply, 200, await patientEverything(endpoint, addressOf(request).id)),
  );
  mount('GET', '/:type/:id', 'fhir:read', 'read', async (endpoint, request, reply) => {
    const { type, id } = addressOf(request);
    endpoint.checkType(type);
    return sendStored(reply, 200, await endpoint.read(type, id));
  });
  mount('GET', '/:type/:id/_history', 'fhir:read', 'history', history);
  mount('GET', '/:type/:id/_history/:version', 'fhir:read', 'vread', async (endpoint, request, reply) => {
    const { type, id, version } = addressOf(request);
    return sendStored(reply, 200, await endpoint.readVersion(type, id, version));
  });
  mount('PUT', '/:type/:id', 'fhir:write', 'update', async (endpoint, request, reply) => {
    const { type, id } = addressOf(request);
    const condition = ifMatch(request.headers['if-match']);
    return write(endpoint, request, reply, () =>
      endpoint.prepareUpdate(type, id, bodyOf(request), condition),
    );
  });
  mount('PUT', '/:type', 'fhir:write', 'conditional update', (endpoint, request, reply) =>
    conditional(endpoint, request, reply, async (found) => {
      const body = bodyOf(request);
      const own = isObject(body) && typeof body.id === 'string' ? body.id : null;
      if (found === null) {
        return own === null
          ? endpoint.prepareCreate(typeOf(request), body)
          : endpoint.prepareUpdate(typeOf(request), own, body, {});
      }
      const next = isObject(body) ? { ...body, id: own ?? found.id } : body;
      return endpoint.prepareUpdate(typeOf(request), found.id, next, ifMatch(request.headers['if-match']));
    }),
  );
  mount('PATCH', '/:type/:id', 'fhir:write', 'patch', async (endpoint, request, reply) => {
    const { type, id } = addressOf(request);
    const condition = ifMatch(request.headers['if-match']);
    return write(endpoint, request, reply, () => endpoint.preparePatch(type, id, bodyOf(request), condition));
  });
  mount('PATCH', '/:type', 'fhir:write', 'conditional patch', (endpoint, request, reply) =>
    conditional(endpoint, request, reply, async (found) => {
      if (found === null) throw new TwinwardError('resource.missing', 'no resource satisfies the condition');
      return endpoint.preparePatch(
        typeOf(request),
        found.id,
        bodyOf(request),
        ifMatch(request.headers['if-match']),
      );
    }),
  );
  mount('DELETE', '/:type/:id', 'fhir:write', 'delete', async (endpoint, request, reply) => {
    const { type, id } = addressOf(request);
    const condition = ifMatch(request.headers['if-match']);
    return write(endpoint, request, reply, () => endpoint.prepareDelete(type, id, condition));
  });
  mount('DELETE', '/:type', 'fhir:write', 'conditional delete', (endpoint, request, reply) =>
    conditional(endpoint, request, reply, async (found) =>
      found === null ? null : endpoint.prepareDelete(typeOf(request), found.id, {}),
    ),
  );
}

const bundle: Perform = async (endpoint, request, reply) => {
  const access = request.access!;
  const interact = (entry: TransactionEntry): Promise<JsonObject> => single(endpoint, entry, request);
  const result = await processBundle(endpoint, bodyOf(request), access.take(), interact);
  access.settle();
  return send(reply, 200, result);
};

const create: Perform = async (endpoint, request, reply) => {
  const type = typeOf(request);
  const criteria = String(request.headers['if-none-exist'] ?? '').replace(/^.*\?/, '');
  if (criteria === '')
    return write(endpoint, request, reply, async () => endpoint.prepareCreate(type, bodyOf(request)));
  return endpoint.services.record.resources.exclusively([`${type}?${criteria}`], async () => {
    const found = await endpoint.matches(type, criteria);
    if (found.length > 1) throw several('If-None-Exist');
    const [one] = found;
    if (one !== undefined) return sendStored(reply, 200, one, endpoint);
    return write(endpoint, request, reply, async () => endpoint.prepareCreate(type, bodyOf(request)));
  });
};

const graphql: Perform = async (endpoint, request, reply) => {
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
    variables: typeof variables === 'string' ? parsed(variables) : variables,
  };
  const about = type === undefined || id === undefined ? null : { type, id };
  return send(reply, 200, await answerGraphql(endpoint, about, question));
};

const validate: Perform = async (endpoint, request, reply) => {
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

const history: Perform = async (endpoint, request, reply) => {
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
  const versions = await endpoint.services.record.resources.history({
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
      ...(one.deleted ? {} : { resource: JSON.parse(one.body) as JsonObject }),
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
  return send(reply, 200, {
    resourceType: 'Bundle',
    type: 'history',
    ...(entry.length === 0 ? {} : { entry }),
  });
};

async function conditional(
  endpoint: FhirEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: (found: StoredResource | null) => Promise<Prepared | null>,
): Promise<FastifyReply> {
  const type = typeOf(request);
  const criteria = request.url.split('?')[1] ?? '';
  return endpoint.services.record.resources.exclusively([`${type}?${criteria}`], async () => {
    const found = await endpoint.matches(type, criteria);
    if (found.length > 1) throw several('the condition');
    return write(endpoint, request, reply, () => prepare(found[0] ?? null));
  });
}

async function write(
  endpoint: FhirEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: () => Promise<Prepared | null>,
): Promise<FastifyReply> {
  const prepared = await prepare();
  if (prepared === null) return reply.code(204).send();
  const access = request.access!;
  const [written] = await endpoint.commit([prepared], access.take());
  access.settle();
  const { type, id } = prepared.write;
  const { version, updatedAt, created } = written!;
  reply.header('etag', `W/"${version}"`).header('last-modified', new Date(updatedAt).toUTCString());
  if (prepared.resource === null) return reply.code(204).send();
  const body = prepared.write.body!(version, updatedAt);
  if (created) reply.header('location', `${endpoint.base}/${type}/${id}/_history/${version}`);
  return sendText(
    reply,
    created ? 201 : 200,
    /return=minimal/.test(String(request.headers.prefer ?? '')) ? '' : body,
  );
}

/** One entry of a batch, or a GET of a transaction. */
async function single(
  endpoint: FhirEndpoint,
  entry: TransactionEntry,
  request: FastifyRequest,
): Promise<JsonObject> {
  if (entry.method === 'GET') {
    const [path = '', query = ''] = entry.url.split('?');
    const [type = '', id, mark, version] = path.split('/');
    if (id === undefined || id === '') {
      const found = await searchBundle(endpoint, type, [...new URLSearchParams(query)]);
      return { resource: found, response: { status: '200' } };
    }
    endpoint.checkType(type);
    const stored =
      mark === '_history'
        ? await endpoint.readVersion(type, id, version ?? '')
        : await endpoint.read(type, id);
    return {
      resource: JSON.parse(stored.body) as JsonObject,
      response: { status: '200', etag: `W/"${stored.version}"` },
    };
  }
  const one = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl: entry.fullUrl,
        ...(entry.resource === undefined ? {} : { resource: entry.resource }),
        request: {
          method: entry.method,
          url: entry.url,
          ...(entry.version === null ? {} : { ifMatch: entry.version }),
          ...(entry.method === 'POST' && entry.criteria !== '' ? { ifNoneExist: entry.criteria } : {}),
        },
      },
    ],
  };
  const reply = await processBundle(endpoint, one, [], (inner) => single(endpoint, inner, request));
  return (reply.entry as JsonObject[])[0]!;
}

async function refuse(
  services: Services,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { status, outcome, code } = refusalOf(error);
  services.figures.refused(code);
  const { access } = request;
  if (access !== null && !access.settled && !code.startsWith('record.')) {
    await services.record.events.audit(access.failed(code)).catch(() => undefined);
    access.settle();
  }
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="twinward"');
  return send(reply, error instanceof GoneResource ? 410 : status, outcome);
}

function several(field: string): TwinwardError {
  return new TwinwardError('resource.conflict', 'several resources satisfy the condition', {
    field,
    remedy: 'name one resource',
  });
}

function addressOf(request: FastifyRequest): Address {
  return request.params as Address;
}

function typeOf(request: FastifyRequest): string {
  return (request.params as Address).type;
}

function pairsOf(request: FastifyRequest): readonly (readonly [string, string])[] {
  const mark = request.url.indexOf('?');
  return mark < 0 ? [] : [...new URLSearchParams(request.url.slice(mark + 1))];
}

function bodyOf(request: FastifyRequest): Json {
  return parsed(String(request.body ?? ''));
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new TwinwardError('file.invalid', 'the body is no JSON', {
      field: 'body',
      remedy: 'send one resource in JSON',
    });
  }
}

function sendStored(
  reply: FastifyReply,
  status: number,
  stored: StoredResource,
  endpoint?: FhirEndpoint,
): FastifyReply {
  reply
    .header('etag', `W/"${stored.version}"`)
    .header('last-modified', new Date(stored.updatedAt).toUTCString());
  if (endpoint !== undefined)
    reply.header('location', `${endpoint.base}/${stored.type}/${stored.id}/_history/${stored.version}`);
  return sendText(reply, status, stored.body);
}

function send(reply: FastifyReply, status: number, resource: JsonObject): FastifyReply {
  return sendText(reply, status, JSON.stringify(resource));
}

function sendText(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'application/fhir+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(text);
}
