// FHIR R4 over HTTP at /fhir/R4: which interaction answers which address, and who may.
import { type SubjectRef, TwinwardError } from '@twinward/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../access/actor.ts';
import type { Permission } from '../access/permission.ts';
import { refuseDenied, stillSignedIn } from '../http/gate.ts';
import type { Services } from '../services.ts';
import { LARGEST_IMPORT } from './bulk/bulk-desk.ts';
import { endJob, jobFile, jobStatus, kickOff, takeIn } from './bulk/bulk-interactions.ts';
import { capabilityStatement } from './capability-statement.ts';
import { FhirEndpoint, instantText } from './fhir-endpoint.ts';
import { type Address, otherType, type Perform, refuse, send } from './fhir-http.ts';
import { FHIR_PREFIX } from './fhir-prefix.ts';
import { grantOf } from './fhir-rights.ts';
import { checkContent, checkFormat } from './negotiate-format.ts';
import {
  everything,
  graphql,
  history,
  read,
  readVersion,
  search,
  searchByForm,
  summary,
  validate,
} from './read-interactions.ts';
import { subscriberOf } from './subscriptions/subscriber.ts';
import {
  subscriptionEvents,
  subscriptionStatus,
  subscriptionStream,
} from './subscriptions/subscription-operations.ts';
import {
  bundle,
  conditionalPatch,
  conditionalRemove,
  conditionalUpdate,
  create,
  patch,
  remove,
  update,
} from './write-interactions.ts';

/** Largest body: a transaction with one person's life in it has 10 MiB. */
const LARGEST_BODY = 64 * 1024 * 1024;

/** Resources line by line, as files of bulk data hold them. */
const NDJSON = ['application/fhir+ndjson', 'application/x-ndjson', 'application/ndjson'];

/** Serves the endpoint. Every refusal is an OperationOutcome; every access passes the one policy and is audited. */
export async function serveFhir(app: FastifyInstance, services: Services): Promise<void> {
  const { subscriptions, bulk } = services;
  app.removeAllContentTypeParsers();
  const types = ['application/fhir+json', 'application/json', 'application/json-patch+json'];
  app.addContentTypeParser(types, { parseAs: 'buffer', bodyLimit: LARGEST_BODY }, (_request, bytes, done) =>
    done(null, bytes),
  );
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, text, done) => done(null, text),
  );
  app.addContentTypeParser([...NDJSON], { bodyLimit: LARGEST_IMPORT }, (_request, payload, done) =>
    done(null, payload),
  );
  const mount = (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    permission: Permission,
    action: string,
    perform: Perform,
    others: readonly string[] = [],
  ): void => {
    app.route({
      method,
      url: FHIR_PREFIX + path,
      bodyLimit: path === '/$import' ? LARGEST_IMPORT : LARGEST_BODY,
      config: { permission, action: `fhir ${action}` },
      errorHandler: (error, request, reply) => refuse(services, error, request, reply),
      handler: async (request, reply) => {
        const access = request.access!;
        const { type = 'FHIR', id } = request.params as Partial<Address>;
        const grant = grantOf(access.actor);
        access.narrow([id === undefined ? type : `${type}/${id}`], [aboutOf(request, access.actor)]);
        refuseDenied(access);
        checkFormat(request, others);
        checkContent(request);
        if (method !== 'PATCH' && isPatch(request)) throw otherType('application/fhir+json');
        const base = `${request.protocol}://${request.host}${FHIR_PREFIX}`;
        const endpoint = new FhirEndpoint(
          services,
          base,
          (prepared, of) =>
            subscriptions.expect(prepared, of, access.actor === null ? null : subscriberOf(access.actor)),
          grant,
        );
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
  for (const method of ['GET', 'POST'] as const) {
    mount(
      method,
      '/Subscription/$status',
      'fhir:read',
      'subscription status',
      subscriptionStatus(subscriptions),
    );
    mount(
      method,
      '/Subscription/:id/$status',
      'fhir:read',
      'subscription status',
      subscriptionStatus(subscriptions),
    );
  }
  mount(
    'GET',
    '/Subscription/:id/$events',
    'fhir:read',
    'subscription events',
    subscriptionEvents(subscriptions),
  );
  mount(
    'GET',
    '/Subscription/:id/$stream',
    'fhir:read',
    'subscription stream',
    subscriptionStream(subscriptions, (request) => stillSignedIn(services, request)),
    ['text/event-stream'],
  );
  for (const method of ['GET', 'POST'] as const) {
    mount(method, '/$export', 'fhir:read', 'export', kickOff(bulk, 'system'), NDJSON);
    mount(method, '/Patient/$export', 'fhir:read', 'export', kickOff(bulk, 'patients'), NDJSON);
    mount(method, '/Group/:id/$export', 'fhir:read', 'export', kickOff(bulk, 'group'), NDJSON);
  }
  mount('POST', '/$import', 'fhir:write', 'import', takeIn(bulk), NDJSON);
  mount('GET', '/$bulk-status/:job', 'fhir:read', 'bulk status', jobStatus(bulk), NDJSON);
  mount('DELETE', '/$bulk-status/:job', 'fhir:read', 'bulk end', endJob(bulk));
  mount('GET', '/$bulk-file/:job/:file', 'fhir:read', 'bulk file', jobFile(bulk), NDJSON);
  mount('GET', '/:type', 'fhir:read', 'search', search);
  mount('POST', '/:type/_search', 'fhir:read', 'search', searchByForm);
  mount('POST', '/:type/$validate', 'fhir:read', 'validate', validate);
  mount('POST', '/:type', 'fhir:write', 'create', create);
  mount('GET', '/:type/_history', 'fhir:read', 'history', history);
  mount('GET', '/Patient/:id/$everything', 'fhir:read', 'everything', everything);
  for (const method of ['GET', 'POST'] as const)
    mount(method, '/Patient/:id/$summary', 'fhir:read', 'summary', summary);
  mount('GET', '/:type/:id', 'fhir:read', 'read', read);
  mount('GET', '/:type/:id/_history', 'fhir:read', 'history', history);
  mount('GET', '/:type/:id/_history/:version', 'fhir:read', 'vread', readVersion);
  mount('PUT', '/:type/:id', 'fhir:write', 'update', update);
  mount('PUT', '/:type', 'fhir:write', 'conditional update', conditionalUpdate);
  mount('PATCH', '/:type/:id', 'fhir:write', 'patch', patch);
  mount('PATCH', '/:type', 'fhir:write', 'conditional patch', conditionalPatch);
  mount('DELETE', '/:type/:id', 'fhir:write', 'delete', remove);
  mount('DELETE', '/:type', 'fhir:write', 'conditional delete', conditionalRemove);
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
    mount(method, '/*', 'fhir:read', 'unknown address', async () => {
      throw new TwinwardError('resource.missing', `there is no ${method} at this address`, {
        field: 'url',
        remedy: 'see /metadata',
      });
    });
  }
}

function isPatch({ headers, body }: FastifyRequest): boolean {
  return body !== undefined && /^application\/json-patch\+json\b/i.test(headers['content-type'] ?? '');
}

/** Whom an address is about: of what is not a Patient's own, the rights on single resources decide. */
function aboutOf({ params, routeOptions }: FastifyRequest, actor: Actor | null): SubjectRef | null {
  const { type, id } = params as Partial<Address>;
  const patient = type === 'Patient' || routeOptions.url?.startsWith(`${FHIR_PREFIX}/Patient/:id`);
  const confinedTo = actor?.confinedTo ?? null;
  return patient && id !== undefined && `Patient/${id}` !== confinedTo ? null : confinedTo;
}
