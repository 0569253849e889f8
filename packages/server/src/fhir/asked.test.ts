// What a sceptic asks beside what is known: nothing is passed over, so that more or other things would be answered than were asked for.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

interface Content {
  readonly resourceType: string;
  readonly issue?: readonly {
    readonly code: string;
    readonly diagnostics: string;
    readonly expression?: readonly string[];
  }[];
  readonly entry?: readonly { readonly resource?: { readonly resourceType: string; readonly id: string } }[];
  readonly link?: readonly { readonly url: string }[];
}

describe('what is asked of FHIR', () => {
  let server: ServerUnderTest;
  let authorization = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('clinician')}`;
    for (const active of [true, false, true])
      await send('PUT', '/Patient/p', {
        resourceType: 'Patient',
        id: 'p',
        active,
        name: [{ family: 'Vega' }],
        birthDate: '1970-01-01',
      });
    for (const [type, more] of [
      ['Condition', {}],
      ['Observation', { status: 'final', code: { text: 'x' } }],
    ] as const)
      await send('PUT', `/${type}/of-p`, {
        resourceType: type,
        id: 'of-p',
        subject: { reference: 'Patient/p' },
        ...more,
      });
  });
  afterAll(() => server.close());

  const send = async (
    method: 'PUT' | 'POST',
    path: string,
    body: object | Buffer,
    headers: Record<string, string> = {},
  ) => {
    const reply = await server.app.inject({
      method,
      url: `/fhir/R4${path}`,
      headers: { authorization, 'content-type': 'application/fhir+json', ...headers },
      payload: Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
    const content = reply.json() as Content;
    return { status: reply.statusCode, at: content.issue?.[0]?.expression?.[0], ...content };
  };
  const get = async (path: string) => {
    const reply = await server.app.inject({ url: `/fhir/R4${path}`, headers: { authorization } });
    const content = reply.json() as Content & Readonly<Record<string, unknown>>;
    return { status: reply.statusCode, at: content.issue?.[0]?.expression?.[0], content };
  };

  it.each([
    ['/Patient/p?nonsense=1', 'nonsense'],
    ['/Patient/p?_summary=count', '_summary'],
    ['/Patient/p?_summary=some', '_summary'],
    ['/Patient/p/_history/1?x=y', 'x'],
    ['/Patient/_history?_count=-5', '_count'],
    ['/Patient/_history?_count=1.5', '_count'],
    ['/Patient/_history?_count=0', '_count'],
    ['/Patient/_history?_offset=-3', '_offset'],
    ['/Patient/_history?_offset=1e99', '_offset'],
    ['/Patient/_history?_since=garbage', '_since'],
    ['/Patient/_history?_since=2020&_since=2021', '_since'],
    ['/Patient/_history?_at=2020', '_at'],
    ['/Patient/p/$everything?_type=Nothing', '_type'],
    ['/Patient/p/$everything?start=2020', 'start'],
    ['/Patient/p/$summary?profile=x', 'profile'],
    ['/Subscription/$status?nonsense=1', 'nonsense'],
  ])('%s is refused by name', async (path, field) => {
    const { status, at } = await get(path);
    expect([status, at]).toEqual([400, field]);
  });

  it('history goes page by page, since an instant with its zone', async () => {
    const first = await get('/Patient/p/_history?_count=2');
    expect(first.content.entry).toHaveLength(2);
    const next = first.content.link![0]!.url.replace(/^.*\/fhir\/R4/, '');
    expect((await get(next)).content.entry).toHaveLength(1);
    expect((await get('/Patient/p/_history?_since=2020-01-01T00:00:00+01:00')).content.entry).toHaveLength(3);
    expect((await get('/Patient/p/_history?_since=2999-01-01T00:00:00Z')).content.entry).toBeUndefined();
  });

  it('a read leaves what _summary and _elements leave, tagged so', async () => {
    const some = (await get('/Patient/p?_elements=active')).content;
    expect(Object.keys(some).sort()).toEqual(['active', 'id', 'meta', 'resourceType']);
    expect(some.meta).toMatchObject({ versionId: '3', tag: [{ code: 'SUBSETTED' }] });
    expect((await get('/Patient/p/_history/2?_summary=true')).content).toMatchObject({
      active: false,
      birthDate: '1970-01-01',
    });
    expect((await get('/Patient/p')).content.meta).not.toHaveProperty('tag');
  });

  it('$everything gives the types that are asked for, and says where there is more than a bundle holds', async () => {
    const typesOf = (content: Content) => content.entry?.map(({ resource }) => resource?.resourceType);
    const all = (await get('/Patient/p/$everything')).content;
    expect([typesOf(all), all.total]).toEqual([['Patient', 'Condition', 'Observation'], 3]);
    expect(typesOf((await get('/Patient/p/$everything?_type=Observation')).content)).toEqual([
      'Patient',
      'Observation',
    ]);
    const lines = Array.from({ length: 10_050 }, (_, i) =>
      JSON.stringify({
        resourceType: 'Flag',
        id: `f${i}`,
        status: 'active',
        code: { text: 'x' },
        subject: { reference: 'Patient/p' },
      }),
    );
    const headers = { 'content-type': 'application/fhir+ndjson', prefer: 'respond-async' };
    const engineer = { ...headers, authorization: `Bearer ${await server.token('engineer')}` };
    const sent = await server.app.inject({
      method: 'POST',
      url: '/fhir/R4/$import',
      headers: engineer,
      payload: lines.join('\n'),
    });
    expect(sent.statusCode).toBe(202);
    await server.services.bulk.settled();
    const much = (await get('/Patient/p/$everything')).content;
    expect(much).not.toHaveProperty('total');
    expect(much.entry).toHaveLength(10_001);
    expect(much.entry![0]).toMatchObject({
      search: { mode: 'outcome' },
      resource: { issue: [{ code: 'incomplete' }] },
    });
  }, 60_000);

  it('a search says where not all that was to be included came along', async () => {
    // The flags of the patient above: more than come along with a page.
    const { content } = await get('/Patient?_id=p&_revinclude=Flag:patient');
    expect(content.entry).toHaveLength(1 + 2000 + 1);
    expect(content.entry!.at(-1)).toMatchObject({
      search: { mode: 'outcome' },
      resource: { issue: [{ code: 'incomplete' }] },
    });
    const few = (await get('/Patient?_id=p&_revinclude=Condition:patient')).content;
    expect(few.entry?.map(({ resource }) => resource?.resourceType)).toEqual(['Patient', 'Condition']);
  });

  it('$validate says of what it does not check that it does not, and of another type that it is one', async () => {
    const patient = { resourceType: 'Patient', active: true };
    const wrapped = (...more: readonly object[]) => ({
      resourceType: 'Parameters',
      parameter: [...more, { name: 'resource', resource: patient }],
    });
    const fine = async (body: object, query = '') =>
      (await send('POST', `/Patient/$validate${query}`, body)).issue?.[0]?.code;
    expect(await fine(patient)).toBe('informational');
    expect(await fine(wrapped({ name: 'mode', valueCode: 'create' }), '?mode=update')).toBe('informational');
    expect(await fine(patient, '?profile=http://x')).toBe('not-supported');
    expect(await fine(wrapped({ name: 'profile', valueUri: 'http://x' }))).toBe('not-supported');
    expect(await fine(patient, '?mode=delete')).toBe('not-supported');
    for (const body of [{ resourceType: 'Observation' }, { resourceType: 'Parameters', parameter: [] }, []]) {
      const { status, at } = await send('POST', '/Patient/$validate', body);
      expect([status, at]).toEqual([400, 'resourceType']);
    }
    expect(
      (
        await send('POST', '/Patient/p/$summary', {
          resourceType: 'Parameters',
          parameter: [{ name: 'profile' }],
        })
      ).at,
    ).toBe('parameter');
  });

  it('a compressed body is refused as one, at every door', async () => {
    const body = gzipSync('{"resourceType":"Patient"}');
    expect(await send('POST', '/Patient', body, { 'content-encoding': 'gzip' })).toMatchObject({
      status: 415,
      at: 'Content-Encoding',
    });
    const headers = { authorization, 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const other = await server.app.inject({
      method: 'POST',
      url: '/api/v1/observations',
      headers,
      payload: body,
    });
    expect(other.json()).toMatchObject({
      status: 415,
      code: 'request.media-type',
      field: 'Content-Encoding',
    });
    expect(
      (await send('POST', '/Patient', { resourceType: 'Patient' }, { 'content-encoding': 'identity' }))
        .status,
    ).toBe(201);
  });
});
