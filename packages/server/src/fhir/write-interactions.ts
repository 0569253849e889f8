// Interactions that write: each becomes durable with its audit row in one commit.
import { isObject, type JsonObject } from '@twinward/connect/fhir';
import { type StoredResource, TwinwardError } from '@twinward/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  checkReplaces,
  ifNoneExist,
  splitAddress,
  type WriteCondition,
  writeCondition,
} from './condition.ts';
import type { FhirEndpoint, Prepared } from './fhir-endpoint.ts';
import { addressOf, bodyOf, type Perform, send, sendStored, sendText, several, typeOf } from './fhir-http.ts';
import { processBundle } from './process-bundle.ts';
import { answerGet } from './read-interactions.ts';
import type { TransactionEntry } from './transaction-entry.ts';

/** A batch or transaction. */
export const bundle: Perform = async (endpoint, request, reply) => {
  const access = request.access!;
  const interact = (entry: TransactionEntry): Promise<JsonObject> => single(endpoint, entry);
  const result = await processBundle(endpoint, bodyOf(request), access.take(), interact);
  access.settle();
  return send(reply, 200, result);
};

/** POST of a resource, conditional with If-None-Exist. */
export const create: Perform = async (endpoint, request, reply) => {
  const type = typeOf(request);
  const criteria = ifNoneExist(request.headers['if-none-exist']);
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

/** PUT of one resource. */
export const update: Perform = async (endpoint, request, reply) => {
  const { type, id } = addressOf(request);
  const condition = conditionOf(request);
  return write(endpoint, request, reply, () => endpoint.prepareUpdate(type, id, bodyOf(request), condition));
};

/** PUT of whatever satisfies a condition. */
export const conditionalUpdate: Perform = (endpoint, request, reply) =>
  conditional(endpoint, request, reply, async (found) => {
    const body = bodyOf(request);
    const own = isObject(body) && typeof body.id === 'string' ? body.id : null;
    const condition = conditionOf(request);
    if (found === null) {
      checkReplaces(condition);
      // Somebody else's resource of that id does not satisfy the condition: it is not what is meant.
      return own === null
        ? endpoint.prepareCreate(typeOf(request), body)
        : endpoint.prepareUpdate(typeOf(request), own, body, { absent: true });
    }
    const next = isObject(body) ? { ...body, id: own ?? found.id } : body;
    return endpoint.prepareUpdate(typeOf(request), found.id, next, condition);
  });

/** PATCH of one resource. */
export const patch: Perform = async (endpoint, request, reply) => {
  const { type, id } = addressOf(request);
  const condition = conditionOf(request);
  return write(endpoint, request, reply, () => endpoint.preparePatch(type, id, bodyOf(request), condition));
};

/** PATCH of what satisfies a condition. */
export const conditionalPatch: Perform = (endpoint, request, reply) =>
  conditional(endpoint, request, reply, async (found) => {
    if (found === null) throw new TwinwardError('resource.missing', 'no resource satisfies the condition');
    const condition = conditionOf(request);
    return endpoint.preparePatch(typeOf(request), found.id, bodyOf(request), condition);
  });

/** DELETE of one resource. */
export const remove: Perform = async (endpoint, request, reply) => {
  const { type, id } = addressOf(request);
  const condition = conditionOf(request);
  return write(endpoint, request, reply, () => endpoint.prepareDelete(type, id, condition));
};

/** DELETE of what satisfies a condition. */
export const conditionalRemove: Perform = (endpoint, request, reply) =>
  conditional(endpoint, request, reply, async (found) => {
    const condition = conditionOf(request);
    if (found !== null) return endpoint.prepareDelete(typeOf(request), found.id, condition);
    checkReplaces(condition);
    return null;
  });

function conditionOf({ headers }: FastifyRequest): WriteCondition {
  return writeCondition(headers['if-match'], headers['if-none-match']);
}

async function conditional(
  endpoint: FhirEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: (found: StoredResource | null) => Promise<Prepared | null>,
): Promise<FastifyReply> {
  const type = typeOf(request);
  const [, criteria] = splitAddress(request.url);
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
async function single(endpoint: FhirEndpoint, entry: TransactionEntry): Promise<JsonObject> {
  if (entry.method === 'GET') return answerGet(endpoint, entry);
  const one = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl: entry.fullUrl,
        ...(entry.resource === undefined ? {} : { resource: entry.resource }),
        request: entry.request,
      },
    ],
  };
  const reply = await processBundle(endpoint, one, [], (inner) => single(endpoint, inner));
  return (reply.entry as JsonObject[])[0]!;
}
