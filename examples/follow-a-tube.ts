// Follows one X-ray tube through the platform's own loop, on a record in memory: open a twin, record readings, look ahead, replay.
import { addSeconds, formatInstant, instant, subjectRef, twinId } from '@twinward/contract';
import { openMemoryRecord } from '@twinward/record';
import { inlinePool, modelRegistry, TwinRuntime } from '@twinward/runtime';
import { wearingTube } from './wearing-tube.ts';

const start = instant(Date.UTC(2026, 0, 1));
const clock = { now: () => addSeconds(start, 365 * 86_400) };
const models = modelRegistry([wearingTube]);
const runtime = await TwinRuntime.start({
  record: openMemoryRecord(clock),
  models,
  clock,
  pool: inlinePool(models),
});
const subject = subjectRef('Device/ct-2');
const id = twinId('ct-2-tube');
await runtime.openTwin({
  id,
  subject,
  label: 'CT 2',
  origin: 'simulated',
  model: 'wearing-tube',
  facts: {},
  at: start,
});

await runtime.record(
  Array.from({ length: 52 }, (_, week) => ({
    kind: 'observation' as const,
    observation: {
      subject,
      code: { system: 'urn:twinward:code', code: 'bearing-vibration' },
      effectiveAt: addSeconds(start, (week + 1) * 7 * 86_400),
      precision: 'day' as const,
      value: { kind: 'quantity' as const, value: 0.8 + 0.055 * week, unit: 'mm/s' },
      status: 'final' as const,
      source: { system: 'service-visits', id: `week ${week}`, version: 1 },
    },
  })),
);
await runtime.drain();

const { outputs, at } = await runtime.belief(id);
const life = outputs.find(({ name }) => name === 'remaining-life')!;
console.log(
  `On ${formatInstant(instant(Date.parse(at))).slice(0, 10)} the tube has ${life.q50.toFixed(0)} days left`,
);
console.log(`(90 % interval ${life.q05.toFixed(0)} to ${life.q95.toFixed(0)}).`);
const { risks } = await runtime.forecast(id);
for (const { count, words } of risks) console.log(`${count} of 50 futures ${words} within a year.`);
const [replayed] = await runtime.replay([id]);
console.log(replayed!.equal ? 'Replay gives the same belief, bit for bit.' : 'Replay differs.');
await runtime.close();
