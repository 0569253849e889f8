import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  reading,
  type ServerUnderTest,
  SUBJECT,
  serverUnderTest,
  TWIN,
} from '../testing/server-under-test.ts';

const OBSERVATIONS = '/api/v1/observations';

describe('bad input', () => {
  let server: ServerUnderTest;
  let authorization = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('administrator')}`;
  });
  afterAll(() => server.close());

  const post = (payload: string | object, type = 'application/json', url = OBSERVATIONS) =>
    server.app.inject({
      method: 'POST',
      url,
      headers: { authorization, 'content-type': type },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
  const get = (path: string) =>
    server.app.inject({ method: 'GET', url: `/api/v1${path}`, headers: { authorization } });

  const good = () => reading(5);
  const changed = (change: Record<string, unknown>) => ({ ...good(), ...change });
  const quantity = (value: unknown, unit = 'mg/dL') => changed({ value: { kind: 'quantity', value, unit } });

  it.each<[string, string | object, number, string, string]>([
    ['not JSON', '{"subject": ', 400, 'request.invalid', 'body'],
    ['an empty body', '', 400, 'request.invalid', 'body'],
    ['a list', '[]', 400, 'request.invalid', 'body'],
    ['null', 'null', 400, 'request.invalid', 'body'],
    ['a smuggled prototype', '{"__proto__": {"admin": true}}', 400, 'request.invalid', 'body'],
    ['an unknown field', changed({ patientName: 'x' }), 400, 'request.invalid', 'patientName'],
    [
      'an unknown field within',
      changed({ code: { system: 's', code: 'c', extra: 1 } }),
      400,
      'request.invalid',
      'code.extra',
    ],
    ['a missing subject', changed({ subject: undefined }), 400, 'request.invalid', 'subject'],
    ['a subject that is no reference', changed({ subject: 'patient 1' }), 422, 'subject.invalid', 'subject'],
    ['a text for a number', quantity('120'), 400, 'request.invalid', 'value.value'],
    [
      'a number that is none',
      '{"value": {"kind": "quantity", "value": NaN}}',
      400,
      'request.invalid',
      'body',
    ],
    ['an unknown kind of value', changed({ value: { kind: 'guess' } }), 400, 'request.invalid', 'value.kind'],
    ['a local time', changed({ effectiveAt: '2026-03-01T08:00:00' }), 422, 'time.invalid', 'effectiveAt'],
    [
      'a day that does not exist',
      changed({ effectiveAt: '2026-02-30T08:00:00Z' }),
      422,
      'time.invalid',
      'effectiveAt',
    ],
    [
      'a time in the future',
      changed({ effectiveAt: '2199-01-01T00:00:00Z' }),
      422,
      'observation.invalid',
      'effectiveAt',
    ],
    ['an unknown unit', quantity(120, 'mgdl'), 422, 'unit.unknown', 'unit'],
    ['a unit of another kind', quantity(120, 'kg'), 422, 'unit.incompatible', 'unit'],
    ['an impossible value', quantity(9000), 422, 'observation.invalid', 'value'],
    ['the sentinel -999', quantity(-999), 422, 'observation.invalid', 'value'],
    ['the sentinel 0', quantity(0), 422, 'observation.invalid', 'value'],
    [
      'a code no twin knows',
      changed({ code: { system: 'http://loinc.org', code: '8867-4' } }),
      422,
      'observation.invalid',
      'code',
    ],
    ['a subject without a twin', changed({ subject: 'Patient/unknown' }), 422, 'observation.invalid', 'code'],
    [
      'version 0',
      changed({ source: { system: 's', id: 'i', version: 0 } }),
      400,
      'request.invalid',
      'source.version',
    ],
    ['a batch of nothing', { observations: [] }, 400, 'request.invalid', 'observations'],
    [
      'a batch with a bad row',
      { observations: [good(), quantity('x')] },
      400,
      'request.invalid',
      'observations[1].value.value',
    ],
    [
      'a batch with an impossible row',
      { observations: [good(), quantity(9000)] },
      422,
      'observation.invalid',
      'value',
    ],
  ])('%s is one typed error that names the field', async (_, payload, status, code, field) => {
    const reply = await post(payload);
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(reply.json()).toMatchObject({ status, code, field, type: `urn:twinward:error:${code}` });
    expect(reply.statusCode).toBe(status);
    expect(reply.json().remedy.length).toBeGreaterThan(5);
    expect(reply.body).not.toMatch(/\bat \w+.*\.ts:\d+|node_modules/);
  });

  it('names the row of a batch, counted from one', async () => {
    expect((await post({ observations: [good(), quantity('x')] })).json().row).toBe(2);
    expect((await post({ observations: [good(), quantity(9000)] })).json().row).toBe(2);
  });

  it('keeps nothing of a batch with one bad row', async () => {
    const marked = reading(33, 111, 'never-kept');
    await post({ observations: [marked, quantity(9000)] });
    const sent = await post(marked);
    expect(sent.json()).toMatchObject({ accepted: 1, duplicates: 0 });
  });

  it('refuses more than 1,000 at once, and a body of over a megabyte', async () => {
    const many = Array.from({ length: 1001 }, (_, i) => reading(1, 100, `m-${i}`));
    expect((await post({ observations: many })).json()).toMatchObject({ status: 400, field: 'observations' });
    const large = await post(`{"subject": "${'x'.repeat(1_100_000)}"}`);
    expect(large.json()).toMatchObject({ status: 413, code: 'request.too-large' });
  });

  it.each(['text/plain', 'application/xml', 'application/octet-stream', 'application/x-www-form-urlencoded'])(
    'refuses %s where JSON is asked for',
    async (type) => {
      expect((await post('{}', type)).json()).toMatchObject({ status: 415, code: 'request.media-type' });
    },
  );

  it('refuses JSON where a file is asked for', async () => {
    const reply = await post('{}', 'application/json', `/api/v1/imports/preview?subject=${SUBJECT}`);
    expect(reply.json()).toMatchObject({ status: 415 });
  });

  it.each([
    ['/twins/nobody', 404, 'resource.missing'],
    ['/twins/NOT%20AN%20ID', 422, 'subject.invalid'],
    ['/models/nothing', 404, 'resource.missing'],
    ['/scenarios/nothing', 404, 'resource.missing'],
    ['/nowhere', 404, 'resource.missing'],
    [`/twins/${TWIN}/forecast?minutes=1`, 400, 'request.invalid'],
    [`/twins/${TWIN}/forecast?minutes=many`, 400, 'request.invalid'],
    [`/twins/${TWIN}/forecast?size=1000000`, 400, 'request.invalid'],
    [`/twins/${TWIN}/forecast?colour=red`, 400, 'request.invalid'],
    [`/twins/${TWIN}/forecast?at=yesterday`, 422, 'time.invalid'],
    [`/twins/${TWIN}/history?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z`, 422, 'time.invalid'],
    [`/twins/${TWIN}/history?from=2020-01-01T00:00:00Z`, 422, 'time.invalid'],
    [`/twins/${TWIN}/belief?seq=-1`, 400, 'request.invalid'],
    ['/twins?colour=red', 400, 'request.invalid'],
    ['/audit?limit=100000', 400, 'request.invalid'],
  ])('GET %s is refused with %i', async (path, status, code) => {
    const reply = await get(path);
    expect(reply.json()).toMatchObject({ status, code });
    expect(reply.statusCode).toBe(status);
  });

  it('refuses interventions out of their bounds, of unknown types, or with unknown amounts', async () => {
    const send = (type: string, amounts: object) =>
      post(
        { subject: SUBJECT, type, at: reading(1).effectiveAt, amounts },
        'application/json',
        '/api/v1/interventions',
      );
    expect((await send('bolus', { units: 500 })).json()).toMatchObject({
      status: 422,
      field: 'amounts.units',
    });
    expect((await send('bolus', { units: 1, extra: 1 })).json()).toMatchObject({
      status: 422,
      field: 'amounts.extra',
    });
    expect((await send('surgery', {})).json()).toMatchObject({ status: 422, field: 'type' });
  });

  it('refuses to open a twin twice, of an unknown model, or without what its model must know', async () => {
    const open = (change: object) =>
      post(
        {
          id: 'new',
          subject: SUBJECT,
          label: 'x',
          origin: 'real',
          model: 'glucose-s2008',
          facts: { weight: 70, basal: 1 },
          ...change,
        },
        'application/json',
        '/api/v1/twins',
      );
    expect((await open({ id: TWIN })).json()).toMatchObject({ status: 409, code: 'resource.conflict' });
    expect((await open({ model: 'crystal-ball' })).json()).toMatchObject({
      status: 422,
      code: 'model.unknown',
    });
    expect((await open({ facts: {} })).json()).toMatchObject({ status: 422, field: 'facts.weight' });
    expect((await open({ seed: 'lucky' })).json()).toMatchObject({ status: 400, field: 'seed' });
  });

  it('answers trouble of its own without telling what it was', async () => {
    const { runtime } = server.services;
    const original = runtime.summaries;
    runtime.summaries = () => {
      throw new Error('secret: Jane Doe, born 1970');
    };
    const reply = await get('/twins');
    runtime.summaries = original;
    expect(reply.statusCode).toBe(500);
    expect(reply.body).not.toContain('Jane');
    expect(reply.json()).toMatchObject({ status: 500, code: 'server.failed' });
  });

  it('sends the headers that keep a browser safe, with refusals too', async () => {
    for (const reply of [await get('/twins'), await get('/nowhere'), await post('{')]) {
      expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
      expect(reply.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(reply.headers['x-content-type-options']).toBe('nosniff');
      expect(reply.headers['referrer-policy']).toBe('no-referrer');
      expect(reply.headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(reply.headers['cache-control']).toBe('no-store');
    }
    const page = await server.app.inject({ method: 'GET', url: '/', headers: { accept: 'text/html' } });
    expect(page.headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(page.headers['content-security-policy']).not.toContain("'unsafe");
    expect(page.headers['cross-origin-opener-policy']).toBe('same-origin');
  });
});
