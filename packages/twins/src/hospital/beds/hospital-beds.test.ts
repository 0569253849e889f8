import {
  addSeconds,
  type Belief,
  EMPTY_SCHEDULE,
  type Instant,
  type Intervention,
  instant,
} from '@twinward/contract';
import { pairedDifference, runFutures } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { describe, expect, test } from 'vitest';
import { hospitalBeds } from './hospital-beds.ts';
import { syntheticHospital } from './synthetic-hospital.ts';

const DAY = 86_400;
const BEGINS = instant(Date.UTC(2031, 2, 3));
const SUBJECT = {
  ref: 'Location/made-up' as never,
  facts: { arrivals: 16, stay: 124, staySd: 190 },
};
const random = philox('00000000000000d1');

/** The twin of a made-up hospital after so many days of messages. */
function after(days: number): Belief {
  const hospital = syntheticHospital('00000000000000d2', BEGINS);
  let belief = hospitalBeds.initialise(SUBJECT, BEGINS, 20, random);
  for (const event of hospital.until(addSeconds(BEGINS, days * DAY))) {
    belief = hospitalBeds.advance(belief, event.at, EMPTY_SCHEDULE, random);
    belief = hospitalBeds.happen!(belief, event, random);
  }
  return hospitalBeds.advance(belief, addSeconds(BEGINS, days * DAY), EMPTY_SCHEDULE, random);
}

const belief = after(16);
const times = Array.from({ length: 12 }, (_, k) => addSeconds(belief.at, (k + 1) * 6 * 3600));
const unit = {
  model: 'hospital-beds',
  belief,
  schedule: EMPTY_SCHEDULE,
  times,
  size: 80,
  seed: '00000000000000d3',
};
const pathsOf = (interventions: readonly Intervention[], name: string) =>
  runFutures({ ...unit, schedule: { interventions, inputs: [] } }, hospitalBeds).paths.find(
    (set) => set.name === name,
  )!;
const during = (type: string, amounts: Record<string, number>): Intervention => ({
  type,
  effectiveAt: belief.at as Instant,
  amounts: { ...amounts, durationMinutes: 5760 },
});

test('a made-up hospital fills nine beds of ten, and its twin knows of every patient', () => {
  const [occupied] = hospitalBeds.output(belief, 'occupied');
  expect(occupied).toBeGreaterThan(50);
  expect(occupied).toBeLessThanOrEqual(102);
  expect(new Set(hospitalBeds.output(belief, 'occupied')).size).toBe(1);
  expect(hospitalBeds.output(belief, 'spare')[0]).toBeLessThan(42);
});

describe('what is done about beds', () => {
  const effect = (name: string, intervention: Intervention): number => {
    const { fan } = pairedDifference(pathsOf([], name), pathsOf([intervention], name), times.length, null);
    return fan.mean.at(-1)!;
  };
  test('a surge needs beds, closed beds and nurses away make patients wait, earlier discharge frees beds', () => {
    // 30 % of 16 admissions a day for three days, of whom some have left again
    const surge = effect('needed', during('surge', { percent: 130 }));
    expect(surge).toBeGreaterThan(5);
    expect(surge).toBeLessThan(14.4);
    expect(effect('waiting', during('close-beds', { beds: 45 }))).toBeGreaterThan(1);
    expect(effect('waiting', during('staff-sickness', { nurses: 6, patients: 8 }))).toBeGreaterThan(1);
    expect(effect('occupied', during('discharge-earlier', { hours: 12 }))).toBeLessThan(-2);
    expect(effect('needed', during('surge', { percent: 100 }))).toBe(0);
  });
});

test('futures are the same to the byte, whoever runs them and however time is cut', () => {
  const whole = runFutures({ ...unit, times: [times[3]!] }, hospitalBeds).paths;
  const cut = runFutures({ ...unit, times: times.slice(0, 4) }, hospitalBeds).paths;
  for (const [k, set] of whole.entries()) {
    if (set.of === 'observable') continue;
    const last = Float64Array.from({ length: unit.size }, (_, m) => cut[k]!.values[m * 4 + 3]!);
    expect(set.values).toEqual(last);
  }
});

test('counts of patients are foreseen: their places among what was expected are spread evenly', () => {
  const hospital = syntheticHospital('00000000000000d4', BEGINS);
  let state = hospitalBeds.initialise(SUBJECT, BEGINS, 2, random);
  const pits: number[] = [];
  for (let hour = 6; hour < 32 * 24; hour += 6) {
    const at = addSeconds(BEGINS, hour * 3600);
    for (const event of hospital.until(at))
      state = hospitalBeds.happen!(
        hospitalBeds.advance(state, event.at, EMPTY_SCHEDULE, random),
        event,
        random,
      );
    state = hospitalBeds.advance(state, at, EMPTY_SCHEDULE, random);
    const { assimilation } = hospitalBeds;
    if (assimilation.method !== 'exact') throw new Error('not exact');
    const value = hospitalBeds.predict(state, 'census')[0]!;
    const taken = assimilation.update(state, { observable: 'census', value, censored: null }, random);
    if (hour > 8 * 24) pits.push(taken.pit);
    state = taken.belief;
  }
  const mean = pits.reduce((a, b) => a + b, 0) / pits.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.12);
  const outside = pits.filter((pit) => pit < 0.05 || pit > 0.95).length / pits.length;
  expect(outside).toBeLessThan(0.2);
});
