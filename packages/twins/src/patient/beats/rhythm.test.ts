import { expect, it } from 'vitest';
import { rhythmOf } from './rhythm.ts';

const times = (intervals: readonly number[]): number[] => {
  let t = 0;
  return [0, ...intervals.map((interval) => (t += interval))];
};

it('an even rhythm does not vary', () => {
  const rhythm = rhythmOf(times(new Array<number>(60).fill(0.8)));
  expect(rhythm.rate).toBeCloseTo(75, 9);
  expect([rhythm.sdnn, rhythm.rmssd, rhythm.pnn50, rhythm.ectopic].map((x) => Math.round(1e6 * x))).toEqual([
    0, 0, 0, 0,
  ]);
});

it('variability is that of the formulas of the Task Force, and of normal intervals alone', () => {
  const alternating = rhythmOf(times(Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 0.77 : 0.83))));
  expect(alternating.sdnn).toBeCloseTo(30, 6);
  expect(alternating.rmssd).toBeCloseTo(60, 6);
  expect(alternating.pnn50).toBe(1);
  const withOneEarly = times([
    ...new Array<number>(20).fill(0.8),
    0.5,
    1.1,
    ...new Array<number>(20).fill(0.8),
  ]);
  const rhythm = rhythmOf(withOneEarly);
  expect(rhythm.sdnn).toBeCloseTo(0, 9);
  expect(rhythm.ectopic).toBeCloseTo(1 / withOneEarly.length, 9);
});

it('a beat that was missed is no ectopic one, and a new rate is not taken for many', () => {
  expect(rhythmOf(times([0.8, 0.8, 1.6, 0.8, 0.8])).ectopic).toBe(0);
  const faster = rhythmOf(times([...new Array<number>(30).fill(1), ...new Array<number>(30).fill(0.6)]));
  expect(faster.ectopic).toBeLessThanOrEqual(1 / 61);
  expect(faster.rate).toBeGreaterThan(70);
});
