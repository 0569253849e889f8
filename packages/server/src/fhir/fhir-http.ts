// The exchange over HTTP: what a request of FHIR says, and how an answer or a refusal goes out.
import { type Json, type JsonObject, stringifyExact } from '@twinward/connect/fhir';
import { readJson } from '@twinward/connect/json';
import { type StoredResource, TwinwardError } from '@twinward/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../services.ts';
import { type FhirEndpoint, GoneResource } from './fhir-endpoint.ts';
import { refusalOf } from './operation-outcome.ts';

const BODY = { what: 'the body', field: 'body', remedy: 'send one resource in JSON' };

/** What an address names. */
export interface Address {
  readonly type: string;
  readonly id: string;
  readonly version: string;
}

/** Carries one interaction out and answers it. */
export type Perform = (
  endpoint: FhirEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>;

/** Answers with an OperationOutcome; a refusal that no effect has audited is audited here. */
export async function refuse(
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

/** A condition that should single out one resource and does not. */
export function several(field: string): TwinwardError {
  return new TwinwardError('resource.conflict', 'several resources satisfy the condition', {
    field,
    remedy: 'name one resource',
  });
}

/** Throws `request.unsupported` for who asks for another format than JSON: none is given in its stead. */
export function checkFormat(request: FastifyRequest): void {
  const format = pairsOf(request).find(([name]) => name === '_format')?.[1];
  const accept = request.headers.accept ?? '';
  const [field, asked] =
    format === undefined ? ['Accept', accept.includes('*/*') ? '' : accept] : ['_format', format];
  if (!/\b(xml|turtle|ttl)\b/.test(asked) || asked.includes('json')) return;
  throw new TwinwardError('request.unsupported', 'resources are given in JSON alone', {
    field,
    remedy: 'ask for application/fhir+json',
  });
}

/** Type, id and version of the address. */
export function addressOf(request: FastifyRequest): Address {
  return request.params as Address;
}

/** The type the address names. */
export function typeOf(request: FastifyRequest): string {
  return (request.params as Address).type;
}

/** The parameters of the query, in order. */
export function pairsOf(request: FastifyRequest): readonly (readonly [string, string])[] {
  const mark = request.url.indexOf('?');
  return mark < 0 ? [] : [...new URLSearchParams(request.url.slice(mark + 1))];
}

/** The body as JSON. Throws `file.invalid`. */
export function bodyOf({ body }: FastifyRequest): Json {
  return readJson(body instanceof Uint8Array ? body : '', BODY);
}

/** Answers with a version; with its address too where an endpoint is given. */
export function sendStored(
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

/** Answers with a resource. */
export function send(reply: FastifyReply, status: number, resource: JsonObject): FastifyReply {
  return sendText(reply, status, stringifyExact(resource));
}

/** Answers with the JSON of a resource. */
export function sendText(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'application/fhir+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(text);
}
