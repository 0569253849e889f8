import { gunzipSync } from 'node:zlib';
import { addSeconds, subjectRef, twinId } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROUTES } from '../routes/routes.ts';
import { type ServerUnderTest, SUBJECT, serverUnderTest, TWIN } from '../testing/server-under-test.ts';

const HEART = 'p-1-heart';
let server: ServerUnderTest;
let authorization = '';

beforeAll(async () => {
  server = await serverUnderTest();
  authorization = `Bearer ${await server.token('clinician')}`;
  await server.services.runtime.openTwin({
    id: twinId(HEART),
    subject: subjectRef(SUBJECT),
    label: 'Heart',
    origin: 'simulated',
    model: 'circulation',
    facts: {},
    at: addSeconds(SYSTEM_CLOCK.now(), -3600),
    members: 8,
  });
});
afterAll(() => server.close());

const get = (url: string, encoding?: string) =>
  server.app.inject({
    url,
    headers: { authorization, ...(encoding === undefined ? {} : { 'accept-encoding': encoding }) },
  });
const cycle = `/api/v1/twins/${HEART}/cycle`;

it('gives a heartbeat compressed to whoever takes gzip, the same to whoever does not', async () => {
  const plain = await get(cycle);
  expect([plain.statusCode, plain.headers['content-encoding']], plain.body.slice(0, 300)).toEqual([
    200,
    undefined,
  ]);
  for (const encoding of ['gzip', 'br, gzip;q=0.5', 'identity;q=0.1, *', 'GZIP']) {
    const reply = await get(cycle, encoding);
    expect([encoding, reply.headers['content-encoding']]).toEqual([encoding, 'gzip']);
    expect(reply.headers).toMatchObject({ vary: 'accept-encoding', 'cache-control': 'no-store' });
    expect(Number(reply.headers['content-length'])).toBeLessThan(plain.rawPayload.length / 2);
    expect(JSON.parse(gunzipSync(reply.rawPayload).toString('utf8'))).toEqual(plain.json());
  }
  for (const encoding of ['', 'br', 'gzip;q=0', 'gzip;q=0, *', 'identity']) {
    const reply = await get(cycle, encoding);
    expect([encoding, reply.headers['content-encoding']]).toEqual([encoding, undefined]);
    expect(reply.headers.vary).toBe('accept-encoding');
  }
});

it('gives short replies as they are, and never compresses what holds the words of senders, secrets or a stream', async () => {
  expect((await get(`/api/v1/twins/${TWIN}/forecasts`, 'gzip')).headers['content-encoding']).toBeUndefined();
  expect((await get('/api/v1/openapi.json', 'gzip')).headers['content-encoding']).toBe('gzip');
  for (const url of [
    '/fhir/R4/metadata',
    '/api/v1/audit',
    `/api/v1/twins/${TWIN}/history`,
    '/api/v1/session?token=true',
  ])
    expect((await get(url, 'gzip')).headers['content-encoding'], url).toBeUndefined();
  const compressed = ROUTES.filter((route) => route.compressed);
  expect(compressed.map(({ id }) => id).sort()).toEqual([
    'listForecasts',
    'listModels',
    'readCycle',
    'readForecast',
  ]);
  for (const { method, reply } of compressed)
    expect([method, reply === 'event-stream']).toEqual(['GET', false]);
});
