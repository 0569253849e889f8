import { EMPTY_SCHEDULE, instant, type PathSet, type Threshold } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { meanOf } from '../ensemble/moments.ts';
import { linearTwin } from '../testing/linear-twin.ts';
import { probabilityOf } from './crossing-probability.ts';
import { fanOf } from './fan.ts';
import { pairedDifference } from './paired-difference.ts';
import { pathColumn } from './path-column.ts';
import { runFutures } from './run-futures.ts';

const model = linearTwin({ method: 'ensemble-kalman', inflation: 1, relaxation: 0 });
const times = [1, 2, 3, 4].map((h) => instant(h * 3_600_000));
const belief = model.initialise(
  { ref: 'Device/d' as never, facts: {} },
  instant(0),
  2000,
  philox('00000000000000ab'),
);
const unit = {
  model: 'linear',
  belief,
  schedule: EMPTY_SCHEDULE,
  times,
  size: 200,
  seed: '00000000000000cd',
};

const paths = (values: number[], name = 'x'): PathSet => ({
  name,
  unit: '1',
  of: 'output',
  values: new Float64Array(values),
});
const THRESHOLD: Threshold = {
  name: 'high',
  words: 'rise above 2',
  of: 'x',
  side: 'above',
  limit: 2,
  source: '',
};

describe('futures', () => {
  it('are the same bytes whoever runs them, and others for another seed', () => {
    const [a, b] = [runFutures(unit, model), runFutures(unit, model)];
    expect(a).toEqual(b);
    expect(runFutures({ ...unit, seed: '00000000000000ce' }, model)).not.toEqual(a);
  });

  it('are readings with error for observables and the thing itself for outputs', () => {
    const result = runFutures({ ...unit, size: 4000 }, model);
    expect(result.paths.map((p) => [p.name, p.of])).toEqual([
      ['y', 'observable'],
      ['second', 'output'],
    ]);
    // var y at 1 h = a' P a + q + r with P the identity
    const y = pathColumn(result.paths[0]!, 4, 0);
    const mean = meanOf(y, null);
    expect(
      meanOf(
        y.map((x) => (x - mean) ** 2),
        null,
      ),
    ).toBeGreaterThan(1.05);
    expect(
      meanOf(
        y.map((x) => (x - mean) ** 2),
        null,
      ),
    ).toBeLessThan(1.45);
  });

  it('keep readings within what the instrument can show', () => {
    const narrow = {
      ...model,
      observables: [{ ...model.observables[0]!, possible: { low: -0.5, high: 0.5 } }],
    };
    const { values } = runFutures(unit, narrow).paths[0]!;
    expect(Math.max(...values)).toBe(0.5);
    expect(Math.min(...values)).toBe(-0.5);
  });

  it('stop between steps when told to', () => {
    let asked = 0;
    const signal = {
      get aborted() {
        return ++asked > 2;
      },
    };
    expect(() => runFutures(unit, model, signal)).toThrow(expect.objectContaining({ code: 'run.cancelled' }));
    expect(asked).toBe(3);
  });

  it('are refused for times that do not rise, no size, another model', () => {
    const invalid = expect.objectContaining({ code: 'scenario.invalid' });
    expect(() => runFutures({ ...unit, times: [instant(0)] }, model)).toThrow(invalid);
    expect(() => runFutures({ ...unit, times: [] }, model)).toThrow(invalid);
    expect(() => runFutures({ ...unit, times: [times[1]!, times[0]!] }, model)).toThrow(invalid);
    expect(() => runFutures({ ...unit, size: 0 }, model)).toThrow(invalid);
    expect(() => runFutures({ ...unit, model: 'other' }, model)).toThrow(
      expect.objectContaining({ code: 'model.unknown' }),
    );
  });
});

describe('a fan', () => {
  it('has its quantiles in order and its mean where the paths are', () => {
    const [y] = runFutures(unit, model).paths;
    const fan = fanOf(y!, 4, null);
    for (let t = 0; t < 4; t++) {
      const levels = [fan.q05[t]!, fan.q25[t]!, fan.q50[t]!, fan.q75[t]!, fan.q95[t]!];
      expect(levels).toEqual(levels.toSorted((a, b) => a - b));
      expect(fan.mean[t]).toBeCloseTo(meanOf(pathColumn(y!, 4, t), null), 12);
    }
  });
});

describe('the probability of crossing', () => {
  const two = times.slice(0, 2);

  it('is the share of paths that cross at any time, in words n of 50', () => {
    const result = probabilityOf(THRESHOLD, [paths([0, 3, 0, 0, 5, 0, 1, 2])], two, null);
    expect(result).toMatchObject({ probability: 0.5, count: 25, words: '25 of 50 futures rise above 2' });
    expect(result.typicalAt).toBe((times[0]! + times[1]!) / 2);
  });

  it('is never put as none or all unless it is', () => {
    const many = (crossing: number) =>
      probabilityOf(
        THRESHOLD,
        [paths(Array.from({ length: 1000 }, (_, m) => (m < crossing ? 3 : 0)))],
        times.slice(0, 1),
        null,
      );
    expect([0, 1, 999, 1000].map((n) => many(n).count)).toEqual([0, 1, 49, 50]);
    expect(many(0).typicalAt).toBeNull();
  });

  it('counts weights', () => {
    const weights = new Float64Array([0.9, 0.1]);
    expect(probabilityOf(THRESHOLD, [paths([3, 0, 0, 0])], two, weights).probability).toBeCloseTo(0.9, 12);
  });

  it('of something that is not among the paths is refused', () => {
    expect(() => probabilityOf(THRESHOLD, [paths([1], 'z')], times.slice(0, 1), null)).toThrow(
      expect.objectContaining({ code: 'model.invalid' }),
    );
  });
});

describe('a paired difference', () => {
  it('shows the effect alone when both share their draws: a constant shift has no width', () => {
    const [base] = runFutures(unit, model).paths;
    const shifted = { ...base!, values: base!.values.map((x) => x + 3) };
    const { fan, effects } = pairedDifference(base!, shifted, 4, null);
    expect(fan.q05[2]).toBeCloseTo(3, 10);
    expect(fan.q95[2]).toBeCloseTo(3, 10);
    expect(effects.map((e) => e.what)).toEqual(['highest', 'lowest', 'mean', 'end']);
    for (const { q05, q95 } of effects)
      expect([q05, q95].map((x) => x.toFixed(9))).toEqual(['3.000000000', '3.000000000']);
  });

  it('of paths that do not belong together is refused', () => {
    const [y, second] = runFutures(unit, model).paths;
    expect(() => pairedDifference(y!, second!, 4, null)).toThrow(
      expect.objectContaining({ code: 'scenario.invalid' }),
    );
  });

  it('summarises each path by its highest, lowest, mean and last value', () => {
    const base = paths([0, 0, 0]);
    const effects = pairedDifference(base, paths([1, 5, -3]), 3, null).effects;
    expect(effects.map((e) => e.q50)).toEqual([5, -3, 1, -3]);
  });
});
