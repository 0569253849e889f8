import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, SUBJECT, serverUnderTest } from '../testing/server-under-test.ts';

interface Reply {
  readonly status: number;
  readonly body: Record<string, never>;
  readonly headers: Record<string, unknown>;
}

describe('FHIR R4', () => {
  let server: ServerUnderTest;
  let token = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    token = await server.token('clinician');
  });
  afterAll(() => server.close());

  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const response = await server.app.inject({
      method,
      url: `/fhir/R4${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body === '' ? {} : (JSON.parse(response.body) as Reply['body']),
    };
  };
  const found = async (path: string): Promise<readonly string[]> => {
    const { status, body } = await ask('GET', path);
    expect(status, path).toBe(200);
    const entries = ((body as { entry?: { resource: { id: string } }[] }).entry ?? []).map(
      ({ resource }) => resource.id,
    );
    return entries.sort();
  };
  const patient = (id: string, family: string, more: object = {}) => ({
    resourceType: 'Patient',
    id,
    name: [{ family }],
    ...more,
  });
  const glucose = (value: number, at: string, more: object = {}) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '99504-3' }] },
    subject: { reference: SUBJECT },
    effectiveDateTime: at,
    valueQuantity: { value, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
    ...more,
  });

  it('creates, reads, updates under If-Match, patches, deletes, and keeps every version', async () => {
    const created = await ask('PUT', '/Patient/v1', patient('v1', 'Vega'));
    expect(created.status).toBe(201);
    expect(created.headers.etag).toBe('W/"1"');
    expect((await ask('PUT', '/Patient/v1', patient('v1', 'Voss'), { 'if-match': 'W/"7"' })).status).toBe(
      412,
    );
    expect((await ask('PUT', '/Patient/v1', patient('v1', 'Voss'), { 'if-match': 'W/"1"' })).status).toBe(
      200,
    );
    const patch = [{ op: 'replace', path: '/name/0/family', value: 'Wolf' }];
    expect(
      (await ask('PATCH', '/Patient/v1', patch, { 'content-type': 'application/json-patch+json' })).status,
    ).toBe(200);
    expect((await ask('GET', '/Patient/v1')).body).toMatchObject({
      name: [{ family: 'Wolf' }],
      meta: { versionId: '3' },
    });
    expect((await ask('GET', '/Patient/v1/_history/2')).body).toMatchObject({ name: [{ family: 'Voss' }] });
    expect((await ask('DELETE', '/Patient/v1')).status).toBe(204);
    expect((await ask('GET', '/Patient/v1')).status).toBe(410);
    expect((await ask('GET', '/Patient/v1/_history')).body).toMatchObject({
      type: 'history',
      entry: { length: 4 },
    });
    expect((await ask('GET', '/Patient/nobody')).status).toBe(404);
  });

  it('gives decimals back as they were written: by read, search, history, bundle, and after a patch of something else', async () => {
    const sent = JSON.stringify(glucose(1, '2026-01-01', { id: 'exact' })).replace(
      '"value":1,',
      '"value":1.50,',
    );
    const raw = async (
      method: 'GET' | 'PUT' | 'PATCH' | 'POST',
      path: string,
      payload?: string,
      type = 'application/fhir+json',
    ) => {
      const headers = {
        authorization: `Bearer ${token}`,
        ...(payload === undefined ? {} : { 'content-type': type }),
      };
      return (
        await server.app.inject({
          method,
          url: `/fhir/R4${path}`,
          headers,
          ...(payload === undefined ? {} : { payload }),
        })
      ).body;
    };
    const written = (text: string): string | undefined => /"value":([\d.]+)/.exec(text)?.[1];
    expect(written(await raw('PUT', '/Observation/exact', sent))).toBe('1.50');
    expect(written(await raw('GET', '/Observation/exact'))).toBe('1.50');
    expect(written(await raw('GET', '/Observation?_id=exact'))).toBe('1.50');
    expect(written(await raw('GET', '/Observation?_id=exact&_elements=value'))).toBe('1.50');
    expect(written(await raw('GET', '/Observation/exact/_history'))).toBe('1.50');
    const patch = '[{"op":"replace","path":"/status","value":"amended"}]';
    expect(written(await raw('PATCH', '/Observation/exact', patch, 'application/json-patch+json'))).toBe(
      '1.50',
    );
    const bundle = (method: string, resource: string) =>
      `{"resourceType":"Bundle","type":"transaction","entry":[{${resource}"request":{"method":"${method}","url":"Observation/exact"}}]}`;
    await raw('POST', '', bundle('PUT', `"resource":${sent.replace('1.50', '2.500')},`));
    expect(written(await raw('POST', '', bundle('GET', '')))).toBe('2.500');
  });

  it('refuses what is not FHIR, all faults at once, and says nothing of the person', async () => {
    const wrong = await ask('POST', '/Patient', {
      resourceType: 'Patient',
      gender: 'nope',
      nmae: 'Secret',
      birthDate: '2001-02-30',
      name: [],
    });
    expect(wrong.status).toBe(422);
    expect((wrong.body as { issue?: unknown[] }).issue).toHaveLength(4);
    expect(JSON.stringify(wrong.body)).not.toMatch(/Secret|nope|2001/);
    expect((await ask('POST', '/Nothing', { resourceType: 'Nothing' })).status).toBe(404);
    const report = {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'x' },
      subject: { reference: 'Medication/1' },
    };
    expect((await ask('POST', '/Observation', report)).status).toBe(422);
  });

  it('keeps a transaction whole or leaves nothing of it, and resolves what refers inside it', async () => {
    const entry = (method: string, url: string, resource: object, more: object = {}) => ({
      resource,
      request: { method, url, ...more },
    });
    const whole = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          fullUrl: 'urn:uuid:0a6cf1a2-0000-4000-8000-000000000001',
          ...entry('POST', 'Encounter', {
            resourceType: 'Encounter',
            status: 'finished',
            class: { code: 'AMB' },
            subject: { reference: 'urn:uuid:0a6cf1a2-0000-4000-8000-000000000002' },
          }),
        },
        {
          fullUrl: 'urn:uuid:0a6cf1a2-0000-4000-8000-000000000002',
          ...entry(
            'POST',
            'Patient',
            { resourceType: 'Patient', identifier: [{ system: 'urn:mrn', value: 'T1' }] },
            { ifNoneExist: 'identifier=urn:mrn|T1' },
          ),
        },
      ],
    };
    const first = await ask('POST', '', whole);
    expect(first.status).toBe(200);
    const again = await ask('POST', '', whole);
    expect((again.body as { entry?: unknown }).entry).toMatchObject([
      { response: { status: '201' } },
      { response: { status: '200' } },
    ]);
    const [person] = await found('/Patient?identifier=urn:mrn|T1');
    expect(await found(`/Encounter?subject=Patient/${person}`)).toHaveLength(2);
    const torn = {
      ...whole,
      entry: [
        entry('PUT', 'Patient/torn', patient('torn', 'Torn')),
        entry('POST', 'Encounter', { resourceType: 'Encounter', status: 'nope', class: { code: 'AMB' } }),
      ],
    };
    expect((await ask('POST', '', torn)).status).toBe(422);
    expect((await ask('GET', '/Patient/torn')).status).toBe(404);
    const batch = await ask('POST', '', { ...torn, type: 'batch' });
    expect((batch.body as { entry?: unknown }).entry).toMatchObject([
      { response: { status: '201' } },
      { response: { status: '422' } },
    ]);
  });

  it('searches by every kind of parameter, along references both ways, and refuses what it does not know', async () => {
    await ask('PUT', '/Organization/o1', { resourceType: 'Organization', id: 'o1', name: 'Nordstern' });
    await ask(
      'PUT',
      '/Patient/s1',
      patient('s1', 'Müller', {
        birthDate: '1970-05',
        managingOrganization: { reference: 'Organization/o1' },
      }),
    );
    await ask('PUT', '/Patient/s2', patient('s2', 'Muster', { birthDate: '1985-01-02', active: true }));
    const weight = (id: string, value: number, code: string) => ({
      resourceType: 'Observation',
      id,
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '3141-9' }] },
      subject: { reference: 'Patient/s1' },
      effectiveDateTime: '2024-03-01T10:00:00Z',
      valueQuantity: { value, system: 'http://unitsofmeasure.org', code },
    });
    await ask('PUT', '/Observation/w1', weight('w1', 81.2, 'kg'));
    await ask('PUT', '/Observation/w2', weight('w2', 80100, 'g'));
    expect(await found('/Patient?family=mul')).toEqual(['s1']);
    expect(await found('/Patient?family:exact=Muller')).toEqual([]);
    expect(await found('/Patient?birthdate=1970')).toEqual(['s1']);
    expect(await found('/Patient?birthdate=ge1980&family=mu')).toEqual(['s2']);
    expect(await found('/Patient?organization.name=nord')).toEqual(['s1']);
    expect(await found('/Patient?_has:Observation:patient:code=http://loinc.org|3141-9')).toEqual(['s1']);
    expect(await found('/Observation?value-quantity=gt81|http://unitsofmeasure.org|kg')).toEqual(['w1']);
    expect(await found('/Observation?code-value-quantity=3141-9$lt81|http://unitsofmeasure.org|kg')).toEqual([
      'w2',
    ]);
    expect(await found('/Observation?patient=s1&_include=Observation:patient')).toEqual(['s1', 'w1', 'w2']);
    expect(await found('/Patient?_id=s1&_revinclude=Observation:patient')).toEqual(['s1', 'w1', 'w2']);
    expect((await ask('GET', '/Observation?patient=s1&_count=1&_total=accurate')).body).toMatchObject({
      total: 2,
      link: [{ relation: 'self' }, { relation: 'next' }],
    });
    for (const unknown of [
      '/Patient?shoe=43',
      '/Patient?family:near=x',
      '/Patient?birthdate=soon',
      '/Patient?name.x=1',
      '/Patient?_has:Patient:x:y=1',
    ]) {
      expect((await ask('GET', unknown)).status, unknown).toBe(400);
    }
    expect(await found('/Patient/s1/$everything')).toEqual(['o1', 's1', 'w1', 'w2']);
  });

  it("hands readings to the patient's twins, corrects them, and never a sentinel", async () => {
    const now = new Date(server.services.clock.now() - 3_600_000).toISOString();
    const made = await ask('POST', '/Observation', glucose(143, now));
    expect(made.status).toBe(201);
    const id = (made.body as { id?: string }).id!;
    const readings = async () =>
      (await server.services.record.events.readSubject(SUBJECT as never)).flatMap(({ event }) =>
        event.kind === 'observation' && event.observation.source.system === 'fhir' ? [event.observation] : [],
      );
    expect(await readings()).toMatchObject([{ value: { value: 143 }, source: { version: 1 } }]);
    await ask('PUT', `/Observation/${id}`, { ...glucose(134, now, { status: 'amended' }), id });
    await ask('DELETE', `/Observation/${id}`);
    expect((await readings()).map(({ status }) => status)).toEqual([
      'final',
      'corrected',
      'entered-in-error',
    ]);
    const lost = await ask('POST', '/Observation', glucose(-999, now));
    expect(lost.body).toMatchObject({ dataAbsentReason: { coding: [{ code: 'error' }] } });
    expect((lost.body as { valueQuantity?: unknown }).valueQuantity).toBeUndefined();
  });

  it('asks who it is, and writes down every access and every refusal', async () => {
    const anonymous = await server.app.inject({ method: 'GET', url: '/fhir/R4/Patient/s1' });
    expect(anonymous.statusCode).toBe(401);
    token = await server.token('researcher');
    expect((await ask('GET', '/Patient/s1')).status).toBe(403);
    token = await server.token('clinician');
    await ask('GET', '/Patient/s1');
    const rows = await server.audit();
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          actor: 'clinician',
          action: 'fhir read',
          target: 'Patient/s1',
          allowed: true,
        }),
        expect.objectContaining({ actor: 'researcher', action: 'fhir read', allowed: false }),
        expect.objectContaining({ actor: 'anonymous', action: 'fhir read', allowed: false }),
      ]),
    );
  });

  it('says what it can do', async () => {
    const { body } = await ask('GET', '/metadata');
    expect(body).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    expect(
      (await ask('POST', '/Patient/$validate', { resourceType: 'Patient', id: '?' })).body,
    ).toMatchObject({ issue: [{ severity: 'error' }] });
  });
});
