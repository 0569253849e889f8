// What a sceptic sends to conditional interactions: nothing is written over, or deleted, that was not meant.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

type Content = Readonly<Record<string, unknown>>;

describe('conditions', () => {
  let server: ServerUnderTest;
  let authorization = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('clinician')}`;
  });
  afterAll(() => server.close());

  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: Content,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const reply = await server.app.inject({
      method,
      url: `/fhir/R4${path}`,
      headers: {
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const content = JSON.parse(reply.body || '{}') as {
      readonly id?: string;
      readonly issue?: readonly { readonly diagnostics: string; readonly expression?: readonly string[] }[];
      readonly entry?: readonly {
        readonly response: { readonly status: string; readonly outcome?: object };
      }[];
    };
    return { status: reply.statusCode, at: content.issue?.[0]?.expression?.[0], ...content };
  };
  const person = (id: string | undefined, value: string): Content => ({
    resourceType: 'Patient',
    ...(id === undefined ? {} : { id }),
    identifier: [{ system: 'urn:s', value }],
  });
  const bundle = (request: Content, resource?: Content, type = 'transaction') =>
    ask('POST', '', {
      resourceType: 'Bundle',
      type,
      entry: [{ request, ...(resource === undefined ? {} : { resource }) }],
    });
  const versionOf = async (id: string) =>
    (await server.services.record.resources.read('Patient', id))?.version;

  it('what only shapes an answer is no condition: the one resource there is is neither written over nor deleted', async () => {
    await ask('PUT', '/Basic/only', { resourceType: 'Basic', id: 'only', code: { text: 'x' } });
    for (const query of [
      '',
      '_format=json',
      '_count=1',
      '_sort=-_lastUpdated',
      '_elements=id&_pretty=true',
    ]) {
      for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
        const body = method === 'DELETE' ? undefined : { resourceType: 'Basic', code: { text: 'y' } };
        const reply = await ask(method, `/Basic?${query}`, body);
        expect([method, query, reply.status, reply.at]).toEqual([method, query, 400, 'condition']);
        if (query === '') continue;
        expect((await bundle({ method, url: `Basic?${query}` }, body)).status, query).toBe(400);
      }
      for (const header of [query, `Basic?${query}`]) {
        const made = await ask(
          'POST',
          '/Basic',
          { resourceType: 'Basic', code: { text: 'z' } },
          { 'if-none-exist': header },
        );
        expect(made.status, header).toBe(400);
      }
    }
    const stored = await server.services.record.resources.history({ type: 'Basic', limit: 10 });
    expect(stored.map(({ id, version }) => [id, version])).toEqual([['only', 1]]);
  });

  it("nothing that satisfies the condition, but somebody else's resource under the id that was sent: refused", async () => {
    await ask('PUT', '/Patient/theirs', person('theirs', 'T'));
    expect((await ask('PUT', '/Patient?identifier=urn:s|new', person('theirs', 'new'))).status).toBe(412);
    expect(
      (await bundle({ method: 'PUT', url: 'Patient?identifier=urn:s|new' }, person('theirs', 'new'))).status,
    ).toBe(412);
    expect(await versionOf('theirs')).toBe(1);
    // An id that is free is taken.
    expect((await ask('PUT', '/Patient?identifier=urn:s|free', person('free', 'free'))).status).toBe(201);
    expect(
      (await bundle({ method: 'PUT', url: 'Patient?identifier=urn:s|free2' }, person('free2', 'free2')))
        .status,
    ).toBe(200);
    expect([await versionOf('free'), await versionOf('free2')]).toEqual([1, 1]);
  });

  it('one satisfies it under another id than was sent: refused, by itself and in bundles', async () => {
    await ask('PUT', '/Patient/found', person('found', 'F'));
    for (const type of ['transaction', 'batch']) {
      const reply = await bundle(
        { method: 'PUT', url: 'Patient?identifier=urn:s|F' },
        person('other', 'F'),
        type,
      );
      expect(type === 'batch' ? reply.entry?.[0]?.response.status : String(reply.status)).toBe('400');
    }
    expect((await ask('PUT', '/Patient?identifier=urn:s|F', person('other', 'F'))).status).toBe(400);
    expect(await versionOf('found')).toBe(1);
    expect(
      (await bundle({ method: 'PUT', url: 'Patient?identifier=urn:s|F' }, person(undefined, 'F'))).status,
    ).toBe(200);
    expect(await versionOf('found')).toBe(2);
  });

  it('If-Match holds for conditional interactions too, and where nothing is there to replace', async () => {
    await ask('PUT', '/Patient/held', person('held', 'H'));
    const wrong = { 'if-match': 'W/"7"' };
    expect((await ask('DELETE', '/Patient?identifier=urn:s|H', undefined, wrong)).status).toBe(412);
    expect((await ask('PUT', '/Patient?identifier=urn:s|H', person(undefined, 'H'), wrong)).status).toBe(412);
    expect((await ask('DELETE', '/Patient?identifier=urn:s|none', undefined, wrong)).status).toBe(412);
    const none = await ask('PUT', '/Patient?identifier=urn:s|none', person(undefined, 'none'), wrong);
    expect([none.status, none.at]).toEqual([412, 'If-Match']);
    const url = 'Patient?identifier=urn:s|none';
    expect((await bundle({ method: 'PUT', url, ifMatch: 'W/"7"' }, person(undefined, 'none'))).status).toBe(
      412,
    );
    const odd = await bundle({ method: 'PUT', url: 'Patient/held', ifMatch: 7 }, person('held', 'H'));
    expect([odd.status, odd.at, odd.issue?.[0]?.diagnostics]).toEqual([
      400,
      'If-Match',
      expect.stringContaining('entry 1'),
    ]);
    expect(await versionOf('held')).toBe(1);
    expect(
      (await ask('DELETE', '/Patient?identifier=urn:s|H', undefined, { 'if-match': 'W/"1"' })).status,
    ).toBe(204);
  });

  it('If-None-Match: * writes only where nothing is; other values are refused rather than passed over', async () => {
    const nothing = { 'if-none-match': '*' };
    expect((await ask('PUT', '/Patient/fresh', person('fresh', 'N'), nothing)).status).toBe(201);
    expect((await ask('PUT', '/Patient/fresh', person('fresh', 'N'), nothing)).status).toBe(412);
    expect(
      (await bundle({ method: 'PUT', url: 'Patient/fresh', ifNoneMatch: '*' }, person('fresh', 'N'))).status,
    ).toBe(412);
    expect((await ask('DELETE', '/Patient/fresh', undefined, nothing)).status).toBe(412);
    const etag = await ask('PUT', '/Patient/fresh', person('fresh', 'N'), { 'if-none-match': 'W/"1"' });
    expect([etag.status, etag.at]).toEqual([400, 'If-None-Match']);
    expect(await versionOf('fresh')).toBe(1);
    await ask('DELETE', '/Patient/fresh');
    expect((await ask('PUT', '/Patient/fresh', person('fresh', 'N'), nothing)).status).toBe(201);
  });

  it('If-None-Exist without a condition creates nothing; a question mark in a value belongs to it', async () => {
    for (const sent of ['', 7, 'Patient?']) {
      const reply = await bundle(
        { method: 'POST', url: 'Patient', ifNoneExist: sent },
        person(undefined, 'never'),
      );
      expect([sent, reply.status, reply.at]).toEqual([sent, 400, 'If-None-Exist']);
    }
    await ask('PUT', '/Patient/a', person('a', 'a'));
    await ask('PUT', '/Patient/ab', person('ab', 'a?b'));
    expect((await ask('DELETE', '/Patient?identifier=urn:s|a?b')).status).toBe(204);
    expect([await versionOf('a'), await versionOf('ab')]).toEqual([1, 2]);
    expect((await bundle({ method: 'DELETE', url: 'Patient?identifier=urn:s|a?c' })).status).toBe(200);
    expect(await versionOf('a')).toBe(1);
    const again = { 'if-none-exist': 'Patient?identifier=urn:s|x?y' };
    const made = await ask('POST', '/Patient', person(undefined, 'x?y'), again);
    expect([made.status, (await ask('POST', '/Patient', person(undefined, 'x?y'), again)).id]).toEqual([
      201,
      made.id,
    ]);
  });

  it('two entries under one fullUrl are refused: a reference to it could mean either', async () => {
    const entry = (value: string) => ({
      fullUrl: 'urn:uuid:0a6cf1a2-0000-4000-8000-000000000009',
      resource: person(undefined, value),
      request: { method: 'POST', url: 'Patient' },
    });
    const reply = await ask('POST', '', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [entry('one'), entry('two')],
    });
    expect([reply.status, reply.at, reply.issue?.[0]?.diagnostics]).toEqual([
      400,
      'fullUrl',
      expect.stringContaining('entry 2'),
    ]);
  });

  it('a GET in a bundle that is more than a search or a read is refused, not answered with something else', async () => {
    await ask('PUT', '/Patient/g', person('g', 'G'));
    const urls = [
      'Patient/g',
      'Patient/g/_history/1',
      'Patient/g/$everything',
      'Patient/g/_history',
      'Patient/g?_elements=id',
    ];
    const reply = await ask('POST', '', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: urls.map((url) => ({ request: { method: 'GET', url } })),
    });
    expect(reply.entry?.map(({ response }) => response.status)).toEqual(['200', '200', '400', '400', '400']);
  });
});
