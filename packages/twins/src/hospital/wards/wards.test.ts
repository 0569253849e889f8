import { type AdtEvent, addSeconds, EMPTY_SCHEDULE, type Instant, instant } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, test } from 'vitest';
import { bedSources } from '../beds/bed-sources.ts';
import { BedState } from '../beds/bed-state.ts';
import { hospitalBeds } from '../beds/hospital-beds.ts';
import { syntheticHospital } from '../beds/synthetic-hospital.ts';
import { occupancyDistribution } from '../stays/occupancy-distribution.ts';
import { wardsOf } from './ward.ts';
import { WardFlows } from './ward-flows.ts';
import { wardFutures } from './ward-futures.ts';

const HOUR = 3_600_000;
const BEGINS = instant(Date.UTC(2031, 2, 3));
const random = philox('00000000000000e7');
const after = (hours: number): Instant => addSeconds(BEGINS, hours * 3600);
const certain = () => ({ demand: 1, pace: 1 });

/** A state after events, with the facts of a hospital that is known well. */
function stateAfter(events: readonly Omit<AdtEvent, 'messageId'>[], facts = {}): BedState {
  const state = BedState.begin(
    { arrivals: 6, stay: 60, staySd: 60, zoneMinutes: 0, pastStays: 1e6, ...facts },
    BEGINS,
  );
  for (const [k, event] of events.entries()) state.happen({ ...event, messageId: `m-${k}` });
  return state;
}

const place = (unit: string, bed: number) => ({ unit, room: null, bed: String(bed) });
const free = (unit: string, count: number) =>
  Array.from({ length: count }, (_, k) => ({
    kind: 'bed-status' as const,
    at: BEGINS,
    person: null,
    visit: null,
    place: place(unit, k),
    status: 'free' as const,
  }));
const admit = (visit: string, at: Instant, unit: string, bed: number, specialty = 'medical') => ({
  kind: 'admit' as const,
  at,
  person: visit,
  visit,
  place: place(unit, bed),
  attributes: { specialty },
});

describe('futures of wards', () => {
  test('with beds enough, one ward has the mean and spread of the exact convolution', () => {
    const state = stateAfter([
      ...free('W', 90),
      ...Array.from({ length: 12 }, (_, k) => admit(`v-${k}`, after(0.1 * k), 'W', k)),
    ]);
    const at = after(30);
    const sources = bedSources(state, at);
    const { needed, lying } = wardFutures(sources, wardsOf(state.census.beds), at, {
      hours: 48,
      size: 4000,
      random,
      slow: certain,
    });
    expect(needed).toEqual(lying);
    const last = needed[0]!.subarray(47 * 4000);
    const mean = last.reduce((sum, count) => sum + count, 0) / 4000;
    const variance = last.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 4000;
    const stay = sources.stays.get('medical')!;
    const staying = sources.lying.map(({ age }) => stay.survival(age + 48) / stay.survival(age));
    let arriving = 0;
    for (let k = 0; k < 480; k++)
      arriving += 0.1 * state.rateAt(at + (k + 0.5) * 0.1 * HOUR) * stay.survival(48 - (k + 0.5) / 10);
    const masses = occupancyDistribution({ staying, arriving });
    const exact = masses.reduce((sum, mass, k) => sum + k * mass, 0);
    const spread = masses.reduce((sum, mass, k) => sum + (k - exact) ** 2 * mass, 0);
    expect(Math.abs(mean - exact) / Math.sqrt(spread / 4000)).toBeLessThan(4);
    expect(variance / spread).toBeGreaterThan(0.9);
    expect(variance / spread).toBeLessThan(1.1);
  });

  test('no more lie in a ward than it has beds; who should but cannot is needed there, and lies elsewhere or waits', () => {
    const first = Array.from({ length: 8 }, (_, k) => admit(`v-${k}`, after(k), 'A', k % 2));
    const gone = first.map(({ visit }, k) => ({
      kind: 'discharge' as const,
      at: after(k + 0.9),
      person: visit,
      visit,
    }));
    const events = [...free('A', 2), ...free('B', 3), ...first, ...gone].sort((a, b) => a.at - b.at);
    const state = stateAfter(events, { arrivals: 12 });
    const at = after(10);
    const { lying, needed } = wardFutures(bedSources(state, at), wardsOf(state.census.beds), at, {
      hours: 72,
      size: 200,
      random,
      slow: certain,
    });
    expect(Math.max(...lying[0]!)).toBe(2);
    expect(Math.max(...needed[0]!)).toBeGreaterThan(10);
    // never more than one in a hundred of these patients was laid into B
    expect(Math.max(...lying[1]!)).toBe(0);
  });
});

describe('what is learnt of wards', () => {
  test('overflow from a full ward is not taken for preference', () => {
    const flows = new WardFlows();
    for (let k = 0; k < 300; k++)
      if (k % 3 === 0) flows.place('medical', 'B', ['B']);
      else flows.place('medical', 'A', ['A', 'B']);
    const [a, b] = flows.weights('medical', ['A', 'B', 'C']);
    expect(a! / b!).toBeGreaterThan(50);
    expect(flows.weights('medical', ['C'])[0]).toBe(1);
    expect(flows.placements('medical').find(({ ward }) => ward === 'B')!.share).toBeCloseTo(1 / 3, 1);
  });

  test('a move that takes two days is not foreseen on the first, nor where there was no bed to go to', () => {
    const flows = new WardFlows();
    const [open, full] = [new Set(['B']), new Set<string>()];
    flows.move('medical', 'A', 'B', 50);
    for (let patient = 0; patient < 100; patient++) {
      for (let hour = 0; hour < 48; hour++) flows.watch('medical', 'A', [hour], open);
      for (let hour = 48; hour < 60; hour++) flows.watch('medical', 'A', [hour], full);
      flows.watch('medical', 'A', [60], open);
      flows.move('medical', 'A', 'B', 60);
    }
    const { after: moves, shares } = flows.moves('medical', 'A', ['A', 'B'])!;
    expect(moves.hazard(12)).toBeLessThan(0.01);
    expect(moves.hazard(60)).toBeGreaterThan(0.5);
    expect([...shares]).toEqual([0, 1]);
    expect(flows.moves('medical', 'B', ['A', 'B'])).toBeNull();
  });
});

describe('announced discharges', () => {
  const announced = (hours: number | null): number => {
    const told = Array.from({ length: 60 }, (_, k) => {
      const at = after(4 * k);
      const visit = `w-${k}`;
      const person = visit;
      return [
        admit(visit, at, 'W', k % 30),
        { kind: 'expect-discharge' as const, at, person, visit, expectedAt: addSeconds(at, 30 * 3600) },
        { kind: 'discharge' as const, at: addSeconds(at, 30 * 3600 + (k % 5) * 1200), person, visit },
      ];
    }).flat();
    const now = after(300);
    const last = [
      admit('x', now, 'W', 29),
      ...(hours === null
        ? []
        : [
            {
              kind: 'expect-discharge' as const,
              at: now,
              person: 'x',
              visit: 'x',
              expectedAt: addSeconds(now, hours * 3600),
            },
          ]),
    ];
    const events = [...free('W', 30), ...told.toSorted((a, b) => a.at - b.at), ...last];
    const { lying } = bedSources(stateAfter(events, { pastStays: 20 }), now);
    const patient = lying.find(({ visit }) => visit.key === 'visit:x')!;
    return 1 - patient.stay.survival(24);
  };

  test('where they were kept they are believed: who is to leave in a day has left in a day, who is to leave in three has not', () => {
    // they were 0 to 80 minutes late; four hours are left after the announced time
    expect(announced(20)).toBeGreaterThan(0.8);
    expect(announced(72)).toBeLessThan(0.1);
    // those of whom nothing is announced, where all are: next to nothing is known of them
    expect(announced(null)).toBeGreaterThan(0.05);
    expect(announced(null)).toBeLessThan(0.95);
  });

  test('where nothing is ever announced a stay is as it was', () => {
    const state = stateAfter([...free('W', 2), admit('v', after(1), 'W', 0)]);
    const { lying, stays } = bedSources(state, after(30));
    expect(lying[0]!.stay).toBe(stays.get('medical'));
  });
});

test('forecasts of wards and of announced discharges are held to what came: intervals hold what they say, announcements help', () => {
  const hospital = syntheticHospital('00000000000000e9', BEGINS);
  let belief = hospitalBeds.initialise(
    { ref: 'Location/made-up' as never, facts: { arrivals: 16, stay: 124, staySd: 190 } },
    BEGINS,
    1,
    random,
  );
  for (const event of hospital.until(after(45 * 24)))
    belief = hospitalBeds.happen!(
      hospitalBeds.advance(belief, event.at, EMPTY_SCHEDULE, random),
      event,
      random,
    );
  const { wards, chance } = BedState.read(belief.structures![0]!).held;
  const all = Object.values(wards).flat();
  const sum = (of: (score: (typeof all)[number]) => number): number =>
    all.reduce((total, score) => total + of(score), 0);
  const forecasts = sum((score) => score.forecasts);
  expect(forecasts).toBeGreaterThan(1500);
  expect(sum(({ held }) => held) / forecasts).toBeGreaterThan(0.8);
  expect(sum(({ held }) => held) / forecasts).toBeLessThan(0.97);
  expect(sum(({ error }) => error)).toBeLessThan(sum(({ persistence }) => persistence));
  expect(chance.patients).toBeGreaterThan(1000);
  expect(chance.announced).toBeLessThan(0.5 * chance.silent);
});
