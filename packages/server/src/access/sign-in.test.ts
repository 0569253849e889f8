import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI_TOKEN, PASSWORD, type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

const ORIGIN = 'http://localhost:8317';

describe('signing in', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await serverUnderTest();
  });
  afterAll(() => server.close());

  const post = (payload: unknown, headers: Record<string, string> = {}, url = '/api/v1/session') =>
    server.app.inject({
      method: 'POST',
      url,
      payload: payload as object,
      headers: { host: 'localhost:8317', ...headers },
    });

  it('gives a cookie no script can read and no other site can send', async () => {
    const reply = await post({ name: 'Clinician', password: PASSWORD });
    expect(reply.statusCode).toBe(200);
    const [own, launched] = [reply.headers['set-cookie']].flat();
    expect(own).toMatch(/^twinward=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    // Whatever an EHR had opened in this browser ends with it.
    expect(launched).toMatch(/^twinward-launched=; .*Max-Age=0$/);
    expect(reply.json()).toMatchObject({ name: 'clinician', role: 'clinician', token: null });
  });

  it('says the same for a wrong password and an unknown name, and audits both', async () => {
    const wrong = await post({ name: 'researcher', password: 'guess' });
    const unknown = await post({ name: 'nobody-here', password: 'guess' });
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401]);
    expect(unknown.json()).toEqual(wrong.json());
    const denied = (await server.audit()).filter((row) => row.action === 'signIn' && !row.allowed);
    expect(denied.map(({ target }) => target)).toEqual(['unknown account', 'account researcher']);
    expect(JSON.stringify(denied)).not.toContain('guess');
  });

  it('takes as long for an unknown name as for a known one', async () => {
    const { services } = server;
    const way = (address: string) => ({ address, by: 'cookie' as const, audit: () => [] });
    const cost = async (name: string) => {
      const started = process.cpuUsage();
      for (let i = 0; i < 4; i++)
        await services.signIn.open(name, 'no', way(`${name}-${i}`)).catch(() => null);
      const { user, system } = process.cpuUsage(started);
      return user + system;
    };
    await cost('researcher'); // what the first ones cost is the machine's own warming up
    const [known, unknown] = [await cost('engineer'), await cost('somebody-else')];
    expect(unknown / known).toBeGreaterThan(0.4);
  });

  it('slows down whoever keeps guessing, and says for how long', async () => {
    let throttled = null;
    for (let i = 0; i < 8 && throttled === null; i++) {
      const reply = await post({ name: 'privacy-officer', password: `guess ${i}` });
      if (reply.statusCode === 429) throttled = reply;
    }
    expect(throttled?.json()).toMatchObject({ code: 'auth.throttled' });
    expect(Number(throttled?.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    const right = await post({ name: 'privacy-officer', password: PASSWORD });
    expect(right.statusCode).toBe(429);
  });

  it('ends a session for good', async () => {
    const token = await server.token('engineer');
    const authorization = `Bearer ${token}`;
    const ask = () =>
      server.app.inject({ method: 'GET', url: '/api/v1/session', headers: { authorization } });
    expect((await ask()).statusCode).toBe(200);
    await server.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: { authorization } });
    expect((await ask()).statusCode).toBe(401);
  });

  it('lets the command line of this machine in as administrator', async () => {
    const authorization = `Bearer ${CLI_TOKEN}`;
    const reply = await server.app.inject({
      method: 'GET',
      url: '/api/v1/session',
      headers: { authorization },
    });
    expect(reply.json()).toMatchObject({ name: 'local-cli', role: 'administrator' });
    const forged = await server.app.inject({
      method: 'GET',
      url: '/api/v1/session',
      headers: { authorization: `Bearer ${'x'.repeat(43)}` },
    });
    expect(forged.statusCode).toBe(401);
  });

  describe('with a cookie', () => {
    let cookie = '';
    beforeAll(async () => {
      const reply = await post({ name: 'clinician', password: PASSWORD });
      cookie = String(reply.headers['set-cookie']).split(';')[0]!;
    });

    it.each([
      ['without an origin', {}, 403],
      ['from another site', { origin: 'https://evil.example' }, 403],
      ['from another port of this machine', { origin: 'http://localhost:9999' }, 403],
      ['from the opaque origin', { origin: 'null' }, 403],
      ['from the application itself', { origin: ORIGIN }, 400],
    ])('a change %s is met with the right answer', async (_, headers, status) => {
      const reply = await post(
        {},
        { cookie, ...(headers as Record<string, string>) },
        '/api/v1/observations',
      );
      expect(reply.statusCode).toBe(status);
    });

    it('reading needs no origin', async () => {
      const headers = { cookie, host: 'localhost:8317' };
      const reply = await server.app.inject({ method: 'GET', url: '/api/v1/session', headers });
      expect(reply.statusCode).toBe(200);
    });
  });
});
