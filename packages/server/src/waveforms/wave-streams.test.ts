// Waveforms over a real socket: whole, in order, resumed without a gap; what is lost by the slow is told.
import { addSeconds, subjectRef, twinId } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, SUBJECT, serverUnderTest } from '../testing/server-under-test.ts';
import { type Pushed, StreamListener } from '../testing/stream-listener.ts';
import { WaveRing } from './wave-ring.ts';

const HEART = 'Patient/heart';

describe('waveforms', () => {
  let server: ServerUnderTest;
  let address = '';
  let token = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    token = await server.token('clinician');
    await server.services.runtime.openTwin({
      id: twinId('heart'),
      subject: subjectRef(HEART),
      label: 'Heart',
      origin: 'recorded',
      model: 'circulation',
      facts: {},
      at: addSeconds(SYSTEM_CLOCK.now(), -60),
      members: 4,
    });
  });
  afterAll(() => server.close());

  const ask = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    payload?: object,
    role = 'clinician',
  ): Promise<Record<string, unknown>> => {
    const reply = await server.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${await server.token(role)}` },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: reply.statusCode, ...(reply.json() as Record<string, unknown>) };
  };
  const watch = (lastId: string | null = null): Promise<StreamListener> =>
    new StreamListener().open(address, token, lastId, `/waveforms?subjects=${HEART}`);
  const spans = (listeners: readonly StreamListener[]): readonly (readonly [number, number])[] =>
    listeners
      .flatMap((listener) => listener.of('samples'))
      .map(({ content }: Pushed) => [content.from as number, content.to as number] as const);

  it('say so where nothing is played, then come in order and without a gap over broken connections', async () => {
    const listeners = [await watch()];
    await listeners[0]!.until(1, 'idle');
    const started = await ask('POST', '/playbacks', { subject: HEART, recording: '03700181', speed: 2 });
    expect(started).toMatchObject({ status: 201, state: 'playing', recording: '03700181' });
    expect(String(started.attribution)).toContain('MIMIC');
    for (let i = 0; i < 4; i++) {
      await listeners.at(-1)!.until(4, 'samples');
      const { lastId } = listeners.at(-1)!;
      await listeners.at(-1)!.stop();
      await new Promise((resolve) => setTimeout(resolve, 250));
      listeners.push(await watch(lastId));
    }
    await listeners.at(-1)!.until(4, 'samples');
    const got = spans(listeners);
    expect(got[0]![0]).toBe(0);
    for (const [i, [from]] of got.entries()) if (i > 0) expect(from).toBe(got[i - 1]![1]);
    expect(listeners.flatMap((one) => one.of('gap'))).toEqual([]);
    await listeners.at(-1)!.stop();
    expect(await ask('POST', '/playbacks', { subject: HEART, recording: '100' })).toMatchObject({
      status: 409,
      code: 'resource.conflict',
    });
    expect(await ask('POST', `/playbacks/${started.id}/speed`, { speed: 0 })).toMatchObject({
      state: 'paused',
    });
    expect(await ask('DELETE', `/playbacks/${started.id}`)).toMatchObject({ status: 200, state: 'stopped' });
  });

  it('are started by those who may record observations, and leave a row for each such step', async () => {
    expect(await ask('POST', '/playbacks', { subject: HEART, recording: '100' }, 'researcher')).toMatchObject(
      {
        status: 403,
      },
    );
    expect(await ask('POST', '/playbacks', { subject: HEART, recording: 'nothing' })).toMatchObject({
      status: 404,
      field: 'recording',
    });
    expect(await ask('POST', '/playbacks', { subject: 'Patient/nobody', recording: '100' })).toMatchObject({
      status: 422,
      field: 'subject',
    });
    expect(await ask('DELETE', '/playbacks/0123456789ab')).toMatchObject({ status: 404 });
    const rows = await server.audit();
    for (const [action, allowed] of [
      ['startPlayback', true],
      ['startPlayback', false],
      ['stopPlayback', true],
      ['setPlaybackSpeed', true],
      ['streamWaveforms', true],
    ] as const)
      expect(rows.some((row) => row.action === action && row.allowed === allowed)).toBe(true);
  });

  it('of the repository are listed with licence, attribution, signals and length', async () => {
    const { recordings } = (await ask('GET', '/recordings')) as unknown as {
      readonly recordings: readonly Record<string, unknown>[];
    };
    expect(recordings.map(({ name }) => name)).toEqual(['03700181', '100']);
    for (const { licence, attribution, seconds, signals } of recordings) {
      expect(licence).toContain('Open Data Commons');
      expect(attribution).toContain('PhysioNet');
      expect(seconds).toBeGreaterThan(500);
      expect(signals).not.toEqual([]);
    }
    expect(await ask('GET', `/waveforms?subjects=${SUBJECT}`, undefined, 'privacy-officer')).toMatchObject({
      status: 403,
    });
  });
});

it('a reader that falls behind finds the oldest gone, and nothing is kept for it', () => {
  const ring = new WaveRing();
  for (let i = 0; i < 50_000; i++) ring.push('samples', 'x'.repeat(500));
  expect(ring.head).toBe(50_000);
  expect(ring.head - ring.oldest).toBeLessThan(1200);
  const entries = ring.after(3, 10_000);
  expect(entries[0]!.seq).toBe(ring.oldest);
  expect(entries.length).toBeLessThanOrEqual(21);
  expect(ring.after(ring.head, 10_000)).toEqual([]);
  expect(ring.after(ring.head - 2, 10_000).map(({ seq }) => seq)).toEqual([49_999, 50_000]);
});
