// Readings and settings that cannot be of lungs are refused by name; those that only look wrong are taken with doubt.
import {
  addSeconds,
  instant,
  type Observation,
  subjectRef,
  type TwinwardError,
  twinId,
} from '@twinward/contract';
import { openMemoryRecord } from '@twinward/record';
import { inlinePool, TwinRuntime } from '@twinward/runtime';
import { afterAll, expect, it } from 'vitest';
import { models } from './models.ts';

const START = instant(Date.UTC(2026, 0, 5));
const clock = { now: () => addSeconds(START, 7200) };
const runtime = await TwinRuntime.start({
  record: openMemoryRecord(clock),
  models,
  clock,
  pool: inlinePool(models),
});
const subject = subjectRef('Patient/breathing');
const id = twinId('breathing-lungs');
await runtime.openTwin({
  id,
  subject,
  label: 'Lungs',
  origin: 'simulated',
  model: 'lungs',
  facts: {},
  at: START,
});
afterAll(() => runtime.close());

let count = 0;
function reading(code: string, value: number, unit: string, minute = 5): Observation {
  count += 1;
  return {
    subject,
    code: { system: 'http://loinc.org', code },
    effectiveAt: addSeconds(START, 60 * minute),
    precision: 'second',
    value: { kind: 'quantity', value, unit },
    status: 'final',
    source: { system: 'monitor', id: `reading ${count}`, version: 1 },
  };
}

async function refusal(observation: Observation): Promise<TwinwardError | null> {
  try {
    const receipts = await runtime.record([{ kind: 'observation', observation }]);
    const [receipt] = receipts as readonly { readonly error?: TwinwardError }[];
    return receipt?.error ?? null;
  } catch (error) {
    return error as TwinwardError;
  }
}

it.each([
  ['a probe that has fallen off', '59408-5', 0, '%'],
  ['a sentinel', '59408-5', -999, '%'],
  ['a fraction sent as percent of percent', '59408-5', 9700, '%'],
  ['kilopascals written as mmHg', '2019-8', 5.3, 'mm[Hg]'],
  ['a hydrogen ion concentration as pH', '2744-1', 40, '[pH]'],
  ['millimoles as a pressure', '2703-7', 12, 'mmol/L'],
])('%s is refused', async (_what, code, value, unit) => {
  const refused = await refusal(reading(code, value, unit));
  expect(refused?.code).toMatch(/observation.invalid|unit.incompatible/);
});

it('kilopascals are taken as what they are, and so is a saturation as a fraction', async () => {
  expect(await refusal(reading('2703-7', 12.7, 'kPa'))).toBeNull();
  expect(await refusal(reading('59408-5', 0.97, '1'))).toBeNull();
});

it('a saturation that plunges from one reading to the next hardly moves the twin', async () => {
  for (let minute = 10; minute <= 60; minute += 5) await refusal(reading('59408-5', 97, '%', minute));
  await runtime.drain();
  const saturationOf = async () =>
    (await runtime.belief(id)).outputs.find(({ name }) => name === 'saturation')!.q50;
  const before = await saturationOf();
  await refusal(reading('59408-5', 52, '%', 61));
  await runtime.drain();
  expect(before - (await saturationOf())).toBeLessThan(4);
});

it('settings that no ventilator takes are refused, naming the setting', async () => {
  const proposal = {
    type: 'volume-control',
    inMinutes: 1,
    amounts: { volume: 9000, rate: 16, peep: 5, oxygen: 40, expiratory: 2, durationMinutes: 60 },
  };
  await expect(
    runtime.compare(id, { interventions: [proposal], minutes: 30, size: 8 }),
  ).rejects.toMatchObject({
    code: 'intervention.invalid',
  });
});
