import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cgmMetricsSuite } from '../cgm-metrics/cgm-metrics-suite.ts';
import { repositoryPath } from '../repository-path.ts';
import { runSuite } from '../run-suite.ts';
import { fitAutoregression, iterateAutoregression } from './autoregression.ts';
import { corruptFuture } from './corrupt-future.ts';
import { fiveMinuteGrid } from './five-minute-grid.ts';
import { judgeSet } from './judge-set.ts';
import { readRecordings } from './read-recordings.ts';
import { emptyScore, isOrigin } from './score-person.ts';

const MINUTE = 60_000;
const recordings = readRecordings(
  readFileSync(repositoryPath('data', 'cgm', 'hall2018-cgm-13subjects.csv'), 'utf8'),
  'hall',
);

describe('the grid', () => {
  it('holds each reading at its nearest point and nothing else', () => {
    const times = Float64Array.from([0, 5, 10.9, 31].map((minute) => minute * MINUTE));
    const mgdl = Float64Array.from([100, 105, 110, 120]);
    const grid = fiveMinuteGrid({ id: 'a', diagnosis: null, times, mgdl });
    expect([...grid.mgdl]).toEqual([100, 105, 110, Number.NaN, Number.NaN, Number.NaN, 120]);
    expect(grid.split).toBe(4);
  });

  it('joins two wears months apart without moving the time of day', () => {
    const day = 1440 * MINUTE;
    const times = Float64Array.from([0, 100 * day + 5 * MINUTE]);
    const grid = fiveMinuteGrid({ id: 'a', diagnosis: null, times, mgdl: times.map(() => 90) });
    expect(grid.mgdl.length).toBe(288 + 2);
  });
});

it('AR(12) recovers the coefficients of a noiseless recursion and goes on with it', () => {
  const x = Float64Array.from({ length: 200 }, (_, t) => 100 + 30 * Math.sin(t / 7) + 10 * Math.cos(t / 3));
  const c = fitAutoregression(x, 140)!;
  for (const [t, steps] of [
    [150, 6],
    [170, 12],
  ] as const)
    expect(iterateAutoregression(c, x, t, steps)).toBeCloseTo(x[t + steps]!, 3);
  expect(fitAutoregression(x, 20)).toBeNull();
});

it('an origin lies in the last 30 %, has a complete hour behind it and a truth ahead', () => {
  const grid = fiveMinuteGrid(recordings[0]!);
  const origins = Array.from(grid.mgdl.keys()).filter((point) => isOrigin(grid, point));
  expect(origins.length).toBeGreaterThan(300);
  for (const point of origins) {
    expect(point).toBeGreaterThanOrEqual(grid.split);
    expect(grid.mgdl.slice(point - 11, point + 1).some((value) => Number.isNaN(value))).toBe(false);
  }
});

it('a false future changes no forecast made before it, and every one made after', () => {
  const { times, mgdl } = recordings[4]!;
  const short = { id: 'short', diagnosis: null, times: times.slice(0, 600), mgdl: mgdl.slice(0, 600) };
  const result = corruptFuture(fiveMinuteGrid(short), '00000000000000aa', { aborted: false })!;
  expect(result.before).toBeGreaterThan(0);
  expect(result.differBefore).toBe(0);
  expect(result.after).toBeGreaterThan(0);
  expect(result.differAfter).toBe(result.after);
});

it('a twin worse than AR(12), badly calibrated or led by the future fails by name', () => {
  const score = emptyScore('a');
  for (const lead of score.leads)
    Object.assign(lead, { forecasts: 100, twin: 200, autoregression: 100, persistence: 300, within90: 60 });
  const led = { id: 'a', before: 3, after: 3, differBefore: 1, differAfter: 3 };
  const { failed, passed } = judgeSet('', [score], [led], []);
  expect(passed).toBe(0);
  expect(failed.map(({ name }) => name)).toEqual([
    'RMSE at 30 min',
    'coverage at 30 min',
    'RMSE at 60 min',
    'coverage at 60 min',
    'blind to the future',
  ]);
});

describe('tables of glucose', () => {
  it('are read with their unit, from two or three columns', () => {
    const two = readRecordings('timestamp,glucose_mmol/l\n2026-01-01 08:00:00,5.5\n', 'two');
    expect(two[0]!.mgdl[0]).toBeCloseTo(99.086, 9);
    const three = readRecordings('patient,time,glucose_mgdl\np,2026-01-01 08:00:00,99\n', 'three');
    expect([three[0]!.id, three[0]!.mgdl[0]]).toEqual(['p', 99]);
  });

  it('without a unit are refused, never guessed', () => {
    expect(() => readRecordings('time,glucose\n2026-01-01 08:00:00,5.5\n', 'x')).toThrow('unit');
  });
});

it('metrics of recordings equal those of iglu, and unknown columns are refused by name', async () => {
  const call = {
    files: [],
    seed: '0'.repeat(16),
    options: {},
    progress: () => {},
    signal: { aborted: false },
  };
  const result = await runSuite(cgmMetricsSuite, call);
  expect(result.failed).toEqual([]);
  expect(result.cases).toBeGreaterThan(20);
});
