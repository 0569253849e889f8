// What couplings by rule do: a drug reaches the heart, the heart reaches the lungs, member by member, live and in what-ifs.
import {
  addSeconds,
  type Instant,
  instant,
  type Observed,
  subjectRef,
  type TwinEvent,
  twinId,
} from '@twinward/contract';
import { openMemoryRecord, SYSTEM_CLOCK } from '@twinward/record';
import { inlinePool, TwinRuntime } from '@twinward/runtime';
import { expect, it } from 'vitest';
import { models } from '../models.ts';
import { COUPLING_RULES } from './coupling-rules.ts';
import { DefaultCouplings } from './default-couplings.ts';

const START = instant(Date.UTC(2026, 2, 1));
const PERSON = subjectRef('Patient/bed-4');
const minute = (minutes: number): Instant => addSeconds(START, 60 * minutes);

/** Heart, lungs and esmolol of one person, coupled by the rules, on a clock moved by hand. */
async function person() {
  const clock = { time: START, now: () => clock.time };
  const record = openMemoryRecord(clock);
  const runtime = await TwinRuntime.start({ record, models, clock, pool: inlinePool(models) });
  const couplings = new DefaultCouplings({
    runtime,
    events: record.events,
    clock: SYSTEM_CLOCK,
    rules: COUPLING_RULES,
    onTrouble: (_subject, error) => {
      throw error;
    },
  });
  const bed = { subject: PERSON, label: 'Bed 4', origin: 'simulated' as const, at: START, members: 8 };
  await runtime.openTwin({ ...bed, id: twinId('drug'), model: 'esmolol-sum-1983', facts: { weight: 70 } });
  await runtime.openTwin({ ...bed, id: twinId('heart'), model: 'circulation', facts: {}, members: 32 });
  await runtime.openTwin({ ...bed, id: twinId('lungs'), model: 'lungs', facts: {} });
  await couplings.settled();
  const vitals = async (from: number, to: number): Promise<void> => {
    clock.time = minute(to);
    const events: Observed[] = [];
    for (let m = from; m <= to; m += 5) events.push(...readings(m));
    await runtime.record(events);
    await runtime.drain();
  };
  const close = async (): Promise<void> => {
    await couplings.close();
    await runtime.close();
  };
  return { clock, record, runtime, vitals, close };
}

function readings(m: number): readonly Observed[] {
  const seen = (code: string, value: number, unit: string): Observed => ({
    kind: 'observation',
    observation: {
      subject: PERSON,
      code: { system: 'http://loinc.org', code },
      effectiveAt: minute(m),
      precision: 'minute',
      value: { kind: 'quantity', value, unit },
      status: 'final',
      source: { system: 'ward', id: `${code} ${m}`, version: 1 },
    },
  });
  return [
    seen('8867-4', 92, '/min'),
    seen('8480-6', 118, 'mm[Hg]'),
    seen('8462-4', 70, 'mm[Hg]'),
    seen('59408-5', 95, '%'),
    seen('9279-1', 16, '/min'),
  ];
}

const infusion = { type: 'esmolol-infusion', amounts: { amount: 630, durationMinutes: 60 } };

it('500 mL, a beta-blocker by its level and pacing at 80 in one what-if: each path of the drug slows its own heart', async () => {
  const { runtime, vitals, close } = await person();
  await vitals(5, 30);
  const ask = (...interventions: readonly { type: string; amounts: Record<string, number> }[]) =>
    runtime.subjects.compare(PERSON, { interventions, minutes: 15, size: 24 });
  const change = (view: Awaited<ReturnType<typeof ask>>, twin: string, name: string) => {
    const { difference } = view.twins
      .find((own) => own.twin === twin)!
      .quantities.find((quantity) => quantity.name === name)!;
    const at = (course: readonly number[]): number => course.at(-1)!;
    return { low: at(difference.q05), mid: at(difference.q50), high: at(difference.q95) };
  };
  const alone = await ask(infusion);
  expect(alone.twins.map(({ abstains }) => abstains)).toEqual([null, null, null]);
  const slower = change(alone, 'heart', 'heart-rate');
  expect(slower.high).toBeLessThan(-2);
  expect(slower.high - slower.low).toBeGreaterThan(1);
  expect(change(alone, 'heart', 'mean-pressure').mid).toBeLessThan(-1);
  // less blood through the lungs carries less oxygen
  expect(change(alone, 'lungs', 'oxygen-delivery').mid).toBeLessThan(-20);
  const fluid = { type: 'fluid', amounts: { volume: 500, durationMinutes: 15 } };
  const pacing = { type: 'pacing', amounts: { rate: 80, durationMinutes: 60 } };
  const all = await ask(fluid, infusion, pacing);
  const paced = change(all, 'heart', 'heart-rate');
  expect(Math.abs(paced.high - paced.low)).toBeGreaterThan(0);
  const [unblocked, blocked] = [await ask(fluid, pacing), all];
  expect(change(blocked, 'heart', 'cardiac-output').mid).toBeLessThan(
    change(unblocked, 'heart', 'cardiac-output').mid - 0.1,
  );
  expect(blocked.twins.find(({ twin }) => twin === 'drug')!.quantities[0]!.moves).toBe('surely');
  const again = await runtime.subjects.compare(PERSON, {
    interventions: [infusion],
    minutes: 15,
    size: 24,
    seq: alone.seq,
    knownAt: instant(Date.parse(alone.knownAt)),
  });
  expect(again.sha256).toBe(alone.sha256);
  await close();
});

it('an infusion that is given reaches the heart without any level, is corrected when it is stopped, and replays to the bit', async () => {
  const { clock, record, runtime, vitals, close } = await person();
  const fed = async (at: number): Promise<number> => {
    const events = await record.events.readSubject(PERSON, { kinds: ['input'] });
    const course = events
      .map(({ event }) => event as TwinEvent & { kind: 'input' })
      .filter(({ twin, at: from }) => twin === 'heart' && from <= minute(at))
      .sort((a, b) => a.at - b.at);
    const values = course.at(-1)?.values ?? [0];
    return values.reduce((a, b) => a + b, 0) / values.length;
  };
  await vitals(5, 30);
  const given = (version: number, durationMinutes: number) =>
    runtime.record([
      {
        kind: 'intervention',
        subject: PERSON,
        intervention: {
          type: 'esmolol-infusion',
          effectiveAt: minute(30),
          amounts: { amount: (630 * durationMinutes) / 60, durationMinutes },
        },
        source: { system: 'ward', id: 'esmolol', version },
        withdrawn: false,
      },
    ]);
  await given(1, 60);
  await runtime.drain();
  expect(await fed(30)).toBeLessThan(1);
  expect(await fed(60)).toBeGreaterThan(40);
  expect(await fed(180)).toBeLessThan(5);
  clock.time = minute(55);
  const blockade = (await runtime.belief('drug')).outputs.find(({ name }) => name === 'beta-blockade')!;
  expect(blockade.mean).toBeGreaterThan(40);
  await given(2, 20);
  await runtime.drain();
  expect(await fed(90)).toBeLessThan(10);
  await vitals(55, 65);
  expect((await runtime.replay(null)).map(({ equal }) => equal)).toEqual([true, true, true]);
  await close();
});
