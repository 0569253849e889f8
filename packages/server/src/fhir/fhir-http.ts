// The exchange over HTTP: what a request of FHIR says, and how an answer or a refusal goes out.
import { type Json, type JsonObject, stringifyExact } from '@twinward/connect/fhir';
import { readJson } from '@twinward/connect/json';
import { type StoredResource, TwinwardError } from '@twinward/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../services.ts';
import { type FhirEndpoint, GoneResource } from './fhir-endpoint.ts';
import { FORM_PARAMETERS, formatOf } from './negotiate-format.ts';
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

/** The parameters of the query that say what is asked, not how the answer is written. */
export function askedOf(request: FastifyRequest): readonly (readonly [string, string])[] {
  return pairsOf(request).filter(([name]) => !FORM_PARAMETERS.has(name));
}

/** What the query asks, by name. Throws `request.invalid` for a name that is not among those known here, or stands twice: passed over, more or other things would be answered than were asked for. */
export function askedOnce(request: FastifyRequest, known: readonly string[]): ReadonlyMap<string, string> {
  const asked = new Map<string, string>();
  for (const [name, value] of askedOf(request)) {
    const field = name.slice(0, 40);
    if (!known.includes(name)) {
      throw new TwinwardError('request.invalid', `this address has no parameter ${field}`, {
        field,
        remedy: known.length === 0 ? 'leave it out' : `it has ${known.join(', ')}`,
      });
    }
    if (asked.has(name)) {
      throw new TwinwardError('request.invalid', `the parameter ${field} stands twice`, {
        field,
        remedy: 'give it once',
      });
    }
    asked.set(name, value);
  }
  return asked;
}

/** The body as JSON. Throws `request.media-type` for a form or a file, and `file.invalid`. */
export function bodyOf({ body }: FastifyRequest): Json {
  if (body !== undefined && !(body instanceof Uint8Array)) throw otherType('application/fhir+json');
  return readJson(body ?? '', BODY);
}

/** The body as the parameters of a form; none where there is no body. Throws `request.media-type`. */
export function formOf({ body }: FastifyRequest): readonly (readonly [string, string])[] {
  if (body !== undefined && typeof body !== 'string') throw otherType('application/x-www-form-urlencoded');
  return [...new URLSearchParams(body ?? '')];
}

/** What is sent in another type of content than this address takes. */
export function otherType(type: string): TwinwardError {
  return new TwinwardError('request.media-type', 'this address takes another type of content', {
    field: 'Content-Type',
    remedy: `send ${type}`,
  });
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
    .header('content-type', `${formatOf(reply.request) ?? 'application/fhir+json'}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .send(text);
}
