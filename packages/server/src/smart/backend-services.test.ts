import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

describe('SMART Backend Services', () => {
  let server: ServerUnderTest;
  let keys: Keys;
  let signed = 0;
  beforeAll(async () => {
    server = await serverUnderTest();
    keys = await generateKeyPair('ES384');
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', kty: 'EC' as const, alg: 'ES384' };
    const add = (id: string, kind: 'backend' | 'cds-client', scopes: readonly string[]) =>
      server.services.apps.add(
        {
          id,
          name: id,
          kind,
          issuer: `https://${id}.example`,
          keys: [jwk],
          scopes,
          redirectUris: [],
          launchUrl: null,
        },
        'test',
      );
    await add('reader', 'backend', ['system/*.rs']);
    await add('lab', 'backend', ['system/Observation.crus?category=laboratory', 'system/Patient.r']);
    await add('cards', 'cds-client', []);
    const clinician = await server.token('clinician');
    const put = async (resource: { readonly resourceType: string; readonly id: string }) => {
      const reply = await call(clinician, 'PUT', `/${resource.resourceType}/${resource.id}`, resource);
      expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
    };
    await put({ resourceType: 'Patient', id: 'p', name: [{ family: 'Vega' }] } as never);
    await put(observation('lab1', 'laboratory'));
    await put(observation('vital1', 'vital-signs'));
    await put({
      resourceType: 'Condition',
      id: 'c',
      subject: { reference: 'Patient/p' },
      code: { text: 'x' },
    } as never);
  });
  afterAll(() => server.close());

  const observation = (id: string, category: string) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: category }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '1234-5' }] },
    subject: { reference: 'Patient/p' },
    effectiveDateTime: '2026-01-01',
  });
  const call = async (
    token: string,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const reply = await server.app.inject({
      method,
      url: path.startsWith('/api') ? path : `/fhir/R4${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: reply.statusCode, body: reply.body === '' ? {} : JSON.parse(reply.body) };
  };
  const assertion = (
    client: string,
    more: Record<string, unknown> = {},
    key = keys.privateKey,
    header: object = {},
  ) => {
    signed += 1;
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      iss: `https://${client}.example`,
      sub: `https://${client}.example`,
      aud: 'http://localhost:80/oauth/token',
      exp: now + 240,
      jti: `j${signed}`,
      ...more,
    })
      .setProtectedHeader({ alg: 'ES384', kid: 'k1', ...header })
      .sign(key);
  };
  const askToken = async (jwt: string, scope: string, more: Record<string, string> = {}) => {
    const reply = await server.app.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'localhost:80' },
      payload: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: jwt,
        scope,
        ...more,
      }).toString(),
    });
    return { status: reply.statusCode, body: reply.json() as Record<string, string> };
  };
  const tokenFor = async (client: string, scope: string): Promise<string> => {
    const { status, body } = await askToken(await assertion(client), scope);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.access_token!;
  };

  it('tells where to sign in, and gives a short token for an assertion that holds, once', async () => {
    const reply = await server.app.inject({
      method: 'GET',
      url: '/fhir/R4/.well-known/smart-configuration',
      headers: { host: 'localhost:80' },
    });
    expect(reply.json()).toMatchObject({
      token_endpoint: 'http://localhost:80/oauth/token',
      token_endpoint_auth_methods_supported: ['private_key_jwt', 'none'],
    });
    const jwt = await assertion('reader');
    const first = await askToken(jwt, 'system/*.cruds openid');
    expect(first.body).toMatchObject({ token_type: 'bearer', expires_in: 300, scope: 'system/*.rs' });
    expect((await askToken(jwt, 'system/*.rs')).body).toMatchObject({ error: 'invalid_client' });
    expect((await askToken(jwt, 'system/*.rs')).status).toBe(401);
  });

  it('refuses assertions of others, for others, too long, signed otherwise, and scopes nobody gave', async () => {
    const stranger = await generateKeyPair('ES384');
    const now = Math.floor(Date.now() / 1000);
    for (const jwt of [
      await assertion('reader', {}, stranger.privateKey),
      await assertion('reader', { aud: 'http://localhost:80/other' }),
      await assertion('reader', { exp: now + 3600 }),
      await assertion('reader', { exp: now - 60 }),
      await assertion('reader', { sub: 'https://lab.example' }),
      await assertion('reader', { jti: '' }),
      await assertion('reader', {}, keys.privateKey, { kid: 'k2' }),
      await assertion('nobody'),
      await assertion('cards'),
      'not.a.token',
    ]) {
      expect((await askToken(jwt, 'system/*.rs')).body.error).toBe('invalid_client');
    }
    expect((await askToken(await assertion('reader'), 'user/*.rs')).body.error).toBe('invalid_scope');
    expect((await askToken(await assertion('reader'), 'system/*.d')).body.error).toBe('invalid_scope');
    expect(
      (await askToken(await assertion('reader'), 'system/*.r', { grant_type: 'password' })).body.error,
    ).toBe('unsupported_grant_type');
    // An assertion is no token.
    expect(
      (
        await call(
          await assertion('reader', { aud: 'http://localhost:80/fhir/R4/Patient/p' }),
          'GET',
          '/Patient/p',
        )
      ).status,
    ).toBe(401);
  });

  it('lets a reader read and search, and do nothing else', async () => {
    const token = await tokenFor('reader', 'system/Observation.rs system/Patient.r');
    expect((await call(token, 'GET', '/Observation/vital1')).status).toBe(200);
    expect((await call(token, 'GET', '/Observation?code=1234-5')).body.entry).toHaveLength(2);
    const denied: readonly (readonly ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string, unknown?])[] = [
      ['GET', '/Condition/c'],
      ['GET', '/Condition/missing'],
      ['GET', '/Condition'],
      ['GET', '/Condition/c/_history'],
      ['GET', '/Condition/_history'],
      ['GET', '/_history'],
      // Patients may be read, but not found.
      ['GET', '/Patient?family=Vega'],
      ['GET', '/Observation?subject:Patient.family=Vega'],
      ['GET', '/Observation?_has:DiagnosticReport:result:status=final'],
      ['POST', '/Observation', observation('new', 'laboratory')],
      ['PUT', '/Observation/lab1', observation('lab1', 'laboratory')],
      ['PATCH', '/Observation/lab1', [{ op: 'replace', path: '/status', value: 'amended' }]],
      ['DELETE', '/Observation/lab1'],
      ['DELETE', '/Observation?_id=lab1'],
      [
        'POST',
        '',
        {
          resourceType: 'Bundle',
          type: 'transaction',
          entry: [{ request: { method: 'DELETE', url: 'Observation/lab1' } }],
        },
      ],
      ['POST', '/$import', {}],
      [
        'POST',
        '/Subscription',
        {
          resourceType: 'Subscription',
          status: 'requested',
          reason: 'x',
          criteria: 'https://twinward.org/fhir/SubscriptionTopic/Observation',
          channel: { type: 'rest-hook', endpoint: 'https://a.b' },
        },
      ],
    ];
    for (const [method, path, body] of denied) {
      const headers = method === 'PATCH' ? { 'content-type': 'application/json-patch+json' } : {};
      const reply = await call(token, method, path, body, { prefer: 'respond-async', ...headers });
      expect([reply.status, reply.body.issue?.[0].code], `${method} ${path}`).toEqual([403, 'forbidden']);
    }
    const batch = await call(token, 'POST', '', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: ['Observation/lab1', 'Condition/c'].map((url) => ({ request: { method: 'GET', url } })),
    });
    expect(batch.body.entry.map(({ response }: { response: { status: string } }) => response.status)).toEqual(
      ['200', '403'],
    );
    expect(
      (await call(token, 'GET', '/Patient/p/$everything')).body.entry
        .map(({ resource }: { resource: { id: string } }) => resource.id)
        .sort(),
    ).toEqual(['lab1', 'p', 'vital1']);
    expect((await call(token, 'GET', '/$graphql?query={Condition(id:"c"){id}}')).body).not.toMatchObject({
      data: { Condition: { id: 'c' } },
    });
    for (const path of ['/api/v1/session', '/api/v1/twins', '/api/v1/apps'])
      expect((await call(token, 'GET', path)).status, path).toBe(403);
  });

  it('holds a scope to its condition in what is read, found, and written', async () => {
    const token = await tokenFor('lab', 'system/*.cruds');
    expect(
      (await call(token, 'GET', '/Observation?code=1234-5')).body.entry.map(
        ({ resource }: { resource: { id: string } }) => resource.id,
      ),
    ).toEqual(['lab1']);
    expect((await call(token, 'GET', '/Observation?_summary=count&_total=accurate')).body.total).toBe(1);
    expect((await call(token, 'GET', '/Observation/vital1')).status).toBe(404);
    expect((await call(token, 'GET', '/Observation/vital1/_history/1')).status).toBe(404);
    expect((await call(token, 'PUT', '/Observation/lab2', observation('lab2', 'laboratory'))).status).toBe(
      201,
    );
    expect((await call(token, 'PUT', '/Observation/lab2', observation('lab2', 'vital-signs'))).status).toBe(
      403,
    );
    expect(
      (await call(token, 'PUT', '/Observation/vital1', observation('vital1', 'laboratory'))).status,
    ).toBe(403);
    expect((await call(token, 'DELETE', '/Observation/lab2')).status).toBe(403);
    expect(
      (await call(token, 'GET', '/$export?_type=Observation', undefined, { prefer: 'respond-async' })).status,
    ).toBe(403);
  });

  it('shuts a system out at once, and audits who it was', async () => {
    const token = await tokenFor('reader', 'system/*.rs');
    expect((await call(token, 'GET', '/Patient/p')).status).toBe(200);
    const administrator = await server.token('administrator');
    await server.app.inject({
      method: 'POST',
      url: '/api/v1/apps/reader',
      headers: { authorization: `Bearer ${administrator}` },
      payload: { disabled: true },
    });
    expect((await call(token, 'GET', '/Patient/p')).status).toBe(401);
    expect((await askToken(await assertion('reader'), 'system/*.rs')).body.error).toBe('invalid_client');
    const rows = await server.audit();
    expect(
      rows.some(
        ({ actor, action, target }) =>
          actor === 'app:reader' && action === 'fhir read' && target === 'Patient/p',
      ),
    ).toBe(true);
    expect(rows.some(({ action, allowed }) => action === 'sign a system in' && !allowed)).toBe(true);
  });
});
