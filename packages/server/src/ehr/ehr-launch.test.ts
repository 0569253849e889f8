import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONFINED } from '../access/decide.ts';
import { PASSWORD, type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

const MRN = 'urn:oid:1.2.3.4';
const HERE = 'localhost:80';

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
type Content = Readonly<Record<string, unknown>>;

async function write(server: ServerUnderTest, type: string, id: string, more: Content): Promise<void> {
  const reply = await server.app.inject({
    method: 'PUT',
    url: `/fhir/R4/${type}/${id}`,
    headers: {
      authorization: `Bearer ${await server.token('clinician')}`,
      'content-type': 'application/fhir+json',
    },
    payload: JSON.stringify({ resourceType: type, id, ...more }),
  });
  expect(reply.statusCode, reply.body).toBeLessThan(300);
}

/** Cookies by name out of a reply. */
function cookiesOf(header: unknown): string {
  return [header]
    .flat()
    .map((line) => String(line).split(';')[0])
    .join('; ');
}

describe('our pages as an app of an EHR', () => {
  let here: ServerUnderTest;
  let there: ServerUnderTest;
  let ehr = '';
  beforeAll(async () => {
    [here, there] = [await serverUnderTest(), await serverUnderTest()];
    ehr = await there.app.listen({ port: 0, host: '127.0.0.1' });
    await there.services.apps.add(
      {
        id: 'twinward',
        name: 'Twinward',
        kind: 'smart-app',
        issuer: 'twinward-here',
        keys: here.services.followers.key.publicKeys().keys as never,
        scopes: ['patient/*.rs'],
        redirectUris: [`http://${HERE}/launch/callback`],
        launchUrl: `http://${HERE}/launch`,
      },
      'test',
    );
    const identifier = (value: string) => ({ identifier: [{ system: MRN, value }] });
    await write(there, 'Patient', 'x9', { ...identifier('7'), birthDate: '1961-03-04' });
    await write(there, 'Patient', 'stranger', identifier('8'));
    await write(there, 'Patient', 'plain', { name: [{ family: 'Vega' }] });
    await write(there, 'Patient', 'twice', { identifier: [{ system: MRN, value: '9' }] });
    await write(there, 'Patient', 'other-day', { ...identifier('7'), birthDate: '1999-01-01' });
    await write(here, 'Patient', 'p-1', { ...identifier('7'), birthDate: '1961-03-04' });
    await write(here, 'Patient', 'd1', identifier('9'));
    await write(here, 'Patient', 'd2', identifier('9'));
    // Who was merged into p-1 bears the identifier too, and is nobody else.
    await write(here, 'Patient', 'old', {
      ...identifier('7'),
      active: false,
      link: [{ other: { reference: 'Patient/p-1' }, type: 'replaced-by' }],
    });
  });
  afterAll(async () => {
    await here.close();
    await there.close();
  });

  const register = async (id: string, iss: string, signs: boolean, seesAll = false) =>
    here.services.ehrs.add(
      {
        id,
        name: id,
        iss,
        client: 'twinward-here',
        signs,
        seesAll,
        role: 'clinician',
        identifierSystems: [MRN],
      },
      'test',
    );
  const get = (url: string, cookie = '') =>
    here.app.inject({ method: 'GET', url, headers: { host: HERE, ...(cookie === '' ? {} : { cookie }) } });
  /** As a browser goes: from the EHR to us, to the EHR's consent, and back with a code. */
  const launched = async (patient: string): Promise<{ readonly back: string; readonly cookie: string }> => {
    const signedIn = await fetch(`${ehr}/api/v1/session`, {
      method: 'POST',
      headers: { origin: ehr, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'clinician', password: PASSWORD }),
    });
    const session = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    const opened = await fetch(`${ehr}/api/v1/apps/twinward/launch`, {
      method: 'POST',
      headers: { origin: ehr, cookie: session, 'content-type': 'application/json' },
      body: JSON.stringify({ patient }),
    });
    const { url } = (await opened.json()) as { readonly url: string };
    const begun = await get(url.replace(`http://${HERE}`, ''));
    expect(begun.statusCode, begun.body).toBe(302);
    const consent = await fetch(String(begun.headers.location), { headers: { cookie: session } });
    const request = /name="request" value="([^"]+)"/.exec(await consent.text())![1]!;
    const answered = await fetch(`${ehr}/oauth/authorize`, {
      method: 'POST',
      headers: { origin: ehr, cookie: session, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ request, decision: 'allow' }),
      redirect: 'manual',
    });
    const back = answered.headers.get('location')!.replace(`http://${HERE}`, '');
    return { back, cookie: cookiesOf(begun.headers['set-cookie']) };
  };

  it('open at no EHR but a registered one', async () => {
    const refused = await get(`/launch?iss=${encodeURIComponent(`${ehr}/fhir/R4`)}&launch=1`);
    expect([refused.statusCode, refused.headers.location]).toEqual([403, undefined]);
    expect(refused.body).toContain('not registered');
    const none = await get('/launch?launch=1');
    expect(none.statusCode).toBe(403);
  });

  it('open from another Twinward: its user, with its own sign-in, at whoever bears the same identifier here', async () => {
    await register('ward', `${ehr}/fhir/R4`, true);
    await here.services.apps.add(
      {
        id: 'beside',
        name: 'Beside',
        kind: 'smart-app',
        issuer: 'beside',
        keys: [],
        scopes: ['user/*.rs'],
        redirectUris: ['https://beside.example/back'],
        launchUrl: null,
      },
      'test',
    );
    const { back, cookie } = await launched('x9');
    // A code in another window is nobody's.
    const { back: stolen } = await launched('x9');
    expect((await get(stolen)).statusCode).toBe(403);
    const entered = await get(back, cookie);
    expect([entered.statusCode, entered.headers.location], entered.body).toEqual([303, '/people/p-1']);
    expect(String(entered.headers['set-cookie'])).toMatch(/HttpOnly; Secure; SameSite=None; Partitioned/);
    const session = cookiesOf(entered.headers['set-cookie']);
    const who = (await get('/api/v1/session', session)).json() as Content;
    expect(who).toMatchObject({ displayName: 'clinician', role: 'clinician' });
    expect((await get('/api/v1/subjects/Patient%2Fp-1', session)).statusCode).toBe(200);
    expect(who.confinedTo).toBe('Patient/p-1');
    const elsewhere = await get('/api/v1/subjects/Patient%2Fd1', session);
    expect([elsewhere.statusCode, elsewhere.json().detail]).toEqual([403, CONFINED.reason]);
    const authorize = await get(
      `/oauth/authorize?${new URLSearchParams({
        response_type: 'code',
        client_id: 'beside',
        redirect_uri: 'https://beside.example/back',
        scope: 'user/*.rs',
        state: 's',
        aud: `http://${HERE}/fhir/R4`,
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
      })}`,
      session,
    );
    expect([authorize.statusCode, String(authorize.headers.location)]).toEqual([
      303,
      expect.stringContaining('access_denied'),
    ]);
    const rows = await here.audit();
    expect(rows).toContainEqual(
      expect.objectContaining({ action: 'enter from an EHR', target: 'Patient/p-1', allowed: true }),
    );
    // Once only.
    expect((await get(back, cookie)).statusCode).toBe(403);
    // Another site may not use the session that is sent in its frames.
    const forged = await here.app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { host: HERE, cookie: session, origin: 'https://evil.example' },
    });
    expect(forged.statusCode).toBe(403);
    // The same user is the same account, which an administrator can shut out.
    const again = await launched('x9');
    expect((await get(again.back, again.cookie)).statusCode).toBe(303);
    const { accounts } = here.services.record;
    const [account] = (await accounts.list()).filter(({ id }) => id.startsWith('ehr:ward:'));
    await accounts.put({ ...account!, disabled: true });
    const shut = await launched('x9');
    expect((await get(shut.back, shut.cookie)).body).toContain('shut out here');
    await accounts.put(account!);
    // With the EHR all of its users are shut out, at once.
    expect((await get('/api/v1/session', session)).statusCode).toBe(200);
    await here.services.ehrs.change('ward', { disabled: true });
    expect((await get('/api/v1/session', session)).statusCode).toBe(401);
    await here.services.ehrs.change('ward', { disabled: false });
  });

  it('open at nobody by guess', async () => {
    for (const [patient, words] of [
      ['stranger', 'Nobody here bears an identifier'],
      ['plain', 'no identifier that both systems know'],
      ['twice', 'Two people here'],
      ['other-day', 'another day'],
    ] as const) {
      const { back, cookie } = await launched(patient);
      const refused = await get(back, cookie);
      expect([patient, refused.statusCode, refused.headers['set-cookie']]).toEqual([patient, 409, undefined]);
      expect(refused.body).toContain(words);
    }
  });

  it('believe nothing of an EHR that is not signed by it, for us, for this launch', async () => {
    const [own, other] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
    const keys = [{ ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'RS256' }];
    let base = '';
    let nonce = '';
    let methods = ['S256'];
    let given: (sign: (key: SigningKey, claims: Content) => Promise<string>) => Promise<Content> =
      async () => ({});
    const sign = (key: SigningKey, claims: Content) =>
      new SignJWT({ iss: base, aud: 'twinward-here', sub: 'u1', nonce, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(key);
    const server: Server = createServer(async (request, response) => {
      const send = (body: unknown) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url!.endsWith('smart-configuration')) {
        return send({
          issuer: base,
          authorization_endpoint: `${base}/authorize`,
          token_endpoint: `${base}/token`,
          jwks_uri: `${base}/keys`,
          code_challenge_methods_supported: methods,
        });
      }
      if (request.url === '/keys') return send({ keys });
      if (request.url === '/token') return send(await given(sign));
      return send({ resourceType: 'Patient', id: 'q', identifier: [{ system: MRN, value: '7' }] });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await register('fake', base, false, true);
    const attempt = async (gives: typeof given) => {
      given = gives;
      const begun = await get(`/launch?iss=${encodeURIComponent(base)}&launch=1`);
      const asked = new URL(String(begun.headers.location)).searchParams;
      nonce = asked.get('nonce')!;
      expect(asked.get('aud')).toBe(base);
      return get(
        `/launch/callback?code=1&state=${asked.get('state')}`,
        cookiesOf(begun.headers['set-cookie']),
      );
    };
    const giving =
      (key: SigningKey, claims: Content = {}, more: Content = {}): typeof given =>
      async (signed) => ({
        access_token: 't',
        patient: 'q',
        id_token: await signed(key, claims),
        ...more,
      });
    const entered = await attempt(giving(own.privateKey));
    expect(entered.statusCode).toBe(303);
    // This one says that its users see all.
    const all = cookiesOf(entered.headers['set-cookie']);
    expect((await get('/api/v1/session', all)).json()).toMatchObject({ confinedTo: null });
    expect((await get('/fhir/R4/Patient/d1', all)).statusCode).toBe(200);
    // Where it says so no more, it is about the patient at whom it was opened.
    await here.services.ehrs.change('fake', { seesAll: false });
    expect((await get('/api/v1/session', all)).json()).toMatchObject({ confinedTo: 'Patient/p-1' });
    expect((await get('/fhir/R4/Patient/d1', all)).statusCode).toBe(403);
    await here.services.ehrs.change('fake', { seesAll: true });
    for (const [gives, words] of [
      [giving(other.privateKey), 'does not hold'],
      [giving(own.privateKey, { aud: 'somebody' }), 'does not hold'],
      [giving(own.privateKey, { iss: 'https://other.example' }), 'does not hold'],
      [giving(own.privateKey, { nonce: 'another' }), 'another launch'],
      [giving(own.privateKey, {}, { patient: undefined }), 'without a patient'],
      [giving(own.privateKey, {}, { id_token: undefined }), 'who its user is'],
    ] as const) {
      const refused = await attempt(gives);
      expect([words, refused.statusCode]).toEqual([words, 403]);
      expect(refused.body).toContain(words);
    }
    methods = ['plain'];
    expect((await get(`/launch?iss=${encodeURIComponent(base)}&launch=1`)).body).toContain('PKCE');
    server.close();
    await here.services.ehrs.change('fake', { disabled: true });
    expect((await get(`/launch?iss=${encodeURIComponent(base)}&launch=1`)).statusCode).toBe(403);
  });

  it('are registered over the API, by an administrator, with what is to be registered there', async () => {
    const ask = async (role: string, payload?: Content) => {
      const headers = { authorization: `Bearer ${await here.token(role)}`, host: HERE };
      return payload === undefined
        ? here.app.inject({ method: 'GET', url: '/api/v1/ehrs', headers })
        : here.app.inject({ method: 'POST', url: '/api/v1/ehrs', headers, payload });
    };
    const request = {
      id: 'new',
      name: 'New',
      iss: 'https://ehr.example/fhir/',
      client: 'c',
      identifierSystems: [MRN],
    };
    expect((await ask('clinician', request)).statusCode).toBe(403);
    const added = await ask('administrator', request);
    expect(added.json()).toMatchObject({
      iss: 'https://ehr.example/fhir',
      role: 'clinician',
      signs: false,
      seesAll: false,
    });
    expect((await ask('administrator', { ...request, id: 'new2' })).statusCode).toBe(409);
    expect(
      (await ask('administrator', { ...request, id: 'n3', iss: 'http://ehr.example' })).json().field,
    ).toBe('iss');
    expect((await ask('administrator', { ...request, id: 'n3', role: 'administrator' })).json().field).toBe(
      'role',
    );
    expect((await ask('administrator')).json()).toMatchObject({
      launchUrl: `http://${HERE}/launch`,
      redirectUri: `http://${HERE}/launch/callback`,
    });
  });
});
