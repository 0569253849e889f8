// Signing in and out, and who one is.
import { TwinwardError } from '@twinward/contract';
import { z } from 'zod';
import { clearedCookies, sessionCookie } from '../access/session-cookie.ts';
import { viewOfActor } from '../access/view-of-actor.ts';
import { flagSchema } from '../schemas/flag-schema.ts';
import { type SessionView, sessionSchema } from '../schemas/session-schema.ts';
import { type Route, route } from './route.ts';

const signIn: Route = route({
  id: 'signIn',
  method: 'POST',
  path: '/session',
  tag: 'session',
  summary: 'Sign in; sets a cookie, or returns a bearer token with ?token=true',
  permission: 'public',
  query: z.strictObject({ token: flagSchema }),
  body: z
    .strictObject({ name: z.string().min(1).max(100), password: z.string().min(1).max(1000) })
    .meta({ id: 'Credentials' }),
  reply: sessionSchema,
  target: ({ body }) => `account ${body.name.toLowerCase()}`,
  async perform({ query, body }, call): Promise<SessionView> {
    const { actor, token } = await call.services.signIn.open(body.name, body.password, {
      address: call.incoming.ip,
      by: query.token ? 'bearer' : 'cookie',
      audit: () => {
        call.auditSettled();
        return call.takeAudit();
      },
    });
    if (!query.token) {
      const [, launched] = clearedCookies(call.incoming);
      call.outgoing.header('set-cookie', [sessionCookie(token, call.incoming.protocol), launched]);
    }
    return viewOfActor(actor, query.token ? token : null);
  },
});

const readSession: Route = route({
  id: 'readSession',
  method: 'GET',
  path: '/session',
  tag: 'session',
  summary: 'Who is signed in',
  permission: 'signed-in',
  reply: sessionSchema,
  target: () => 'session',
  async perform(_input, call): Promise<SessionView> {
    if (call.actor === null) throw new TwinwardError('auth.required', 'nobody is signed in');
    return viewOfActor(call.actor, null);
  },
});

const signOut: Route = route({
  id: 'signOut',
  method: 'DELETE',
  path: '/session',
  tag: 'session',
  summary: 'Sign out; the session ends on the server too',
  permission: 'signed-in',
  reply: z.strictObject({ signedOut: z.literal(true) }).meta({ id: 'SignedOut' }),
  target: () => 'session',
  async perform(_input, call) {
    if (call.actor !== null) await call.services.signIn.close(call.actor);
    call.outgoing.header('set-cookie', clearedCookies(call.incoming));
    return { signedOut: true as const };
  },
});

/** Signing in and out, and who one is. */
export const SESSION_ROUTES: readonly Route[] = [signIn, readSession, signOut];
