import { describe, expect, it } from 'vitest';
import { bandPath, dotsPath, linePath } from './paths.ts';
import { linearScale } from './scale.ts';
import { paddedDomain, timeDomain, timeTicks, valueTicks } from './ticks.ts';

describe('scales', () => {
  it('draws the ends of the domain at the ends of the range, and reads positions back', () => {
    const y = linearScale([40, 240], [400, 0]);
    expect([y(40), y(140), y(240)]).toEqual([400, 200, 0]);
    for (const value of [40, 71.3, 239]) expect(y.invert(y(value))).toBeCloseTo(value, 10);
  });

  it('puts everything in the middle when there is no width to spread over', () => {
    expect(linearScale([5, 5], [0, 10])(5)).toBe(5);
  });
});

describe('ticks', () => {
  it.each([
    [40, 240, 5, [50, 100, 150, 200]],
    [2.2, 13.3, 5, [2.5, 5, 7.5, 10, 12.5]],
    [-0.3, 0.3, 3, [-0.2, 0, 0.2]],
  ])('between %d and %d they are round', (low, high, count, expected) => {
    expect(valueTicks(low, high, count)).toEqual(expected);
  });

  it('of time stand at round local clock times, in a zone half an hour off too', () => {
    const from = Date.UTC(2026, 2, 1, 8, 7);
    const ticks = timeTicks(from, from + 6 * 3_600_000, 6, -330);
    expect(ticks.length).toBeGreaterThan(3);
    for (const at of ticks) expect((at + 330 * 60_000) % 3_600_000).toBe(0);
  });

  it('of nothing are one, never endless', () => {
    expect(valueTicks(5, 5, 4)).toEqual([5]);
    expect(timeTicks(10, 10, 4)).toEqual([10]);
    expect(timeTicks(0, Number.POSITIVE_INFINITY, 4)).toEqual([0]);
    expect(valueTicks(1e16, 1e16 + 2, 400)).toEqual([1e16]);
  });

  it('of many years are as few as of a day', () => {
    const years = timeTicks(0, 57 * 365 * 86_400_000, 6);
    expect(years.length).toBeGreaterThan(3);
    expect(years.length).toBeLessThan(9);
  });

  it('a domain of time holds readings later than the present and is never narrower than a minute', () => {
    expect(timeDomain([1_000_000, 90_000, Number.NaN])).toEqual([90_000, 1_000_000]);
    expect(timeDomain([5])).toEqual([5, 60_005]);
    expect(timeDomain([])).toEqual([0, 60_000]);
  });

  it('a domain holds what must be seen even when no value is there', () => {
    expect(paddedDomain([], [70, 180], 0)).toEqual([70, 180]);
    expect(paddedDomain([Number.NaN, 100], [70, 180], 0)).toEqual([70, 180]);
    expect(paddedDomain([])).toEqual([0, 1]);
  });
});

describe('paths', () => {
  it('a line breaks at a gap', () => {
    expect(linePath([[0, 0], [1, 1.04], null, [3, 3]])).toBe('M0 0L1 1M3 3');
  });

  it('a band runs along its upper edge and back along its lower one', () => {
    expect(bandPath([0, 10], [1, 2], [5, 6])).toBe('M0 1L10 2L10 6L0 5Z');
    expect(bandPath([0], [1], [5])).toBe('');
  });

  it('dots are one path however many there are', () => {
    expect(
      dotsPath([
        [1, 2],
        [3, 4],
      ]),
    ).toBe('M1 2h0M3 4h0');
  });
});
