// The two example models, untouched, run through the same runtime: a wearing tube decides how many beds of a ward can be used.
import { addSeconds, type Instant, instant, type Observed, subjectRef, twinId } from '@twinward/contract';
import { openMemoryRecord } from '@twinward/record';
import { inlinePool, modelRegistry, TwinRuntime } from '@twinward/runtime';
import { beforeAll, describe, expect, it } from 'vitest';
import { wardQueue } from '../examples/ward-queue.ts';
import { wearingTube } from '../examples/wearing-tube.ts';

const DAY = 86_400;
const START = instant(Date.UTC(2026, 0, 5));
const SCANNER = subjectRef('Device/scanner');
const WARD = subjectRef('Location/ward');

function reading(subject: typeof WARD, code: string, unit: string, day: number, value: number): Observed {
  return {
    kind: 'observation',
    observation: {
      subject,
      code: { system: 'urn:twinward:code', code },
      effectiveAt: addSeconds(START, day * DAY),
      precision: 'minute',
      value: { kind: 'quantity', value, unit },
      status: 'final',
      source: { system: 'example', id: `${code} ${day}`, version: 1 },
    },
  };
}

/** Four hundred days of a tube that wears to `wear` mm/s, read every ten days; in the last twelve a ward depends on it. */
async function tubeAndWard(wear: number): Promise<TwinRuntime> {
  const time = { now: addSeconds(START, 388 * DAY) };
  const clock = { now: (): Instant => time.now };
  const models = modelRegistry([wearingTube, wardQueue]);
  const pool = inlinePool(models);
  const runtime = await TwinRuntime.start({ record: openMemoryRecord(clock), models, clock, pool });
  const [tube, ward] = [twinId('tube'), twinId('ward')];
  const shared = { origin: 'simulated', label: 'example', members: 200 } as const;
  const vibration = (day: number) =>
    reading(
      SCANNER,
      'bearing-vibration',
      'mm/s',
      day,
      0.7 + ((wear - 0.7) * day) / 400 + 0.05 * Math.sin(day),
    );
  await runtime.openTwin({
    ...shared,
    id: tube,
    subject: SCANNER,
    model: 'wearing-tube',
    facts: {},
    at: START,
  });
  await runtime.record(Array.from({ length: 38 }, (_, k) => vibration(10 * (k + 1))));
  const facts = { beds: 10, stay: 4, arrivals: 2 };
  await runtime.openTwin({ ...shared, id: ward, subject: WARD, model: 'ward-queue', facts });
  await runtime.couple({
    from: { twin: tube, output: 'available' },
    to: { twin: ward, input: 'available' },
    delay: 0,
  });
  for (let day = 389; day <= 400; day++) {
    time.now = addSeconds(START, day * DAY);
    const census = reading(WARD, 'census', '1', day, 8 + (day % 3));
    await runtime.record(day % 10 === 0 ? [census, vibration(day)] : [census]);
    await runtime.drain();
  }
  return runtime;
}

describe('the example models', () => {
  let sound: TwinRuntime;
  beforeAll(async () => {
    sound = await tubeAndWard(2);
  });

  it('run untouched: beliefs move, forecasts are issued and scored, replay gives the same bytes', async () => {
    for (const summary of sound.summaries()) {
      expect(summary.fit.kind, `${summary.id}: ${summary.fit.reason}`).toBe('fits');
      expect(summary.track?.scored).toBeGreaterThan(4);
    }
    expect(await sound.replay(null)).toMatchObject([{ equal: true }, { equal: true }]);
    const whatIf = { interventions: [{ type: 'open-beds', amounts: { beds: 4 } }] };
    const { differences } = await sound.compare('ward', whatIf);
    const waiting = differences.find(({ name }) => name === 'waiting')!;
    expect(waiting.q50.at(-1)).toBeLessThanOrEqual(0);
  });

  it('a tube about to fail makes patients of the coupled ward wait', async () => {
    const worn = await tubeAndWard(4.45);
    const waiting = async (runtime: TwinRuntime): Promise<number> => {
      const { fans } = await runtime.forecast('ward');
      return fans.find(({ name }) => name === 'waiting')!.mean.at(-1)!;
    };
    expect(await waiting(worn)).toBeGreaterThan((await waiting(sound)) + 1);
  });
});
