import { TwinwardError } from '@twinward/contract';
import type { FastifyRequest } from 'fastify';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/** A server on the loopback address answers only to the loopback's names, so that no foreign name can be bent to it (DNS rebinding). */
export function checkHost(request: FastifyRequest): void {
  if (LOOPBACK.test(request.host)) return;
  throw new TwinwardError('auth.forbidden', 'this server answers only to localhost', {
    field: 'host',
    remedy: 'open http://localhost or http://127.0.0.1 with its port',
  });
}
