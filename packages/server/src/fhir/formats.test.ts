import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

const FHIR_JSON = 'application/fhir+json';
const UTF8 = '; charset=utf-8';

describe('the form FHIR is given and taken in', () => {
  let server: ServerUnderTest;
  let authorization = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('engineer')}`;
  });
  afterAll(() => server.close());

  const get = async (path: string, accept?: string) => {
    const headers = { authorization, ...(accept === undefined ? {} : { accept }) };
    const reply = await server.app.inject({ url: `/fhir/R4${path}`, headers });
    const { resourceType, issue = [] } = reply.json() as {
      readonly resourceType: string;
      readonly issue?: readonly { readonly code: string; readonly expression: readonly string[] }[];
    };
    const [one] = issue;
    return {
      status: reply.statusCode,
      type: reply.headers['content-type'],
      resourceType,
      at: one?.expression[0],
      code: one?.code,
    };
  };

  it.each([
    [undefined, FHIR_JSON],
    ['*/*', FHIR_JSON],
    [FHIR_JSON, FHIR_JSON],
    ['application/*', FHIR_JSON],
    ['application/fhir+json; fhirVersion=4.0', FHIR_JSON],
    ['Application/FHIR+JSON;charset="UTF-8"', FHIR_JSON],
    ['application/json', 'application/json'],
    ['text/json', 'text/json'],
    ['application/json;q=0.9, application/fhir+json;q=0.5', 'application/json'],
    ['application/fhir+xml, application/fhir+json;q=0.1', FHIR_JSON],
    ['application/fhir+json;q=0, */*;q=0.2', 'application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', FHIR_JSON],
    ['application/fhir+xml;note="a, application/json;q=1", */*;q=0.1', FHIR_JSON],
  ])('Accept %s is answered in %s', async (accept, type) => {
    expect(await get('/Patient', accept)).toMatchObject({
      status: 200,
      type: type + UTF8,
      resourceType: 'Bundle',
    });
    // So is what is refused.
    expect(await get('/Patient/nobody', accept)).toMatchObject({ status: 404, type: type + UTF8 });
  });

  it.each([
    'application/fhir+xml',
    'application/xml',
    'text/html',
    'text/turtle, application/fhir+turtle;q=0.5',
    'application/fhir+json; fhirVersion=3.0',
    'application/fhir+json;q=0',
    '*/*;q=0',
    'application/fhir+json; charset=iso-8859-1',
    'application/fhir+xml;note="*/*"',
    'json',
    '',
  ])('Accept %s cannot be answered: 406', async (accept) => {
    expect(await get('/Patient', accept)).toEqual({
      status: 406,
      type: FHIR_JSON + UTF8,
      resourceType: 'OperationOutcome',
      at: 'Accept',
      code: 'not-supported',
    });
    expect((await get('/metadata', accept)).status).toBe(406);
  });

  it.each([
    ['json', FHIR_JSON],
    ['application/fhir+json', FHIR_JSON],
    ['application%2Ffhir%2Bjson%3BfhirVersion%3D4.0', FHIR_JSON],
    ['application/json', 'application/json'],
  ])('_format=%s counts before the Accept header', async (format, type) => {
    for (const path of ['/Patient', '/Patient/_history', '/metadata', '/Subscription/$status']) {
      expect(await get(`${path}?_format=${format}`, 'application/fhir+xml'), path).toMatchObject({
        status: 200,
        type: type + UTF8,
      });
    }
  });

  it.each(['xml', 'application/fhir+xml', 'ttl', 'html', 'pdf', ''])('_format=%s: 406', async (format) => {
    expect(await get(`/Patient?_format=${format}`, FHIR_JSON)).toMatchObject({ status: 406, at: '_format' });
    const sent = await server.app.inject({
      method: 'POST',
      url: '/fhir/R4/Patient/_search',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `_format=${format}`,
    });
    expect(sent.statusCode).toBe(406);
  });

  const send = async (method: 'POST' | 'PUT' | 'PATCH', path: string, type: string, payload: string) => {
    const headers = { authorization, 'content-type': type, prefer: 'respond-async' };
    const reply = await server.app.inject({ method, url: `/fhir/R4${path}`, headers, payload });
    const { issue } = JSON.parse(reply.body || '{}') as { issue?: { expression: string[] }[] };
    return [reply.statusCode, issue?.[0]?.expression[0]?.toLowerCase()];
  };
  const patient = '{"resourceType":"Patient","id":"f1"}';

  it.each([
    ['POST', '/Patient', 'application/fhir+xml', '<Patient/>'],
    ['POST', '/Patient', 'text/plain', patient],
    ['POST', '/Patient', 'application/x-www-form-urlencoded', 'a=b'],
    ['POST', '/Patient', 'application/fhir+ndjson', patient],
    ['POST', '/Patient', 'application/json-patch+json', patient],
    ['POST', '', 'application/fhir+ndjson', patient],
    ['PUT', '/Patient/f1', 'application/fhir+json; fhirVersion=5.0', patient],
    ['PUT', '/Patient/f1', 'application/fhir+json; charset=iso-8859-1', patient],
    ['PATCH', '/Patient/f1', 'application/xml-patch+xml', '<diff/>'],
    ['POST', '/Patient/_search', 'application/json', '{}'],
    ['POST', '/$export', 'application/x-www-form-urlencoded', '_type=Patient'],
    ['POST', '/$import', 'application/fhir+json', patient],
  ] as const)('%s %s of %s is not taken: 415', async (method, path, type, payload) => {
    expect(await send(method, path, type, payload)).toEqual([415, 'content-type']);
    expect(await server.services.record.resources.read('Patient', 'f1')).toBeNull();
  });

  it('takes JSON under its names, with the version that is spoken here', async () => {
    for (const type of [
      'application/json',
      'application/fhir+json; charset=UTF-8',
      'application/fhir+json;fhirVersion="4.0.1"',
    ]) {
      expect((await send('PUT', '/Patient/f2', type, patient.replace('f1', 'f2')))[0], type).toBeLessThan(
        202,
      );
    }
  });
});
