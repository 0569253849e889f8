import { TwinwardError } from '@twinward/contract';
import type { FastifyRequest } from 'fastify';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Defends against requests that another site makes a browser send: an unsafe method that rides on a cookie must show our own
 * origin. `cookie` says whether the request was recognised by one. Throws `auth.forbidden`.
 */
export function checkOrigin(request: FastifyRequest, cookie: boolean): void {
  if (SAFE.has(request.method)) return;
  const origin = request.headers.origin;
  if (origin === undefined ? !cookie : origin === `${request.protocol}://${request.host}`) return;
  throw new TwinwardError('auth.forbidden', 'the request comes from another site', {
    field: 'origin',
    remedy: 'send it from the application itself, or with a bearer token',
  });
}
