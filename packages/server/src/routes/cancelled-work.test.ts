// Work for nobody: who hangs up, cancels or closes the page stops what the server does for them.
import {
  type AbortSignalLike,
  addSeconds,
  subjectRef,
  TwinwardError,
  twinId,
  type WorkPool,
} from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { inlinePool } from '@twinward/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HospitalRuns } from '../hospital/hospital-runs.ts';
import { openHospital } from '../hospital/open-hospital.ts';
import { models } from '../models.ts';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

/** A pool whose work never ends by itself once it is `endless`. */
class Pool implements WorkPool {
  readonly #inline = inlinePool(models);
  endless = false;
  begun = 0;
  stopped = 0;

  run(unit: Parameters<WorkPool['run']>[0], signal?: AbortSignalLike): ReturnType<WorkPool['run']> {
    if (!this.endless) return this.#inline.run(unit, signal);
    this.begun += 1;
    return new Promise((_, reject) => {
      (signal as AbortSignal).addEventListener('abort', () => {
        this.stopped += 1;
        reject(new TwinwardError('run.cancelled', 'the run was cancelled'));
      });
    });
  }

  fold(unit: Parameters<WorkPool['fold']>[0], signal?: AbortSignalLike): ReturnType<WorkPool['fold']> {
    return this.#inline.fold(unit, signal);
  }

  async close(): Promise<void> {}
}

const pool = new Pool();
let server: ServerUnderTest;
let address = '';
let authorization = '';
beforeAll(async () => {
  server = await serverUnderTest(pool);
  address = await server.app.listen({ port: 0, host: '127.0.0.1' });
  authorization = `Bearer ${await server.token('clinician')}`;
  await server.services.runtime.openTwin({
    id: twinId('beds'),
    subject: subjectRef('Location/beds'),
    label: 'A hospital',
    origin: 'simulated',
    model: 'hospital-beds',
    facts: { arrivals: 4, stay: 100, staySd: 100 },
    at: addSeconds(SYSTEM_CLOCK.now(), -86_400),
    members: 8,
  });
  // counts make the twin fit, so that it simulates what it is asked
  const observations = Array.from({ length: 30 }, (_, k) => ({
    kind: 'observation' as const,
    observation: {
      subject: subjectRef('Location/beds'),
      code: { system: 'urn:twinward:code', code: 'bed-census' },
      effectiveAt: addSeconds(SYSTEM_CLOCK.now(), -600 * (31 - k)),
      precision: 'second' as const,
      value: { kind: 'quantity' as const, value: 0, unit: '1' },
      status: 'final' as const,
      source: { system: 'test', id: `c-${k}`, version: 1 },
    },
  }));
  await server.services.runtime.record(observations);
  await server.services.runtime.drain();
});
afterAll(() => server.close());

/** Waits until something holds, for some seconds. */
async function until(holds: () => boolean): Promise<void> {
  for (let k = 0; k < 200 && !holds(); k++) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(holds()).toBe(true);
}

describe('work that nobody waits for any more', () => {
  it.each([
    [
      'a comparison',
      'scenarios',
      {
        method: 'POST',
        body: JSON.stringify({
          interventions: [{ type: 'surge', amounts: { percent: 130, durationMinutes: 1440 } }],
        }),
      },
    ],
    ['a forecast', 'forecast', { method: 'GET' }],
  ])('%s is stopped when its asker hangs up', async (_, path, init) => {
    pool.endless = true;
    const before = { begun: pool.begun, stopped: pool.stopped };
    const abort = new AbortController();
    const asked = fetch(`${address}/api/v1/twins/beds/${path}`, {
      ...init,
      headers: { authorization, 'content-type': 'application/json' },
      signal: abort.signal,
    });
    const hungUp = expect(asked).rejects.toThrow(/abort/i);
    await until(() => pool.begun > before.begun);
    expect(pool.stopped).toBe(before.stopped);
    abort.abort();
    await hungUp;
    await until(() => pool.stopped - before.stopped === pool.begun - before.begun);
    pool.endless = false;
  });

  it('a run of a hospital is stopped over HTTP, and its place is free for the next', async () => {
    const call = (method: string, path: string, body?: object) =>
      fetch(`${address}/api/v1${path}`, {
        method,
        headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).then(async (reply) => ({
        status: reply.status,
        body: (await reply.json()) as { id: string; state: string },
      }));
    const start = () =>
      call('POST', '/hospitals/gloucestershire/runs', { replications: 300, oneMore: false });
    const [one, two] = [await start(), await start()];
    expect([one.status, two.status, (await start()).status]).toEqual([201, 201, 429]);
    expect((await call('DELETE', `/hospital-runs/${one.body.id}`)).body.state).toBe('cancelled');
    expect((await call('DELETE', `/hospital-runs/${two.body.id}`)).body.state).toBe('cancelled');
    expect((await call('GET', `/hospital-runs/${one.body.id}`)).body.state).toBe('cancelled');
    const next = await start();
    expect(next.status).toBe(201);
    await call('DELETE', `/hospital-runs/${next.body.id}`);
  });

  it('a run of a hospital is stopped when nobody asks about it any more, as after its page was closed', async () => {
    const { model } = await openHospital('gloucestershire');
    const runs = new HospitalRuns(400);
    const { id } = runs.start({
      model,
      scenario: null,
      replications: 300,
      seed: '00000000000000aa',
      oneMore: false,
    });
    for (let k = 0; k < 8; k++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(runs.get(id).state).toBe('running');
    }
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(runs.get(id).state).toBe('cancelled');
    runs.close();
  });
});
