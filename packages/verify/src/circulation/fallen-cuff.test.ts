// A cuff that falls off, a line that is damped, sentinels and jumps: the circulation twin does not swing, and says what it set aside.
import { addSeconds, instant, type Observed, subjectRef, twinId } from '@twinward/contract';
import { openMemoryRecord } from '@twinward/record';
import { inlinePool, modelRegistry, TwinRuntime } from '@twinward/runtime';
import { philox } from '@twinward/simulate';
import { circulation } from '@twinward/twins/patient';
import { beforeEach, describe, expect, it } from 'vitest';

const START = instant(Date.UTC(2026, 0, 5));
const SUBJECT = subjectRef('Patient/bed-4');
const ID = twinId('bed-4');
const CODES = { rate: '8867-4', systolic: '8480-6', diastolic: '8462-4', mean: '8478-0' } as const;
const UNITS = { rate: '/min', systolic: 'mm[Hg]', diastolic: 'mm[Hg]', mean: 'mm[Hg]' } as const;
type Vital = keyof typeof CODES;
const TRUE = { rate: 76, systolic: 122, diastolic: 74 } as const;
const NOISE = { rate: 2, systolic: 4, diastolic: 4, mean: 4 } as const;

let runtime: TwinRuntime;
let now = START;
const errors = philox('00000000000000cf');

function reading(minute: number, vital: Vital, value: number): Observed {
  return {
    kind: 'observation',
    observation: {
      subject: SUBJECT,
      code: { system: 'http://loinc.org', code: CODES[vital] },
      effectiveAt: addSeconds(START, 60 * minute),
      precision: 'second',
      value: { kind: 'quantity', value, unit: UNITS[vital] },
      status: 'final',
      source: { system: 'monitor', id: `${vital} ${minute}`, version: 1 },
    },
  };
}

/** Minutes of vital signs, with the errors of their sensors; those in `instead` are what a fallen sensor says. */
async function minutes(
  from: number,
  to: number,
  instead: Partial<Record<Vital, number>> = {},
): Promise<void> {
  const events: Observed[] = [];
  for (let at = from; at <= to; at++) {
    const draws = errors.draws(0, 0, at);
    const vitals = { ...TRUE, ...instead };
    for (const vital of Object.keys(vitals) as Vital[])
      events.push(reading(at, vital, instead[vital] ?? vitals[vital]! + NOISE[vital] * draws.normal()));
  }
  now = addSeconds(START, 60 * to);
  await runtime.record(events);
  await runtime.drain();
}

async function output(name: string, at: number): Promise<{ readonly median: number; readonly sd: number }> {
  const { outputs } = await runtime.belief(ID, { at: addSeconds(START, 60 * at) });
  const { q50, sd } = outputs.find((one) => one.name === name)!;
  return { median: q50, sd };
}

beforeEach(async () => {
  const models = modelRegistry([circulation]);
  const clock = { now: () => now };
  now = addSeconds(START, 3600);
  runtime = await TwinRuntime.start({
    record: openMemoryRecord(clock),
    models,
    clock,
    pool: inlinePool(models),
  });
  await runtime.openTwin({
    id: ID,
    subject: SUBJECT,
    label: 'Bed 4',
    origin: 'simulated',
    model: 'circulation',
    facts: {},
    at: START,
    members: 32,
  });
});

describe('the twin of a patient whose', () => {
  it('cuff falls off for ten minutes does not swing, and gives the reason for each reading', async () => {
    await minutes(1, 20);
    await minutes(21, 30, { systolic: 42, diastolic: 36 });
    const [pressure, flow] = [await output('mean-pressure', 20), await output('cardiac-output', 20)];
    for (const at of [21, 25, 30]) {
      expect(Math.abs((await output('mean-pressure', at)).median - pressure.median)).toBeLessThan(6);
      expect(Math.abs((await output('cardiac-output', at)).median - flow.median)).toBeLessThan(flow.sd);
    }
    const { aside, words, fit } = await runtime.explain(ID);
    expect(aside).toHaveLength(20);
    expect(aside.every(({ reason }) => /sd from|hardly any pulse/.test(reason))).toBe(true);
    expect(words.some((sentence) => sentence.startsWith('20 readings were set aside'))).toBe(true);
    expect(fit.kind).toBe('fits');
    const { readings } = await runtime.history(ID, { from: START, to: now });
    const doubted = readings.filter(({ doubts }) => doubts.some((doubt) => doubt.startsWith('set aside')));
    expect(doubted).toHaveLength(20);
    await minutes(31, 31);
    expect((await runtime.explain(ID)).aside).toHaveLength(20);
    expect(await runtime.replay([ID])).toMatchObject([{ equal: true }]);
  }, 180_000);

  it('line is damped, or whose pressures cannot be of one pulse, is not moved by them', async () => {
    await minutes(1, 20);
    await minutes(21, 21, { systolic: 92, diastolic: 88 });
    await minutes(22, 22, { systolic: 110, diastolic: 118 });
    await minutes(23, 23, { systolic: 120, diastolic: 75, mean: 124 });
    const { aside } = await runtime.explain(ID);
    expect(aside.map(({ observable }) => observable)).toContain('mean');
    expect(aside.length).toBeGreaterThanOrEqual(3);
    const [before, after] = [await output('mean-pressure', 20), await output('mean-pressure', 23)];
    expect(Math.abs(after.median - before.median)).toBeLessThan(8);
  }, 180_000);
});

describe('a reading that is a sentinel', () => {
  it.each([
    ['-999 for a systolic pressure', 'systolic', -999],
    ['0 for a systolic pressure', 'systolic', 0],
    ['0 for a heart rate', 'rate', 0],
    ['-32768 for a diastolic pressure', 'diastolic', -32_768],
  ] as const)('%s is refused with the field and a remedy', async (_, vital, value) => {
    await expect(runtime.record([reading(21, vital, value)])).rejects.toMatchObject({
      code: 'observation.invalid',
      place: { field: 'value', remedy: expect.stringContaining('absent') },
    });
  });
});
