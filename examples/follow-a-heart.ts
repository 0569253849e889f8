// Follows a circulation from vital signs alone, and asks what fluid or blood loss would do: a twin opened on a record in memory.
import { addSeconds, instant, subjectRef, twinId } from '@twinward/contract';
import { openMemoryRecord } from '@twinward/record';
import { inlinePool, modelRegistry, TwinRuntime } from '@twinward/runtime';
import { circulation } from '@twinward/twins/patient';

const start = instant(Date.UTC(2026, 0, 1));
const clock = { now: () => addSeconds(start, 3600) };
const models = modelRegistry([circulation]);
const runtime = await TwinRuntime.start({
  record: openMemoryRecord(clock),
  models,
  clock,
  pool: inlinePool(models),
});
const subject = subjectRef('Patient/bed-4');
const id = twinId('bed-4-heart');
await runtime.openTwin({
  id,
  subject,
  label: 'Bed 4',
  origin: 'simulated',
  model: 'circulation',
  facts: {},
  at: start,
});

const VITAL_SIGNS = [
  ['8867-4', 84, '/min'],
  ['8480-6', 104, 'mm[Hg]'],
  ['8462-4', 66, 'mm[Hg]'],
  ['60985-9', 2, 'mm[Hg]'],
] as const;
await runtime.record(
  Array.from({ length: 12 }, (_, k) => k + 1).flatMap((k) =>
    VITAL_SIGNS.map(([code, value, unit]) => ({
      kind: 'observation' as const,
      observation: {
        subject,
        code: { system: 'http://loinc.org', code },
        effectiveAt: addSeconds(start, 300 * k),
        precision: 'second' as const,
        value: { kind: 'quantity' as const, value: value + (k % 3) - 1, unit },
        status: 'final' as const,
        source: { system: 'monitor', id: `${code} ${k}`, version: 1 },
      },
    })),
  ),
);
await runtime.drain();

const { outputs } = await runtime.belief(id);
const output = outputs.find(({ name }) => name === 'cardiac-output')!;
console.log(
  `Output ${output.q50.toFixed(1)} L/min (90 % interval ${output.q05.toFixed(1)} to ${output.q95.toFixed(1)}).`,
);
for (const type of ['fluid', 'bleed']) {
  const proposal = { type, inMinutes: 1, amounts: { volume: 500, durationMinutes: 15 } };
  const { differences } = await runtime.compare(id, { interventions: [proposal], minutes: 30, size: 24 });
  const pressure = differences.find(({ name }) => name === 'mean-pressure')!;
  const [low, median, high] = [pressure.q05, pressure.q50, pressure.q95].map((q) => q.at(-1)!.toFixed(0));
  console.log(`${type} of 500 mL: mean pressure ${median} mmHg higher in half an hour (${low} to ${high}).`);
}
await runtime.close();
