import { type AdtEvent, addSeconds, type Instant, instant } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, test } from 'vitest';
import { bedSources } from '../beds/bed-sources.ts';
import { BedState } from '../beds/bed-state.ts';
import { syntheticHospital } from '../beds/synthetic-hospital.ts';
import { compareWards } from './compare-wards.ts';
import { wardsOf } from './ward.ts';
import { checkWardChanges, type WardChange } from './ward-change.ts';
import { type WardPaths, wardFutures } from './ward-futures.ts';

const BEGINS = instant(Date.UTC(2031, 2, 3));
const AT: Instant = addSeconds(BEGINS, 40 * 86_400);
const [HOURS, SIZE] = [72, 60];
const random = philox('00000000000000c7');
const slow = () => ({ demand: 1, pace: 1 });

/** A hospital that was followed for forty days. */
const state = BedState.begin({ arrivals: 16, stay: 124, staySd: 190, zoneMinutes: 0 }, BEGINS);
for (const event of syntheticHospital('00000000000000e9', BEGINS).until(AT)) state.happen(event as AdtEvent);
state.pass(AT);
const wards = wardsOf(state.census.beds);
const sources = bedSources(state, AT);
const fullest = [...wards].sort((a, b) => b.lying - a.lying)[0]!;
const w = wards.indexOf(fullest);

function under(...changes: readonly WardChange[]): WardPaths {
  return wardFutures(sources, wards, AT, { hours: HOURS, size: SIZE, random, slow, changes });
}
const usual = under();
const now = { from: AT, hours: HOURS + 1 };
/** Everybody who is there, by hour and member: however they lie, patients leave when they leave. */
function everybody({ lying, waiting }: WardPaths): readonly number[] {
  return Array.from(waiting, (count, row) => lying.reduce((sum, counts) => sum + counts[row]!, count));
}

describe('what is done about a ward', () => {
  test('nothing, and a surge to the usual, change nothing, to the bit', () => {
    expect(under({ ...now, do: 'surge', specialty: null, percent: 100 })).toEqual(usual);
    expect(under({ ...now, do: 'beds', unit: fullest.unit, beds: 0 })).toEqual(usual);
  });

  test('a closed ward takes nobody in: who lies there leaves in time, others lie elsewhere or wait, nobody is lost', () => {
    const closed = under({ ...now, do: 'close', unit: fullest.unit, empty: false });
    expect(everybody(closed)).toEqual(everybody(usual));
    for (let member = 0; member < SIZE; member++)
      for (let hour = 1; hour < HOURS; hour++)
        expect(closed.lying[w]![hour * SIZE + member]!).toBeLessThanOrEqual(
          closed.lying[w]![(hour - 1) * SIZE + member]!,
        );
    const last = (HOURS - 1) * SIZE;
    const sum = (counts: Uint16Array): number => counts.subarray(last).reduce((total, one) => total + one, 0);
    expect(sum(closed.lying[w]!)).toBeLessThan(sum(usual.lying[w]!));
    expect(sum(closed.waiting) + sum(closed.elsewhere)).toBeGreaterThan(sum(usual.waiting));
  });

  test('a ward that is emptied has fewer in it than one that is only closed, and is filled again once it is open', () => {
    const window = { from: AT, hours: 24 };
    const closed = under({ ...window, do: 'close', unit: fullest.unit, empty: false });
    const emptied = under({ ...window, do: 'close', unit: fullest.unit, empty: true });
    expect(everybody(emptied)).toEqual(everybody(usual));
    const atHour = ({ lying }: WardPaths, hour: number): number =>
      lying[w]!.subarray((hour - 1) * SIZE, hour * SIZE).reduce((sum, count) => sum + count, 0);
    expect(atHour(emptied, 23)).toBeLessThan(atHour(closed, 23));
    expect(atHour(emptied, 60)).toBeGreaterThan(atHour(emptied, 23));
  });

  test('beds fewer evict nobody; beds more are never fewer lying, and no ward holds more than it has', () => {
    const fewer = under({ ...now, do: 'beds', unit: fullest.unit, beds: -5 });
    const more = under({ ...now, do: 'beds', unit: fullest.unit, beds: 6 });
    for (const paths of [fewer, more]) expect(everybody(paths)).toEqual(everybody(usual));
    expect(fewer.lying[w]![0]!).toBeGreaterThan(0);
    for (const count of more.lying[w]!) expect(count).toBeLessThanOrEqual(fullest.staffed + 6);
    const total = (counts: Uint16Array): number => counts.reduce((sum, count) => sum + count, 0);
    expect(total(fewer.lying[w]!)).toBeLessThan(total(usual.lying[w]!));
    expect(total(more.waiting)).toBeLessThanOrEqual(total(usual.waiting));
  });

  test('a surge of one specialty brings only patients more, earlier discharge from one ward only fewer in it', () => {
    const [specialty] = Object.entries(state.mix).sort(([, a], [, b]) => b - a)[0]!;
    const surge = everybody(under({ ...now, do: 'surge', specialty, percent: 180 }));
    const all = everybody(usual);
    expect(surge.every((count, row) => count >= all[row]!)).toBe(true);
    expect(surge.some((count, row) => count > all[row]!)).toBe(true);
    const none = everybody(under({ ...now, do: 'surge', specialty, percent: 0 }));
    expect(none.every((count, row) => count <= all[row]!)).toBe(true);
    const earlier = everybody(under({ ...now, do: 'discharge-earlier', unit: fullest.unit, earlier: 12 }));
    expect(earlier.every((count, row) => count <= all[row]!)).toBe(true);
    expect(earlier.some((count, row) => count < all[row]!)).toBe(true);
  });

  test('differences are paired: nothing differs by nothing in every future, and a closed ward makes the others fuller', () => {
    const options = { hours: HOURS, size: SIZE, random, slow };
    const nothing = compareWards(sources, wards, AT, { ...options, changes: [] });
    for (const { peak, lying, tooFew } of nothing.wards)
      expect([peak.change, lying.change].flatMap(Object.values).concat(tooFew.low, tooFew.high)).toEqual(
        new Array(10).fill(0),
      );
    const { wards: effects, elsewhere } = compareWards(sources, wards, AT, {
      ...options,
      changes: [{ ...now, do: 'close', unit: fullest.unit, empty: true }],
    });
    const others = effects.filter((_, k) => k !== w);
    expect(effects[w]!.lying.change.mean).toBeLessThan(0);
    expect(others.reduce((sum, { lying }) => sum + lying.change.mean, 0)).toBeGreaterThan(0);
    expect(others.some(({ tooFew }) => tooFew.change > 0)).toBe(true);
    expect(elsewhere.without.mean).toBeGreaterThanOrEqual(0);
  });

  test('is refused by field where the hospital has no such ward, or out of range', () => {
    const known = { at: AT, units: ['A'], specialties: ['medical'] };
    const refused = (change: WardChange, field: string): void =>
      expect(() => checkWardChanges([change], known)).toThrow(
        expect.objectContaining({ code: 'scenario.invalid', place: expect.objectContaining({ field }) }),
      );
    refused({ ...now, do: 'close', unit: 'Z', empty: false }, 'changes[0].unit');
    refused({ ...now, do: 'surge', specialty: 'none', percent: 130 }, 'changes[0].specialty');
    refused({ ...now, do: 'beds', unit: 'A', beds: 501 }, 'changes[0].beds');
    refused({ from: addSeconds(AT, -60), hours: 3, do: 'beds', unit: 'A', beds: 1 }, 'changes[0].from');
    refused({ from: AT, hours: 0, do: 'beds', unit: 'A', beds: 1 }, 'changes[0].hours');
  });
});
