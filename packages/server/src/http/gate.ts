// The one gate every request passes before its body is read: who asks, from where, and whether they may at all.
import { TwinwardError } from '@twinward/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Access } from '../access/access.ts';
import { checkHost } from '../access/check-host.ts';
import { checkOrigin } from '../access/check-origin.ts';
import type { Permission } from '../access/permission.ts';
import { tokenOfCookies } from '../access/session-cookie.ts';
import type { Services } from '../services.ts';
import { allowCrossOrigin } from '../smart/cross-origin.ts';

/** What each route's `config` must say; a server with a route that does not say it refuses to start. */
interface GateConfig {
  readonly permission: Permission;
  readonly action: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    access: Access | null;
  }
  interface FastifyContextConfig extends Partial<GateConfig> {}
}

/** Puts the gate before every route of the application, those added later included. */
export function installGate(app: FastifyInstance, services: Services, loopback: boolean): void {
  app.decorateRequest('access', null);
  app.addHook('onRoute', (route) => {
    if (route.config?.permission === undefined) {
      throw new TypeError(`${String(route.method)} ${route.url} declares no permission`);
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    if (loopback) checkHost(request);
    const { permission = 'public', action = 'unknown address' } = request.routeOptions.config;
    const who = await identify(request, services);
    const target = request.routeOptions.url ?? 'unknown';
    const access = new Access(who, { permission, action, target }, request.id, services.wallClock);
    request.access = access;
    const cookie = who.actor?.by === 'cookie';
    // A page of a registered app comes with a token or with nothing; a cookie speaks for our own pages alone.
    if (!allowCrossOrigin(request, reply, services.apps) || cookie) checkOrigin(request, cookie);
    refuseDenied(access);
  });
}

/** Throws what a denial is told: `auth.required` to nobody, `auth.forbidden` to somebody. */
export function refuseDenied({ decision, actor }: Access): void {
  if (decision.allowed) return;
  if (actor === null) {
    throw new TwinwardError('auth.required', 'sign in first', {
      remedy: 'POST /api/v1/session, or send a bearer token',
    });
  }
  throw new TwinwardError('auth.forbidden', decision.reason, {
    remedy: decision.remedy ?? 'ask an administrator for a role that may',
  });
}

async function identify(request: FastifyRequest, services: Services) {
  const who = await holderOf(request, services);
  // Whom an EHR sent goes with it, and sees whom its registration now lets them see.
  return { ...who, actor: who.actor === null ? null : services.ehrs.standing(who.actor) };
}

/** Whom the token of a request stands for. */
async function holderOf(request: FastifyRequest, services: Services) {
  const { authorization, cookie } = request.headers;
  const address = request.ip;
  if (authorization !== undefined) {
    const signed = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (signed !== undefined) {
      const endpoint = `${request.protocol}://${request.host}${request.url.split('?')[0]}`;
      return { actor: await services.apps.find(signed, endpoint), token: null, address };
    }
    const token = bearerOf(authorization);
    const granted = token === null ? undefined : services.grants.find(token);
    if (granted !== undefined) return { actor: granted, token: null, address };
    const actor = token === null ? null : await services.signIn.find(token, 'bearer', address);
    return { actor, token, address };
  }
  const token = tokenOfCookies(cookie, request.protocol);
  const actor = token === null || token === '' ? null : await services.signIn.find(token, 'cookie', address);
  return { actor, token, address };
}

/** Whether whoever sent a request that is still being answered is still signed in. */
export async function stillSignedIn(
  { signIn, grants, ehrs }: Pick<Services, 'signIn' | 'grants' | 'ehrs'>,
  { access, headers }: FastifyRequest,
): Promise<boolean> {
  // Who began unconfined and is no longer falls out, and comes back confined.
  if (access?.actor == null || ehrs.standing(access.actor) === null) return false;
  if (access.actor.grant !== undefined) {
    const token = bearerOf(headers.authorization);
    return token !== null && grants.find(token) != null;
  }
  if (access.token === null) return false;
  return signIn.stands(access.actor, access.token);
}

function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer ([\w-]{20,200})$/i.exec(authorization ?? '')?.[1] ?? null;
}
