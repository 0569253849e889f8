// Follows the lungs of someone on a ventilator, and asks what smaller breaths or more end-expiratory pressure would do.
import { addSeconds, instant, subjectRef, twinId } from '@twinward/contract';
import { openMemoryRecord } from '@twinward/record';
import { inlinePool, modelRegistry, TwinRuntime } from '@twinward/runtime';
import { lungs } from '@twinward/twins/patient';

const start = instant(Date.UTC(2026, 0, 1));
const clock = { now: () => addSeconds(start, 3600) };
const models = modelRegistry([lungs]);
const runtime = await TwinRuntime.start({
  record: openMemoryRecord(clock),
  models,
  clock,
  pool: inlinePool(models),
});
const subject = subjectRef('Patient/bed-7');
const id = twinId('bed-7-lungs');
await runtime.openTwin({
  id,
  subject,
  label: 'Bed 7',
  origin: 'simulated',
  model: 'lungs',
  facts: {},
  at: start,
});

const set = { volume: 560, rate: 18, peep: 5, oxygen: 60, expiratory: 2, durationMinutes: 600 };
const intervention = { type: 'volume-control', effectiveAt: start, amounts: set };
const source = { system: 'ventilator', id: 'first setting', version: 1 };
await runtime.record([{ kind: 'intervention', subject, intervention, source, withdrawn: false }]);
const READ = [
  ['59408-5', 91, '%'],
  ['19891-1', 4.4, 'kPa'],
  ['76259-1', 29, 'cm[H2O]'],
] as const;
await runtime.record(
  Array.from({ length: 10 }, (_, k) => k + 1).flatMap((k) =>
    READ.map(([code, value, unit]) => ({
      kind: 'observation' as const,
      observation: {
        subject,
        code: { system: 'http://loinc.org', code },
        effectiveAt: addSeconds(start, 300 * k),
        precision: 'second' as const,
        value: { kind: 'quantity' as const, value: value * (1 + 0.005 * ((k % 3) - 1)), unit },
        status: 'final' as const,
        source: { system: 'ventilator', id: `${code} ${k}`, version: 1 },
      },
    })),
  ),
);
await runtime.drain();
for (const [words, change] of [
  ['Smaller breaths', { volume: 420, rate: 24 }],
  ['More PEEP', { peep: 12 }],
] as const) {
  const proposal = { type: 'volume-control', inMinutes: 1, amounts: { ...set, ...change } };
  const { differences } = await runtime.compare(id, { interventions: [proposal], minutes: 30, size: 32 });
  const told = ['carbon-dioxide', 'driving-pressure', 'chest-pressure'].map((name) => {
    const { q05, q50, q95, unit } = differences.find((one) => one.name === name)!;
    return `${name} ${q50.at(-1)!.toFixed(1)} ${unit} (${q05.at(-1)!.toFixed(1)} to ${q95.at(-1)!.toFixed(1)})`;
  });
  console.log(`${words}: ${told.join(', ')}.`);
}
await runtime.close();
