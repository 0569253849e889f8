// Apps that run in a browser (CORS): pages of origins at which a registered app is answered may read the FHIR endpoint and sign in there, with tokens, never with cookies.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FHIR_PREFIX } from '../fhir/fhir-prefix.ts';
import type { AppRegistry } from './app-registry.ts';

const OPEN = new RegExp(`^(${FHIR_PREFIX}|/oauth/(token|revoke)|/\\.well-known)(/|\\?|$)`);
const EXPOSED = 'etag, location, content-location, last-modified, retry-after, x-progress';

/** Lets a page of a registered app read the reply; whether it is one. */
export function allowCrossOrigin(
  request: FastifyRequest,
  reply: FastifyReply,
  apps: Pick<AppRegistry, 'list'>,
): boolean {
  const { origin } = request.headers;
  if (origin === undefined || !OPEN.test(request.url)) return false;
  reply.header('vary', 'origin');
  const known = apps.list().some(({ kind, disabled, redirectUris = [] }) => {
    return kind === 'smart-app' && !disabled && redirectUris.some((uri) => new URL(uri).origin === origin);
  });
  if (!known) return false;
  reply
    .header('access-control-allow-origin', origin)
    .header('access-control-expose-headers', EXPOSED)
    .header('cross-origin-resource-policy', 'cross-origin');
  return true;
}

/** Answers what a browser asks before it sends a request of another origin. */
export function answerPreflight(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (reply.hasHeader('access-control-allow-origin')) {
    reply
      .header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
      .header(
        'access-control-allow-headers',
        'authorization, content-type, accept, prefer, if-match, if-none-match, if-none-exist, last-event-id',
      )
      .header('access-control-max-age', '600');
  }
  return reply.code(204).send();
}
