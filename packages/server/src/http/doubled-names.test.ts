// A name given twice in one object of JSON, at every door: refused with its path, nothing kept.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, SUBJECT, serverUnderTest } from '../testing/server-under-test.ts';

describe('a name given twice', () => {
  let server: ServerUnderTest;
  let authorization = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('administrator')}`;
  });
  afterAll(() => server.close());

  const send = (method: 'POST' | 'PUT' | 'PATCH', url: string, type: string, payload: string | Buffer) =>
    server.app.inject({ method, url, headers: { authorization, 'content-type': type }, payload });
  const fhir = async (
    method: 'POST' | 'PUT' | 'PATCH',
    path: string,
    payload: string | Buffer,
    type = 'application/fhir+json',
  ) => {
    const reply = await send(method, `/fhir/R4${path}`, type, payload);
    const { issue = [] } = reply.json() as { issue?: { code: string; expression: string[] }[] };
    return [reply.statusCode, issue[0]?.code, issue[0]?.expression[0]];
  };

  it('is refused wherever FHIR takes JSON, with an OperationOutcome', async () => {
    const refusedAt = (path: string) => [400, 'structure', path];
    const twice = '{"resourceType":"Patient","id":"d1","birthDate":"1970-01-01","birthDate":"1971-01-01"}';
    expect(await fhir('POST', '/Patient', twice)).toEqual(refusedAt('birthDate'));
    expect(await fhir('PUT', '/Patient/d1', twice)).toEqual(refusedAt('birthDate'));
    expect(await fhir('PUT', '/Patient?identifier=x', twice)).toEqual(refusedAt('birthDate'));
    expect(await fhir('POST', '/Patient/$validate', twice)).toEqual(refusedAt('birthDate'));
    const request = '"request":{"method":"POST","url":"Patient"}';
    for (const kind of ['transaction', 'batch']) {
      const bundle = `{"resourceType":"Bundle","type":"${kind}","entry":[{"resource":{"resourceType":"Patient"},${request}},{"resource":${twice},${request}}]}`;
      expect(await fhir('POST', '', bundle)).toEqual(refusedAt('entry[1].resource.birthDate'));
    }
    expect(await fhir('PUT', '/Patient/d1', '{"resourceType":"Patient","id":"d1"}')).toEqual([
      201,
      undefined,
      undefined,
    ]);
    const patch = '[{"op":"add","path":"/active","value":true,"value":false}]';
    expect(await fhir('PATCH', '/Patient/d1', patch, 'application/json-patch+json')).toEqual(
      refusedAt('[0].value'),
    );
    const binary = `{"resource":{"resourceType":"Binary","contentType":"application/json-patch+json","data":"${Buffer.from(patch).toString('base64')}"},"request":{"method":"PATCH","url":"Patient/d1"}}`;
    expect(
      await fhir('POST', '', `{"resourceType":"Bundle","type":"transaction","entry":[${binary}]}`),
    ).toEqual(refusedAt('[0].value'));
    expect(await fhir('POST', '/$graphql', '{"query":"{ a }","query":"{ b }"}', 'application/json')).toEqual(
      refusedAt('query'),
    );
    expect((await server.services.record.resources.read('Patient', 'd1'))?.version).toBe(1);
    expect(await server.services.record.resources.history({ type: 'Patient', limit: 10 })).toHaveLength(1);
  });

  it('is refused by every other route that takes JSON, with our one typed error', async () => {
    const reading = `{"subject":"${SUBJECT}","subject":"Patient/other"}`;
    for (const [url, payload, field] of [
      ['/api/v1/observations', `{"observations":[${reading}]}`, 'observations[0].subject'],
      ['/api/v1/session', '{"name":"a","password":"x","password":"y"}', 'password'],
      ['/cds-services/twinward-advice/feedback', '{"feedback":[],"feedback":[]}', 'feedback'],
    ] as const) {
      const reply = await send('POST', url, 'application/json', payload);
      expect(reply.json(), url).toMatchObject({
        status: 400,
        code: 'request.invalid',
        field,
        remedy: expect.stringContaining('once'),
      });
      expect(reply.body).not.toMatch(/Patient\/other/);
    }
  });

  it('a line of an import that has one is refused by itself; so is one that is not in UTF-8', async () => {
    const headers = { authorization, prefer: 'respond-async', 'content-type': 'application/fhir+ndjson' };
    const payload = Buffer.concat([
      Buffer.from('{"resourceType":"Patient","id":"n1","active":true}\r\n'),
      Buffer.from('{"resourceType":"Patient","id":"n2","active":true,"active":false}\r\n \r\n'),
      Buffer.from('{"resourceType":"Patient","id":"n3","name":[{"family":"Müller"}]}\n', 'latin1'),
      Buffer.from('{"resourceType":"Patient","id":"n4","name":[{"family":"Müller"}]}'),
    ]);
    const sent = await server.app.inject({ method: 'POST', url: '/fhir/R4/$import', headers, payload });
    expect(sent.statusCode, sent.body).toBe(202);
    await server.services.bulk.settled();
    const look = async (address: string) =>
      server.app.inject({ url: address.replace(/^http:\/\/[^/]+/, ''), headers: { authorization } });
    const { extension, error } = (await look(String(sent.headers['content-location']))).json() as {
      readonly extension: object;
      readonly error: readonly { readonly url: string }[];
    };
    expect(extension).toEqual({ lines: 5, written: 2, unchanged: 0, refused: 2 });
    const outcomes = (await look(error[0]!.url)).body.trimEnd().split('\n');
    const told = outcomes.map((line) => {
      const { issue, extension: place } = JSON.parse(line) as {
        readonly issue: readonly { readonly diagnostics: string; readonly expression: readonly string[] }[];
        readonly extension: readonly { readonly valueInteger: number }[];
      };
      return [place[0]!.valueInteger, issue[0]!.expression[0], issue[0]!.diagnostics];
    });
    expect(told).toEqual([
      [2, 'active', expect.stringContaining('twice')],
      [4, 'line', expect.stringContaining('UTF-8')],
    ]);
    const kept = await server.services.record.resources.read('Patient', 'n4');
    expect(JSON.parse(kept!.body)).toMatchObject({ name: [{ family: 'Müller' }] });
  });

  it('bytes that are no UTF-8 are refused at every door, where letters would turn into question marks', async () => {
    const body = Buffer.from('{"resourceType":"Patient","name":[{"family":"Müller"}]}', 'latin1');
    expect(await fhir('POST', '/Patient', body)).toEqual([400, 'structure', 'body']);
    const name = Buffer.from('{"name":"Müller","password":"x"}', 'latin1');
    expect((await send('POST', '/api/v1/session', 'application/json', name)).json()).toMatchObject({
      status: 400,
      code: 'request.invalid',
      field: 'body',
    });
  });
});
