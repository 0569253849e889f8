import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../access/decide.ts';
import { ROLES } from '../access/roles.ts';
import { API_PREFIX, type Route } from '../routes/route.ts';
import { ROUTES } from '../routes/routes.ts';
import { type ServerUnderTest, SUBJECT, serverUnderTest, TWIN } from '../testing/server-under-test.ts';

/** Requests whose input is understood, so that what answers is the policy. */
const QUERY: Readonly<Record<string, string>> = {
  previewImport: `?subject=${SUBJECT}`,
  runImport: `?subject=${SUBJECT}`,
};
const BODY: Readonly<Record<string, unknown>> = {
  compareScenario: { interventions: [{ type: 'unheard-of', amounts: {} }] },
  closeTwin: { reason: 'test' },
  snoozeAlert: { until: '2026-03-01T08:00:00Z', reason: 'test' },
  escalateAlert: { to: 'somebody', reason: 'test' },
  resolveAlert: { reason: 'test' },
  chooseAlertBudget: { condition: 'nothing', perYear: 1, reason: 'test' },
};

function ask(route: Route, token: string | null) {
  const params: Readonly<Record<string, string>> = { id: 'nobody', name: 'nothing' };
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? TWIN);
  const file = route.body === 'file';
  return {
    method: route.method,
    // Each from an address of its own: refusals beyond thirty a minute and address are counted, not listed.
    remoteAddress: `127.0.1.${1 + ROUTES.indexOf(route)}`,
    url: `${API_PREFIX}${path}${QUERY[route.id] ?? ''}`,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(route.body === undefined
        ? {}
        : { 'content-type': file ? 'application/octet-stream' : 'application/json' }),
    },
    ...(route.body === undefined ? {} : { payload: file ? 'x' : JSON.stringify(BODY[route.id] ?? {}) }),
  };
}

/** One for each route: what is knocked at in vain too often from one address is counted and not listed. */
function addressOf(route: Route): string {
  return `127.0.0.${1 + ROUTES.indexOf(route)}`;
}

describe('the gate', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await serverUnderTest();
  });
  afterAll(() => server.close());

  const guarded = ROUTES.filter((route) => route.permission !== 'public' && route.reply !== 'event-stream');

  it('knows every route of the API', () => {
    expect(ROUTES.length).toBeGreaterThan(25);
    for (const route of ROUTES) {
      const url = API_PREFIX + route.path.replace(/\{(\w+)\}/g, ':$1');
      expect(server.app.hasRoute({ method: route.method, url }), `${route.method} ${url}`).toBe(true);
    }
    expect(new Set(ROUTES.map(({ id }) => id)).size).toBe(ROUTES.length);
  });

  it.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s asks the policy, for nobody and for every role, and leaves one audit row each',
    async (_, route) => {
      for (const role of [null, ...Object.keys(ROLES)]) {
        if (route.id === 'signOut' && role !== null) continue;
        const token = role === null ? null : await server.token(role);
        const before = (await server.audit()).length;
        const reply = await server.app.inject({ ...ask(route, token), remoteAddress: addressOf(route) });
        const allowed = role !== null && decide({ role } as never, route.permission, 'x').allowed;
        const refused = reply.statusCode === 401 || reply.statusCode === 403;
        expect(refused, `${role} got ${reply.statusCode}: ${reply.body.slice(0, 200)}`).toBe(!allowed);
        const rows = (await server.audit()).slice(0, (await server.audit()).length - before);
        expect(rows.map((row) => [row.action, row.allowed, row.role])).toEqual([
          [route.id, allowed, role ?? 'none'],
        ]);
      }
    },
  );

  it('opens the event stream to those who may read twins, and to nobody else', async () => {
    const route = ROUTES.find(({ reply }) => reply === 'event-stream')!;
    for (const role of [null, 'privacy-officer']) {
      const token = role === null ? null : await server.token(role);
      const reply = await server.app.inject(ask(route, token));
      expect(reply.statusCode).toBe(role === null ? 401 : 403);
    }
  });

  it('keeps a server from starting with a route that declares no permission', async () => {
    const { buildApp } = await import('./build-app.ts');
    const { pino } = await import('pino');
    const app = await buildApp({
      services: server.services,
      webFolder: '/nowhere',
      loopback: true,
      logger: pino({ level: 'silent' }),
    });
    expect(() => app.get('/back-door', async () => 'in')).toThrow('declares no permission');
    await app.close();
  });

  it('answers only to the names of the loopback', async () => {
    const reply = await server.app.inject({ method: 'GET', url: '/live', headers: { host: 'evil.example' } });
    expect(reply.statusCode).toBe(403);
    const own = await server.app.inject({ method: 'GET', url: '/live', headers: { host: '127.0.0.1:8317' } });
    expect(own.statusCode).toBe(200);
  });

  it('counts anonymous knocking instead of listing it without end', async () => {
    const fresh = await serverUnderTest();
    for (let i = 0; i < 60; i++) await fresh.app.inject({ method: 'GET', url: '/api/v1/twins' });
    expect(await fresh.audit()).toHaveLength(30);
    await fresh.close();
  });
});
