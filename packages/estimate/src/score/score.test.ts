import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { distributionQuantile } from '../distribution/distribution-quantile.ts';
import { gammaTail } from '../distribution/gamma-tail.ts';
import { logNormalTail, normalCumulative, normalHazard, normalTail } from '../distribution/normal-tail.ts';
import { poissonQuantile } from '../distribution/poisson-quantile.ts';
import { effectiveSize } from '../ensemble/effective-size.ts';
import { meanOf } from '../ensemble/moments.ts';
import { quantile } from '../forecast/quantile.ts';
import { crps } from './crps.ts';
import { coverage, intervalScore, weightedIntervalScore } from './interval-score.ts';
import { logScore } from './log-score.ts';
import { pit } from './pit.ts';
import { rankHistogram } from './rank-histogram.ts';
import { flatnessTest, uniformityTest } from './uniformity.ts';

const random = philox('00000000000000ee');
const normals = (n: number, stream: number): Float64Array => {
  const draws = random.draws(0, stream, 0);
  return Float64Array.from({ length: n }, () => draws.normal());
};
const uniforms = (n: number, stream: number): Float64Array => {
  const draws = random.draws(0, stream, 1);
  return Float64Array.from({ length: n }, () => draws.uniform());
};

/** CRPS of the standard normal at z (Gneiting and Raftery 2007, eq. 21). */
const normalCrps = (z: number) =>
  z * (2 * normalCumulative(z) - 1) +
  2 * (Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)) -
  1 / Math.sqrt(Math.PI);

describe('the CRPS of a sample', () => {
  it('is that of the normal distribution it comes from', () => {
    const sample = normals(200_000, 1);
    for (const z of [-3, -1, 0, 0.4, 2]) expect(crps(sample, z)).toBeCloseTo(normalCrps(z), 2);
  });

  it('is fair: small samples score the same on average as large ones', () => {
    const draws = normals(60_000, 2);
    const scores = Array.from({ length: 20_000 }, (_, i) => crps(draws.subarray(3 * i, 3 * i + 3), 0.5));
    expect(meanOf(scores, null)).toBeCloseTo(normalCrps(0.5), 2);
  });

  it('with equal weights is that without', () => {
    const sample = normals(40, 3);
    expect(crps(sample, 0.3, new Float64Array(40).fill(1 / 40))).toBeCloseTo(crps(sample, 0.3), 12);
  });

  it('of one value is the absolute error', () => {
    expect(crps([4], 7)).toBe(3);
  });
});

describe('intervals', () => {
  it('cover the share they promise', () => {
    const bounds = Array.from({ length: 3 }, (_, i) => ({ level: 0.9, low: i, high: i + 1 }));
    expect(coverage(bounds, [0, 2.5, 2.5])).toBeCloseTo(2 / 3, 12);
  });

  it('score their width, and twenty times the miss at 90 %', () => {
    expect(intervalScore({ level: 0.9, low: 1, high: 3 }, 2)).toBe(2);
    expect(intervalScore({ level: 0.9, low: 1, high: 3 }, 3.5)).toBeCloseTo(2 + 20 * 0.5, 10);
  });

  it('taken at many levels together score the CRPS', () => {
    const sample = normals(20_000, 4);
    const levels = Array.from({ length: 49 }, (_, k) => (k + 1) / 50);
    const intervals = levels.map((level) => ({
      level,
      low: quantile(sample, null, (1 - level) / 2),
      high: quantile(sample, null, (1 + level) / 2),
    }));
    const wis = weightedIntervalScore(quantile(sample, null, 0.5), intervals, 1.2);
    expect(wis).toBeCloseTo(normalCrps(1.2), 1);
  });

  it('from a small sample hold the next value as often as they say', () => {
    const draws = normals(20 * 20_000, 5);
    let inside = 0;
    for (let i = 0; i < 20_000; i++) {
      const sample = draws.subarray(20 * i, 20 * i + 19);
      const truth = draws[20 * i + 19]!;
      if (truth >= quantile(sample, null, 0.05) && truth <= quantile(sample, null, 0.95)) inside++;
    }
    expect(inside / 20_000).toBeCloseTo(0.9, 2);
  });
});

describe('quantiles', () => {
  it('with equal weights given or left out agree', () => {
    const sample = normals(31, 6);
    const weights = new Float64Array(31).fill(1 / 31);
    for (const p of [0, 0.05, 0.31, 0.5, 0.95, 1]) {
      expect(quantile(sample, weights, p)).toBeCloseTo(quantile(sample, null, p), 12);
    }
  });

  it('follow the weights', () => {
    expect(quantile([1, 2, 3], [0, 0.02, 0.98], 0.5)).toBeGreaterThan(2.9);
    expect(quantile([7, 1], [1, 0], 0.05)).toBe(7);
  });
});

describe('calibration', () => {
  const truths = normals(2000, 7);
  const members = normals(2000 * 19, 8);
  const samples = Array.from(truths, (_, i) => members.subarray(19 * i, 19 * i + 19));
  const us = uniforms(2000, 9);

  it('shows flat ranks and uniform PITs when truth and members share a distribution', () => {
    const counts = rankHistogram(samples, truths, us, 10);
    expect(counts.reduce((a, b) => a + b)).toBe(2000);
    expect(flatnessTest(counts).p).toBeGreaterThan(0.01);
    expect(uniformityTest(samples.map((s, i) => pit(s, truths[i]!, us[i]!))).p).toBeGreaterThan(0.01);
  });

  it('shows a valley when the members are too close together, a slope when they are biased', () => {
    const narrow = samples.map((s) => s.map((x) => 0.6 * x));
    const counts = rankHistogram(narrow, truths, us, 10);
    expect(flatnessTest(counts).p).toBeLessThan(1e-6);
    expect(counts[0]! + counts[9]!).toBeGreaterThan(2 * (counts[4]! + counts[5]!));
    const biased = samples.map((s) => s.map((x) => x + 0.5));
    const sloped = rankHistogram(biased, truths, us, 10);
    expect(sloped[0]).toBeGreaterThan(sloped[9]! * 3);
    expect(uniformityTest(biased.map((s, i) => pit(s, truths[i]!, us[i]!))).p).toBeLessThan(1e-6);
  });

  it('spreads ties so that counts come out uniform too', () => {
    const counts = uniforms(2000 * 20, 10).map((u) => poissonQuantile(1.2, u));
    const pits = Array.from(us, (u, i) => pit(counts.subarray(20 * i, 20 * i + 19), counts[20 * i + 19]!, u));
    expect(uniformityTest(pits).p).toBeGreaterThan(0.01);
  });

  it('counts the members that matter', () => {
    expect(effectiveSize([0.25, 0.25, 0.25, 0.25])).toBe(4);
    expect(effectiveSize([1, 0, 0])).toBe(1);
  });
});

describe('the distributions behind the scores', () => {
  it('the normal tail agrees with published values, deep into the tail', () => {
    // Abramowitz and Stegun table 26.1, 26.2 and mpmath
    for (const [x, p] of [
      [0, 0.5],
      [1, 0.15865525393145705],
      [3, 0.0013498980316300946],
      [6, 9.865876450376981e-10],
      [10, 7.619853024160527e-24],
      [-2, 0.9772498680518208],
    ] as const) {
      expect(normalTail(x) / p).toBeCloseTo(1, 8);
    }
    expect(logNormalTail(40)).toBeCloseTo(-804.608_442, 4);
    expect(normalHazard(100)).toBeCloseTo(100.01, 3);
  });

  it('the gamma tail gives Poisson and chi-square probabilities', () => {
    expect(gammaTail(3, 2)).toBeCloseTo(5 * Math.exp(-2), 12);
    expect(gammaTail(9 / 2, 16.918977604620448 / 2)).toBeCloseTo(0.05, 10);
  });

  it('the Poisson quantile inverts the Poisson distribution, small means and large', () => {
    for (const mean of [0.3, 4, 29.9, 30.1, 400]) {
      for (const p of [0.001, 0.2, 0.5, 0.9, 0.9999]) {
        const k = poissonQuantile(mean, p);
        expect(gammaTail(k + 1, mean)).toBeGreaterThanOrEqual(p);
        if (k > 0) expect(gammaTail(k, mean)).toBeLessThan(p);
      }
    }
  });

  it('the gamma quantile inverts the gamma distribution; with shape 1 it is the exponential one', () => {
    const quantileOf = (shape: number, p: number) =>
      distributionQuantile({ kind: 'gamma', shape, scale: 3 }, p);
    expect(quantileOf(1, 0.5)).toBeCloseTo(3 * Math.LN2, 10);
    for (const shape of [0.2, 1, 11, 300]) {
      for (const p of [0.01, 0.5, 0.99]) {
        expect(gammaTail(shape, quantileOf(shape, p) / 3)).toBeCloseTo(1 - p, 8);
      }
    }
  });

  it('every kind of prior has a tenth of its mass below its first decile', () => {
    const draws = random.draws(0, 11, 2);
    for (const distribution of [
      { kind: 'normal', mean: 3, sd: 2 },
      { kind: 'logNormal', median: 2, logSd: 0.5 },
      { kind: 'logitNormal', median: 0.3, logitSd: 1, low: 0, high: 1 },
      { kind: 'uniform', low: -1, high: 4 },
    ] as const) {
      const decile = distributionQuantile(distribution, 0.1);
      let below = 0;
      for (let i = 0; i < 5000; i++)
        if (distributionQuantile(distribution, draws.uniform()) < decile) below++;
      expect(below / 5000).toBeCloseTo(0.1, 1);
    }
    expect(distributionQuantile({ kind: 'fixed', value: 7 }, 0.4)).toBe(7);
  });

  it('the log score of a standard normal at its mean is half the log of two pi', () => {
    expect(logScore(0, 1, 0)).toBeCloseTo(0.5 * Math.log(2 * Math.PI), 12);
  });
});
