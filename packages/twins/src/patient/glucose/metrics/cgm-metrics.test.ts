import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cgmMetrics } from './cgm-metrics.ts';
import { consensusTargets } from './consensus-targets.ts';
import { dayGrid } from './day-grid.ts';
import { conga, meanOfDailyDifferences } from './day-to-day.ts';
import { glycaemiaRiskIndex } from './glycaemia-risk-index.ts';
import { gradeScore } from './grade-score.ts';

const table = (name: string): string[][] =>
  readFileSync(new URL(`../../../../../../data/cgm/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));

const MINUTE = 60_000;
const MIDNIGHT = Date.UTC(2026, 0, 5);

/** Readings every five minutes from midnight, as a function of the minute. */
function recorded(
  minutes: number,
  glucose: (minute: number) => number,
): { times: Float64Array; mgdl: Float64Array } {
  const n = minutes / 5;
  return {
    times: Float64Array.from({ length: n }, (_, i) => MIDNIGHT + i * 5 * MINUTE),
    mgdl: Float64Array.from({ length: n }, (_, i) => glucose(i * 5)),
  };
}

test('all 24 metrics of the 13 recordings of Hall 2018 agree with iglu 4.3.0 within 1e-6 relative', () => {
  const rows = table('hall2018-cgm-13subjects.csv').slice(1);
  const [header, ...expected] = table('hall2018-iglu-metrics.csv');
  let compared = 0;
  for (const [id, ...numbers] of expected) {
    const own = rows.filter((row) => row[0] === id);
    const metrics: Readonly<Record<string, number | null>> = {
      ...cgmMetrics({
        times: Float64Array.from(own, (row) => Date.parse(`${row[1]!.replace(' ', 'T')}Z`)),
        mgdl: Float64Array.from(own, (row) => Number(row[2])),
      }),
    };
    for (const [i, name] of header!.slice(1).entries()) {
      const want = Number(numbers[i]);
      expect(Math.abs(metrics[name]! - want), `${name} of ${id}`).toBeLessThanOrEqual(1e-6 * Math.abs(want));
      compared++;
    }
  }
  expect(compared).toBe(13 * 24);
});

describe('the glycaemia risk index', () => {
  test('weighs a tenth of readings in each outer zone by 3, 2.4, 0.8 and 1.6', () => {
    expect(glycaemiaRiskIndex(Float64Array.of(50, 60, 200, 300, 100, 100, 100, 100, 100, 100))).toBeCloseTo(
      10 * (3 + 2.4 + 0.8 + 1.6),
      10,
    );
  });
  test('counts 54, 70, 180 and 250 mg/dL as the milder side, and never exceeds 100', () => {
    expect(glycaemiaRiskIndex(Float64Array.of(54, 70, 180, 250))).toBeCloseTo(25 * (2.4 + 0.8), 10);
    expect(glycaemiaRiskIndex(Float64Array.of(40, 45))).toBe(100);
  });
});

describe('the consensus targets', () => {
  test('a steady 110 mg/dL meets all five', () => {
    expect(consensusTargets(Float64Array.of(105, 110, 115)).map((t) => t.met)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });
  test('exactly 70 % in range is not above 70 %', () => {
    const [inRange, below70] = consensusTargets(
      Float64Array.of(100, 100, 100, 100, 100, 100, 100, 200, 200, 60),
    );
    expect(inRange).toMatchObject({ value: 70, met: false });
    expect(below70).toMatchObject({ value: 10, limit: 4, met: false });
  });
});

describe('from one day to the next', () => {
  const daily = (minute: number): number => 120 + 40 * Math.sin((2 * Math.PI * minute) / 1440);

  test('days that repeat exactly do not differ', () => {
    const grid = dayGrid(recorded(3 * 1440, daily));
    expect(conga(grid)).toBeCloseTo(0, 9);
    expect(meanOfDailyDifferences(grid)).toBeCloseTo(0, 9);
  });

  test('a second day 15 mg/dL higher differs by 15 in the mean and by nothing in spread', () => {
    const grid = dayGrid(recorded(2 * 1440, (m) => daily(m) + (m >= 1440 ? 15 : 0)));
    expect(meanOfDailyDifferences(grid)).toBeCloseTo(15, 9);
    expect(conga(grid)).toBeCloseTo(0, 9);
  });

  test('nothing is said of a single day', () => {
    const grid = dayGrid(recorded(1200, daily));
    expect(conga(grid)).toBeNull();
    expect(meanOfDailyDifferences(grid)).toBeNull();
  });

  test('gaps up to 45 minutes are bridged in a straight line, longer ones are not', () => {
    const whole = recorded(1440, (minute) => minute + 50);
    const without = (from: number, to: number): ReturnType<typeof dayGrid> => {
      const keep = [...whole.times.keys()].filter((i) => i * 5 <= from || i * 5 >= to);
      return dayGrid({
        times: Float64Array.from(keep, (i) => whole.times[i]!),
        mgdl: Float64Array.from(keep, (i) => whole.mgdl[i]!),
      });
    };
    const at = (minute: number): number => minute / 5 - 1;
    expect(without(600, 645).mgdl[at(620)]).toBeCloseTo(670, 9);
    expect(without(600, 650).mgdl[at(620)]).toBeNaN();
    expect(without(600, 650).mgdl[at(600)]).toBe(650);
    expect(without(600, 650).mgdl[at(650)]).toBe(700);
  });

  test('the step of the grid divides the day', () => {
    const every = (seconds: number): number =>
      dayGrid({
        times: Float64Array.from({ length: 50 }, (_, i) => MIDNIGHT + i * seconds * 1000),
        mgdl: new Float64Array(50).fill(100),
      }).step;
    expect([60, 300, 302, 420, 780, 900, 1320, 20].map(every)).toEqual([1, 5, 5, 5, 15, 15, 20, 5]);
  });

  test('readings out of order give the same metrics', () => {
    const { times, mgdl } = recorded(2880, (m) => daily(m) + m / 100);
    expect(cgmMetrics({ times: times.toReversed(), mgdl: mgdl.toReversed() }).conga).toBeCloseTo(
      cgmMetrics({ times, mgdl }).conga!,
      12,
    );
  });
});

test('GRADE is least risky near 90 mg/dL and stays at its ceiling below its domain', () => {
  const [low, ideal, high] = [50, 90, 250].map((g) => gradeScore(Float64Array.of(g)));
  expect(ideal).toBeLessThan(0.1);
  expect(low).toBeGreaterThan(10);
  expect(high).toBeGreaterThan(10);
  expect(gradeScore(Float64Array.of(18))).toBe(50);
});

test.each([
  ['one reading', [MIDNIGHT], [100], 'mgdl'],
  ['a sentinel', [MIDNIGHT, MIDNIGHT + MINUTE], [100, -999], 'mgdl'],
  ['a missing time', [MIDNIGHT, Number.NaN], [100, 100], 'times'],
  ['more times than readings', [MIDNIGHT, MIDNIGHT + MINUTE], [100], 'times'],
])('%s is refused', (_, times, mgdl, field) => {
  expect(() => cgmMetrics({ times: Float64Array.from(times), mgdl: Float64Array.from(mgdl) })).toThrow(
    expect.objectContaining({ code: 'model.domain', place: expect.objectContaining({ field }) }),
  );
});
