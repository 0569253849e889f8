import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

const HOST = 'localhost:80';
const BASE = `http://${HOST}/fhir/R4`;
const REDIRECT = 'https://app.example/back';
const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-0123456789';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

describe('SMART App Launch', () => {
  let server: ServerUnderTest;
  let cookie = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    await server.services.apps.add(
      {
        id: 'growth',
        name: 'Growth <chart>',
        kind: 'smart-app',
        issuer: 'growth-chart',
        keys: [],
        scopes: ['patient/*.rs', 'user/Patient.rs'],
        redirectUris: [REDIRECT],
        launchUrl: 'https://app.example/launch',
      },
      'test',
    );
    cookie = await signIn('clinician');
    const token = await server.token('clinician');
    for (const id of ['ana', 'ben']) {
      await write(token, { resourceType: 'Patient', id, name: [{ family: 'Vega', given: [id] }] });
      await write(token, {
        resourceType: 'Observation',
        id: `o-${id}`,
        status: 'final',
        code: { text: 'x' },
        subject: { reference: `Patient/${id}` },
      });
    }
  });
  afterAll(() => server.close());

  const signIn = async (name: string): Promise<string> => {
    const reply = await server.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { host: HOST, origin: `http://${HOST}` },
      payload: { name, password: PASSWORD },
    });
    return String(reply.headers['set-cookie']).split(';')[0]!;
  };
  const write = async (
    token: string,
    resource: { readonly resourceType: string; readonly id: string; readonly [name: string]: unknown },
  ) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
    const reply = await server.app.inject({
      method: 'PUT',
      url: `/fhir/R4/${resource.resourceType}/${resource.id}`,
      headers,
      payload: JSON.stringify(resource),
    });
    expect(reply.statusCode, reply.body).toBe(201);
  };
  const asked = (more: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'growth-chart',
      redirect_uri: REDIRECT,
      scope: 'launch/patient patient/*.cruds',
      state: 's1',
      aud: BASE,
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...more,
    });
    return `/oauth/authorize?${query.toString()}`;
  };
  const open = (url: string, as = cookie) =>
    server.app.inject({ method: 'GET', url, headers: { host: HOST, ...(as === '' ? {} : { cookie: as }) } });
  const answer = (request: string, more: Record<string, string>, as = cookie, origin = `http://${HOST}`) =>
    server.app.inject({
      method: 'POST',
      url: '/oauth/authorize',
      headers: { host: HOST, cookie: as, origin, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ request, ...more }).toString(),
    });
  const requestIn = (page: string): string => /name="request" value="([^"]+)"/.exec(page)![1]!;
  const redeem = async (code: string, more: Record<string, string> = {}) => {
    const reply = await server.app.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: { host: HOST, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT,
        client_id: 'growth-chart',
        code_verifier: VERIFIER,
        ...more,
      }).toString(),
    });
    return reply.json() as Record<string, string>;
  };
  const codeFor = async (patient: string, url = asked()): Promise<string> => {
    const page = await open(url);
    const back = await answer(requestIn(page.body), { decision: 'allow', patient });
    expect(back.statusCode, back.body).toBe(303);
    const address = new URL(String(back.headers.location));
    expect(address.origin + address.pathname).toBe(REDIRECT);
    expect(address.searchParams.get('state')).toBe('s1');
    return address.searchParams.get('code')!;
  };
  const read = (token: string, path: string) =>
    server.app.inject({ method: 'GET', url: path, headers: { authorization: `Bearer ${token}` } });

  it('asks the user on a page without a script, whose form leads to the app alone', async () => {
    const page = await open(asked());
    expect(page.body).toContain('Growth &#60;chart&#62;');
    expect(page.body).toContain('read, search everything of the patient');
    expect(page.body).not.toContain('<script');
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https://app.example;");
    expect((await open(asked(), '')).body).toContain('Sign in first');
    for (const more of [{ client_id: 'nobody' }, { redirect_uri: 'https://evil.example/back' }]) {
      const refused = await open(asked(more as Record<string, string>));
      expect([refused.statusCode, refused.headers.location]).toEqual([400, undefined]);
    }
    for (const [more, error] of [
      [{ code_challenge_method: 'plain' }, 'invalid_request'],
      [{ code_challenge: '' }, 'invalid_request'],
      [{ aud: 'https://other.example/fhir' }, 'invalid_request'],
      [{ scope: 'system/*.rs' }, 'invalid_scope'],
      [{ response_type: 'token' }, 'unsupported_response_type'],
    ] as const) {
      const refused = await open(asked(more));
      expect(new URL(String(refused.headers.location)).searchParams.get('error')).toBe(error);
    }
  });

  it('gives a token about the one patient the user chose, who is all it reads', async () => {
    const given = await redeem(await codeFor('ana'));
    expect(given).toMatchObject({ patient: 'ana', scope: 'launch/patient patient/*.rs', expires_in: 300 });
    const token = given.access_token!;
    expect((await read(token, '/fhir/R4/Patient/ana')).statusCode).toBe(200);
    expect((await read(token, '/fhir/R4/Patient/ben')).statusCode).toBe(404);
    const ids = async (path: string) =>
      ((await read(token, path)).json().entry ?? [])
        .map(({ resource }: { resource: { id: string } }) => resource.id)
        .sort();
    expect(await ids('/fhir/R4/Patient?family=Vega')).toEqual(['ana']);
    expect(await ids('/fhir/R4/Observation')).toEqual(['o-ana']);
    expect(await ids('/fhir/R4/Observation?subject:Patient.given=ben')).toEqual([]);
    expect(await ids('/fhir/R4/Patient/ana/$everything')).toEqual(['ana', 'o-ana']);
    expect((await read(token, '/fhir/R4/Patient/ben/$everything')).statusCode).toBe(404);
    expect((await read(token, '/api/v1/twins')).statusCode).toBe(403);
    const rows = await server.audit();
    expect(
      rows.some(({ actor, target }) => actor === 'app:growth/clinician' && target === 'Patient/ana'),
    ).toBe(true);
  });

  it('opens from a patient, whom nobody can exchange on the way', async () => {
    const token = await server.token('clinician');
    const launched = await server.app.inject({
      method: 'POST',
      url: '/api/v1/apps/growth/launch',
      headers: { host: HOST, authorization: `Bearer ${token}` },
      payload: { patient: 'ben' },
    });
    const address = new URL(launched.json().url as string);
    expect(address.origin + address.pathname).toBe('https://app.example/launch');
    expect(address.searchParams.get('iss')).toBe(BASE);
    const url = asked({
      scope: 'launch patient/Observation.rs',
      launch: address.searchParams.get('launch')!,
    });
    const given = await redeem(await codeFor('ana', url));
    expect(given).toMatchObject({ patient: 'ben', scope: 'launch patient/Observation.rs' });
    // A launch is opened once.
    expect(new URL(String((await open(url)).headers.location)).searchParams.get('error')).toBe(
      'invalid_request',
    );
  });

  it('takes a code once, with its verifier, at its address; and no answer but that of the user who was asked', async () => {
    const once = await codeFor('ana');
    expect((await redeem(once)).access_token).toBeDefined();
    expect((await redeem(once)).error).toBe('invalid_grant');
    expect(
      (
        await redeem(await codeFor('ana'), {
          code_verifier: 'another-verifier-of-at-least-forty-three-characters',
        })
      ).error,
    ).toBe('invalid_grant');
    expect((await redeem(await codeFor('ana'), { redirect_uri: 'https://app.example/other' })).error).toBe(
      'invalid_grant',
    );
    expect((await redeem(await codeFor('ana'), { client_id: 'nobody' })).error).toBe('invalid_client');
    const refused = await answer(requestIn((await open(asked())).body), { decision: 'refuse' });
    expect(new URL(String(refused.headers.location)).searchParams.get('error')).toBe('access_denied');
    const missing = await answer(requestIn((await open(asked())).body), {
      decision: 'allow',
      patient: 'nobody',
    });
    expect(new URL(String(missing.headers.location)).searchParams.get('error')).toBe('access_denied');
    const other = await signIn('engineer');
    const page = (await open(asked())).body;
    expect((await answer(requestIn(page), { decision: 'allow', patient: 'ana' }, other)).statusCode).toBe(
      403,
    );
    const again = (await open(asked())).body;
    expect(
      (await answer(requestIn(again), { decision: 'allow', patient: 'ana' }, cookie, 'https://app.example'))
        .statusCode,
    ).toBe(403);
  });

  it('lets the pages be shown inside those of origins an administrator trusts with it, and of no others', async () => {
    const policy = async () => String((await open('/')).headers['content-security-policy']);
    expect(await policy()).toContain("frame-ancestors 'none'");
    await server.services.origins.add('https://ehr.example', 'frame', 'test');
    expect(await policy()).toContain('frame-ancestors https://ehr.example');
    expect((await open('/')).headers['x-frame-options']).toBeUndefined();
    expect((await open(asked())).headers['content-security-policy']).toContain("frame-ancestors 'self';");
    await server.services.origins.remove('https://ehr.example', 'frame');
    expect((await open('/')).headers['x-frame-options']).toBe('DENY');
  });
});
