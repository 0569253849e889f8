// $export, $import, their status, files and end, over HTTP (FHIR Bulk Data Access 2, asynchronous request pattern).
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { isObject, type Json, type JsonObject, parseSearch, wordOf } from '@twinward/connect/fhir';
import { type Instant, TwinwardError } from '@twinward/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { splitAddress } from '../condition.ts';
import type { FhirEndpoint } from '../fhir-endpoint.ts';
import { addressOf, askedOf, bodyOf, otherType, type Perform, send } from '../fhir-http.ts';
import { reachesFurther } from '../reaches-further.ts';
import { type BulkDesk, KEPT_FOR } from './bulk-desk.ts';
import type { BulkJob, ExportJob } from './bulk-job.ts';

const FORMATS = /^(application\/fhir\+ndjson|application\/ndjson|ndjson)$/;
const KNOWN = ['_outputFormat', '_since', '_type', '_typeFilter'];

/** Kicks an export off: of the whole record, of all patients, or of a Group's. */
export function kickOff(desk: BulkDesk, level: 'system' | 'patients' | 'group'): Perform {
  return async (endpoint, request, reply) => {
    askedToWait(request);
    const asked = new Map<string, string[]>();
    for (const [name, value] of parametersOf(request)) asked.set(name, [...(asked.get(name) ?? []), value]);
    const lenient = /handling=lenient/.test(String(request.headers.prefer ?? ''));
    for (const name of asked.keys()) {
      if (!KNOWN.includes(name) && !lenient)
        throw refused(name.slice(0, 40), 'is no parameter of $export here');
    }
    const format = asked.get('_outputFormat')?.[0] ?? 'ndjson';
    if (!FORMATS.test(format.replaceAll(' ', '+'))) throw refused('_outputFormat', 'is ndjson');
    const since = asked.get('_since')?.[0];
    if (since !== undefined && Number.isNaN(Date.parse(since.replace(' ', '+'))))
      throw refused('_since', 'is an instant');
    const about = level === 'group' ? await membersOf(endpoint, addressOf(request).id) : level;
    const types = typesOf(endpoint, about, asked.get('_type') ?? []);
    const filters = (asked.get('_typeFilter') ?? []).map((filter) => checkedFilter(filter, types, endpoint));
    const job = await desk.export({
      request: `${endpoint.base}${request.url.slice(request.url.indexOf('/fhir/R4') + '/fhir/R4'.length)}`,
      owner: request.access!.actor!.id,
      base: endpoint.base,
      about,
      types,
      since: since === undefined ? null : (Date.parse(since.replace(' ', '+')) as Instant),
      filters,
    });
    return accepted(endpoint, reply, job);
  };
}

/** Takes an NDJSON file of resources in, each written under its own id. */
export function takeIn(desk: BulkDesk): Perform {
  return async (endpoint, request, reply) => {
    askedToWait(request);
    for (const action of ['c', 'u'] as const) {
      if (endpoint.rights.limited && endpoint.rights.test('*', action) !== null)
        throw endpoint.rights.refusal('*', action);
    }
    if (!(request.body instanceof Readable)) {
      throw otherType('application/fhir+ndjson, one resource a line');
    }
    const job = await desk.import(request.body, {
      request: `${endpoint.base}/$import`,
      owner: request.access!.actor!.id,
      base: endpoint.base,
    });
    return accepted(endpoint, reply, job);
  };
}

/** How far a job has come, or its manifest. */
export function jobStatus(desk: BulkDesk): Perform {
  return async (endpoint, request, reply) => {
    const job = jobOf(desk, request);
    if (job.state === 'failed') {
      throw new TwinwardError('record.unavailable', `the job failed: ${job.problem}`, {
        remedy:
          job.kind === 'export'
            ? 'delete it and ask anew'
            : `delete it and send the file again: what was taken in, up to line ${job.lines}, is found unchanged`,
      });
    }
    if (job.state === 'waiting') {
      return reply.code(202).header('x-progress', progressOf(job)).header('retry-after', '2').send();
    }
    const expires = new Date((job.finishedAt ?? job.startedAt) + KEPT_FOR).toUTCString();
    return reply
      .code(200)
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('expires', expires)
      .send(JSON.stringify(manifestOf(job, endpoint)));
  };
}

/** A file of a job that is done. */
export function jobFile(desk: BulkDesk): Perform {
  return async (_endpoint, request, reply) => {
    const job = jobOf(desk, request);
    const { path, bytes } = desk.file(job, (request.params as { readonly file: string }).file);
    return reply
      .code(200)
      .header('content-type', 'application/fhir+ndjson')
      .header('content-length', bytes)
      .header('cache-control', 'no-store')
      .send(createReadStream(path, { end: bytes - 1 }));
  };
}

/** Ends a job; its files go. */
export function endJob(desk: BulkDesk): Perform {
  return async (_endpoint, request, reply) => {
    await desk.remove(jobOf(desk, request));
    return send(reply, 202, {
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'information',
          code: 'informational',
          diagnostics: 'the job is ended and its files are removed',
        },
      ],
    });
  };
}

function jobOf(desk: BulkDesk, request: FastifyRequest): BulkJob {
  const { id, role } = request.access!.actor!;
  return desk.find((request.params as { readonly job: string }).job, id, role === 'administrator');
}

function accepted(endpoint: FhirEndpoint, reply: FastifyReply, { id }: BulkJob): FastifyReply {
  return reply.code(202).header('content-location', `${endpoint.base}/$bulk-status/${id}`).send();
}

function manifestOf(job: BulkJob, endpoint: FhirEndpoint): JsonObject {
  const filesOf = (part: string): Json[] =>
    job.files
      .filter((file) => file.part === part)
      .map(({ type, name, count }) => ({
        type,
        url: `${endpoint.base}/$bulk-file/${job.id}/${name}`,
        count,
      }));
  return {
    transactionTime: new Date(job.startedAt).toISOString(),
    request: job.request,
    requiresAccessToken: true,
    output: filesOf('output'),
    deleted: filesOf('deleted'),
    error: filesOf('error'),
    ...(job.kind === 'import'
      ? {
          extension: {
            lines: job.lines,
            written: job.written,
            unchanged: job.unchanged,
            refused: job.refused,
          },
        }
      : {}),
  };
}

function progressOf(job: BulkJob): string {
  return job.kind === 'export'
    ? `${job.types[job.typeIndex] ?? 'ending'}, ${job.read} resources read`
    : `${Math.floor((100 * job.place) / Math.max(1, job.size))} %, ${job.written} resources written`;
}

function askedToWait(request: FastifyRequest): void {
  if (/\brespond-async\b/.test(String(request.headers.prefer ?? ''))) return;
  throw new TwinwardError('request.invalid', 'bulk jobs are asynchronous', {
    field: 'Prefer',
    remedy: 'send Prefer: respond-async',
  });
}

function parametersOf(request: FastifyRequest): readonly (readonly [string, string])[] {
  if (request.method !== 'POST' || request.body === undefined) return askedOf(request);
  const body = bodyOf(request);
  const list = isObject(body) && Array.isArray(body.parameter) ? body.parameter.filter(isObject) : [];
  const sent = list.map((one): readonly [string, string] => {
    const value = Object.entries(one).find(([name]) => name.startsWith('value'))?.[1];
    return [wordOf(one.name), wordOf(value)];
  });
  return [...askedOf(request), ...sent];
}

async function membersOf(endpoint: FhirEndpoint, id: string): Promise<readonly string[]> {
  const group = JSON.parse((await endpoint.read('Group', id)).body) as JsonObject;
  const members = Array.isArray(group.member) ? group.member.filter(isObject) : [];
  return members
    .filter(({ inactive }) => inactive !== true)
    .flatMap(({ entity }) => {
      const reference = isObject(entity) ? wordOf(entity.reference) : '';
      const own = reference.startsWith(`${endpoint.base}/`)
        ? reference.slice(endpoint.base.length + 1)
        : reference;
      return /^Patient\/([A-Za-z0-9\-.]{1,64})$/.exec(own)?.[1] ?? [];
    });
}

function typesOf(
  endpoint: FhirEndpoint,
  about: ExportJob['about'],
  asked: readonly string[],
): readonly string[] {
  const { definitions } = endpoint;
  const possible =
    about === 'system'
      ? Object.keys(definitions.search)
      : ['Patient', ...Object.keys(definitions.patientCompartment)];
  const wanted = asked.flatMap((list) => list.split(',')).filter((type) => type !== '');
  for (const type of wanted) {
    if (!possible.includes(type))
      throw refused('_type', `names ${type.slice(0, 40)}, which this export does not hold`);
  }
  const whole = (type: string): boolean =>
    endpoint.rights.grants(type, 'r') && endpoint.rights.test(type, 'r') === null;
  if (wanted.length === 0) {
    const granted = possible.filter(whole);
    if (granted.length === 0) throw endpoint.rights.refusal('*', 'r');
    return [...new Set(granted)];
  }
  // A job has no eye for single resources: a scope has to be about all of a type.
  for (const type of wanted) if (!whole(type)) throw endpoint.rights.refusal(type, 'r');
  return [...new Set(wanted)];
}

function checkedFilter(filter: string, types: readonly string[], endpoint: FhirEndpoint): string {
  const [type, query] = splitAddress(filter);
  if (!types.includes(type))
    throw refused('_typeFilter', 'is about a type that is exported: Type?parameter=value');
  const { query: parsed } = parseSearch(type, [...new URLSearchParams(query)], endpoint.searchContext());
  if (reachesFurther(parsed.test))
    throw refused('_typeFilter', 'looks at one resource, not along references');
  return filter;
}

function refused(field: string, why: string): TwinwardError {
  return new TwinwardError('request.invalid', `${field} ${why}`, {
    field,
    remedy: 'see FHIR Bulk Data Access',
  });
}
