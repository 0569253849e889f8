// The HTTP application: one port for web and API.
import { randomBytes } from 'node:crypto';
import { LARGEST_FILE } from '@twinward/connect/wearables';
import { TwinwardError } from '@twinward/contract';
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { serveEhrLaunch } from '../ehr/serve-ehr-launch.ts';
import { serveFhir } from '../fhir/serve-fhir.ts';
import { PROTOCOL_ROUTES, ROUTES } from '../routes/routes.ts';
import type { Services } from '../services.ts';
import { serveSmart } from '../smart/serve-smart.ts';
import { acceptJson } from './accept-json.ts';
import { checkCoding } from './check-coding.ts';
import { installGate } from './gate.ts';
import { mountRoute } from './mount-route.ts';
import { installRefusals } from './refuse.ts';
import { API_HEADERS, pageHeaders } from './security-headers.ts';
import { serveHealth } from './serve-health.ts';
import { serveWeb } from './serve-web.ts';

/** How the application is put together. */
export interface AppOptions {
  readonly services: Services;
  /** The web application's bundle. */
  readonly webFolder: string;
  /** Bound to the loopback address: only its names are answered. */
  readonly loopback: boolean;
  readonly logger: Logger;
}

/** Headers that a reply may have set for itself. */
const OWN_HEADERS = ['content-security-policy', 'cross-origin-resource-policy', 'referrer-policy'];

/** Largest JSON body, bytes. */
const LARGEST_BODY = 1024 * 1024;

/** Builds the application; the caller listens and closes. */
export async function buildApp({
  services,
  webFolder,
  loopback,
  logger,
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    genReqId: requestIds(),
    requestIdHeader: false,
    bodyLimit: LARGEST_BODY,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    exposeHeadRoutes: false,
    keepAliveTimeout: 75_000,
    requestTimeout: 300_000,
    connectionTimeout: 0,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const api = /^\/(api|cds-services)(\/|$)/.test(request.url.split('?')[0] ?? '');
    // A page of its own kind has said what it may load and where its form leads.
    const own = Object.fromEntries(
      OWN_HEADERS.flatMap((name) => {
        const value = reply.getHeader(name);
        return value === undefined ? [] : [[name, String(value)]];
      }),
    );
    reply.headers({ ...(api ? API_HEADERS : pageHeaders(services.origins.framers())), ...own });
    done(null, payload);
  });
  acceptJson(app);
  installGate(app, services, loopback);
  checkCoding(app);
  installRefusals(app, services, logger);
  await app.register(async (json) => {
    json.removeContentTypeParser('text/plain');
    for (const route of ROUTES) if (route.body !== 'file') mountRoute(json, route, services);
    for (const route of PROTOCOL_ROUTES) mountRoute(json, route, services, '');
    serveHealth(json, services);
  });
  await app.register(async (files) => {
    files.removeAllContentTypeParsers();
    files.addContentTypeParser(['application/octet-stream', 'text/csv'], (request, payload, done) => {
      const announced = Number(request.headers['content-length'] ?? 0);
      if (announced <= LARGEST_FILE) return done(null, payload);
      done(
        new TwinwardError('file.too-large', `the file is larger than ${LARGEST_FILE / 2 ** 20} MiB`, {
          field: 'file',
          remedy: 'export a shorter span, or split the file',
        }),
      );
    });
    for (const route of ROUTES) if (route.body === 'file') mountRoute(files, route, services);
  });
  await app.register((fhir) => serveFhir(fhir, services));
  await app.register((smart) => serveSmart(smart, services));
  serveEhrLaunch(app, services);
  await serveWeb(app, webFolder);
  return app;
}

/** Ids that tell requests of this start from those of any other, cheaply. */
function requestIds(): () => string {
  const start = randomBytes(6).toString('base64url');
  let count = 0;
  return () => `${start}-${(++count).toString(36)}`;
}
