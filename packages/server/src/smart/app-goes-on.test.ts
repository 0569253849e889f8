import { createHash } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

const HOST = 'localhost:80';
const ORIGIN = `http://${HOST}`;
const REDIRECT = 'https://app.example/back';
const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-0123456789';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

describe('apps after their first token', () => {
  let server: ServerUnderTest;
  let cookie = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    for (const [id, origin] of [
      ['chart', 'https://app.example'],
      ['other', 'https://other.example'],
    ] as const) {
      await server.services.apps.add(
        {
          id,
          name: id,
          kind: 'smart-app',
          issuer: id,
          keys: [],
          scopes: ['user/Patient.rs', 'user/Observation.rs'],
          redirectUris: [`${origin}/back`],
          launchUrl: null,
        },
        'test',
      );
    }
    const reply = await server.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { host: HOST, origin: ORIGIN },
      payload: { name: 'clinician', password: PASSWORD },
    });
    cookie = String(reply.headers['set-cookie']).split(';')[0]!;
  });
  afterAll(() => server.close());

  const post = async (url: string, form: Record<string, string>, headers: Record<string, string> = {}) => {
    const reply = await server.app.inject({
      method: 'POST',
      url,
      headers: { host: HOST, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(form).toString(),
    });
    return { status: reply.statusCode, headers: reply.headers, body: reply.json() as Record<string, string> };
  };
  /** What the token endpoint gives after the user allowed it. */
  const permitted = async (
    scope: string,
    more: Record<string, string> = {},
  ): Promise<Record<string, string>> => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'chart',
      redirect_uri: REDIRECT,
      scope,
      state: 's1',
      aud: `${ORIGIN}/fhir/R4`,
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...more,
    });
    const page = await server.app.inject({
      method: 'GET',
      url: `/oauth/authorize?${query.toString()}`,
      headers: { host: HOST, cookie },
    });
    const request = /name="request" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const back = await server.app.inject({
      method: 'POST',
      url: '/oauth/authorize',
      headers: { host: HOST, cookie, origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ request, decision: 'allow' }).toString(),
    });
    expect(back.statusCode, page.body).toBe(303);
    const code = new URL(String(back.headers.location)).searchParams.get('code')!;
    const given = await post('/oauth/token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
      client_id: 'chart',
      code_verifier: VERIFIER,
    });
    expect(given.status, JSON.stringify(given.body)).toBe(200);
    return given.body;
  };
  const refresh = (token: string, more: Record<string, string> = {}) =>
    post('/oauth/token', { grant_type: 'refresh_token', refresh_token: token, client_id: 'chart', ...more });
  const reads = async (token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await server.app.inject({ method: 'GET', url: '/fhir/R4/Patient', headers })).statusCode;
  };

  it('are told who the user is by a token that the published key signed, for them and this request alone', async () => {
    const given = await permitted('openid fhirUser user/Patient.rs', { nonce: 'n-7' });
    expect(given.refresh_token).toBeUndefined();
    const get = async (url: string) =>
      (await server.app.inject({ method: 'GET', url, headers: { host: HOST } })).json();
    const found = await get('/.well-known/openid-configuration');
    expect(found).toMatchObject({ issuer: ORIGIN, jwks_uri: `${ORIGIN}/.well-known/jwks.json` });
    const keys = await get('/.well-known/jwks.json');
    expect(JSON.stringify(keys)).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
    const { payload, protectedHeader } = await jwtVerify(given.id_token!, createLocalJWKSet(keys), {
      issuer: ORIGIN,
      audience: 'chart',
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      sub: 'clinician',
      nonce: 'n-7',
      name: 'clinician',
      fhirUser: `${ORIGIN}/fhir/R4/Practitioner/account-clinician`,
    });
    const headers = { authorization: `Bearer ${await server.token('clinician')}` };
    const user = await server.app.inject({
      method: 'GET',
      url: '/fhir/R4/Practitioner/account-clinician',
      headers,
    });
    expect(user.json()).toMatchObject({ name: [{ text: 'clinician' }] });
    await expect(
      jwtVerify(given.id_token!, createLocalJWKSet(keys), { audience: 'other' }),
    ).rejects.toThrow();
  });

  it('go on with a token that changes at each use, and lose everything when one is used twice', async () => {
    const given = await permitted('offline_access user/Patient.rs user/Observation.rs');
    const first = given.refresh_token!;
    expect((await refresh(first, { client_id: 'other' })).body.error).toBe('invalid_grant');
    const second = await refresh(first, { scope: 'user/Patient.rs' });
    expect(second.body).toMatchObject({ scope: 'offline_access user/Patient.rs' });
    expect((await refresh(second.body.refresh_token!, { scope: 'user/Device.rs' })).body.error).toBe(
      'invalid_scope',
    );
    expect(await reads(second.body.access_token!)).toBe(200);
    // Somebody shows the first again: whoever holds the later ones may be a thief.
    expect((await refresh(first)).body.error).toBe('invalid_grant');
    expect(await reads(second.body.access_token!)).toBe(401);
    expect((await refresh(second.body.refresh_token!)).body.error).toBe('invalid_grant');
  });

  it('give tokens back, end with the session where they were to, and with the app or the user', async () => {
    const one = await permitted('offline_access user/Patient.rs');
    expect((await post('/oauth/revoke', { token: one.refresh_token!, client_id: 'nobody' })).status).toBe(
      401,
    );
    expect((await post('/oauth/revoke', { token: one.refresh_token!, client_id: 'chart' })).status).toBe(200);
    expect((await refresh(one.refresh_token!)).body.error).toBe('invalid_grant');
    expect(await reads(one.access_token!)).toBe(401);
    const two = await permitted('offline_access user/Patient.rs');
    const { accounts } = server.services.record;
    const account = (await accounts.byId('clinician'))!;
    await accounts.put({ ...account, disabled: true });
    expect((await refresh(two.refresh_token!)).body.error_description).toMatch(/sign in no more/);
    await accounts.put(account);
    const three = await permitted('online_access user/Patient.rs');
    const still = await refresh(three.refresh_token!);
    expect(still.status).toBe(200);
    const away = await permitted('offline_access user/Patient.rs');
    await server.app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { host: HOST, cookie, origin: ORIGIN },
    });
    expect((await refresh(still.body.refresh_token!)).body.error).toBe('invalid_grant');
    const later = await refresh(away.refresh_token!);
    expect(later.status).toBe(200);
    await server.app.inject({
      method: 'POST',
      url: '/api/v1/apps/chart',
      headers: { authorization: `Bearer ${await server.token('administrator')}` },
      payload: { disabled: true },
    });
    await server.services.apps.setDisabled('chart', false);
    expect((await refresh(later.body.refresh_token!)).body.error).toBe('invalid_grant');
  });

  it('read from a page of their own origin, with tokens; pages of other origins do not', async () => {
    const preflight = async (origin: string, url = '/fhir/R4/Patient/1') =>
      server.app.inject({
        method: 'OPTIONS',
        url,
        headers: { host: HOST, origin, 'access-control-request-method': 'PUT' },
      });
    const allowed = await preflight('https://other.example');
    expect(allowed.statusCode).toBe(204);
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': 'https://other.example',
      'access-control-allow-methods': expect.stringContaining('PUT'),
      vary: 'origin',
    });
    expect(allowed.headers['access-control-allow-credentials']).toBeUndefined();
    expect((await preflight('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
    const token = await server.token('clinician');
    const put = (origin: string, headers: Record<string, string>) =>
      server.app.inject({
        method: 'PUT',
        url: '/fhir/R4/Patient/c1',
        headers: { host: HOST, origin, 'content-type': 'application/fhir+json', ...headers },
        payload: JSON.stringify({ resourceType: 'Patient', id: 'c1' }),
      });
    const written = await put('https://other.example', { authorization: `Bearer ${token}` });
    expect(written.statusCode, written.body).toBe(201);
    expect(written.headers['access-control-expose-headers']).toContain('etag');
    expect(written.headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect((await put('https://evil.example', { authorization: `Bearer ${token}` })).statusCode).toBe(403);
    const reply = await server.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { host: HOST, origin: ORIGIN },
      payload: { name: 'clinician', password: PASSWORD },
    });
    const again = String(reply.headers['set-cookie']).split(';')[0]!;
    expect((await put('https://other.example', { cookie: again })).statusCode).toBe(403);
    const outside = await server.app.inject({
      method: 'GET',
      url: '/api/v1/models',
      headers: { host: HOST, origin: 'https://other.example', authorization: `Bearer ${token}` },
    });
    expect(outside.headers['access-control-allow-origin']).toBeUndefined();
  });
});
