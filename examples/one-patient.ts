// One patient, two organs: what fluid, a beta-blocker and a dose of vancomycin would do to heart and drug level at once.
import { addSeconds, instant, subjectRef, twinId } from '@twinward/contract';
import { openMemoryRecord } from '@twinward/record';
import { inlinePool, modelRegistry, TwinRuntime } from '@twinward/runtime';
import { circulation, vancomycinGotiTwin } from '@twinward/twins/patient';

const start = instant(Date.UTC(2026, 0, 1));
const clock = { now: () => addSeconds(start, 3600) };
const models = modelRegistry([circulation, vancomycinGotiTwin]);
const pool = inlinePool(models);
const runtime = await TwinRuntime.start({ record: openMemoryRecord(clock), models, clock, pool });
const subject = subjectRef('Patient/bed-4');
const bed = { subject, label: 'Bed 4', origin: 'simulated' as const, at: start };
const kidneys = { weight: 70, 'creatinine-clearance': 80, dialysis: 0 };
await runtime.openTwin({ ...bed, id: twinId('heart'), model: 'circulation', facts: {}, members: 24 });
await runtime.openTwin({ ...bed, id: twinId('drug'), model: 'vancomycin-goti-2018', facts: kidneys });
const seen = (code: string, value: number, unit: string, minute: number) => ({
  kind: 'observation' as const,
  observation: {
    subject,
    code: { system: 'http://loinc.org', code },
    effectiveAt: addSeconds(start, 60 * minute),
    precision: 'minute' as const,
    value: { kind: 'quantity' as const, value, unit },
    status: 'final' as const,
    source: { system: 'ward', id: `${code} ${minute}`, version: 1 },
  },
});
const vitals = (m: number) => [seen('8867-4', 92, '/min', m), seen('8480-6', 104, 'mm[Hg]', m)];
await runtime.record([...[10, 20, 30, 40, 50, 55].flatMap(vitals), seen('20578-1', 0.5, 'mg/L', 50)]);
await runtime.drain();
const fluid = { type: 'fluid', amounts: { volume: 500, durationMinutes: 15 } };
const beta = { type: 'beta-blocker', inMinutes: 5, amounts: { dose: 10, durationMinutes: 240 } };
const drug = { type: 'vancomycin-infusion', amounts: { amount: 1500, durationMinutes: 45 } };
for (const interventions of [[fluid], [fluid, beta, drug]]) {
  const view = await runtime.subjects.compare(subject, { interventions, minutes: 60, size: 24 });
  console.log(view.words);
}
await runtime.close();
