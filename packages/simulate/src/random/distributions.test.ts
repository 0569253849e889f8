import { readFileSync } from 'node:fs';
import type { Draws } from '@twinward/contract';
import { describe, expect, test } from 'vitest';
import { inverseNormal } from '../elementary/inverse-normal.ts';
import { chiSquare } from './chi-square.ts';
import { drawBeta } from './draw-beta.ts';
import { drawBinomial } from './draw-binomial.ts';
import { drawCategorical } from './draw-categorical.ts';
import { drawExponential } from './draw-exponential.ts';
import { drawGamma } from './draw-gamma.ts';
import { drawLogNormal } from './draw-log-normal.ts';
import { drawNormal } from './draw-normal.ts';
import { drawPoisson } from './draw-poisson.ts';
import { logFactorial } from './log-factorial.ts';
import { philox } from './philox.ts';
import { seedFrom } from './seed-from.ts';

const N = 200_000;
const deciles = JSON.parse(
  readFileSync(new URL('fixtures/deciles.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly number[]>>;

function sample(name: string, draw: (draws: Draws) => number): Float64Array {
  const random = philox(seedFrom('distributions', name));
  return Float64Array.from({ length: N }, (_, member) => draw(random.draws(member, 0, 0)));
}

/** Mean and variance within 5 standard errors; the variance's error from the sample's fourth moment. */
function expectMoments(x: Float64Array, mean: number, variance: number): void {
  let sum = 0;
  for (const value of x) sum += value;
  const average = sum / N;
  let second = 0;
  let fourth = 0;
  for (const value of x) {
    const square = (value - average) ** 2;
    second += square / N;
    fourth += square ** 2 / N;
  }
  expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(variance / N));
  expect(Math.abs(second - variance)).toBeLessThan(5 * Math.sqrt((fourth - second ** 2) / N));
}

describe('continuous: moments, and counts between the deciles scipy gives (chi-square, 9 degrees, p > 0.001)', () => {
  test.each<[string, (draws: Draws) => number, number, number]>([
    ['uniform', (d) => d.uniform(), 1 / 2, 1 / 12],
    ['normal', (d) => d.normal(), 0, 1],
    ['normal 140 3', (d) => drawNormal(d, 140, 3), 140, 9],
    ['exponential 12', (d) => drawExponential(d, 12), 12, 144],
    [
      'log-normal 4.5 0.38',
      (d) => drawLogNormal(d, 4.5, 0.38),
      4.5 * Math.exp(0.38 ** 2 / 2),
      4.5 ** 2 * Math.exp(0.38 ** 2) * (Math.exp(0.38 ** 2) - 1),
    ],
    ['gamma 0.3 2', (d) => drawGamma(d, 0.3, 2), 0.6, 1.2],
    ['gamma 1 1', (d) => drawGamma(d, 1, 1), 1, 1],
    ['gamma 2 3.5', (d) => drawGamma(d, 2, 3.5), 7, 24.5],
    ['gamma 80 0.1', (d) => drawGamma(d, 80, 0.1), 8, 0.8],
    ['beta 0.2 0.5', (d) => drawBeta(d, 0.2, 0.5), 2 / 7, 0.1 / (0.49 * 1.7)],
    ['beta 9 1', (d) => drawBeta(d, 9, 1), 0.9, 9 / 1100],
    ['beta 3 7', (d) => drawBeta(d, 3, 7), 0.3, 21 / 1100],
    ['beta 0.5 4', (d) => drawBeta(d, 0.5, 4), 1 / 9, 2 / (20.25 * 5.5)],
  ])('%s', (name, draw, mean, variance) => {
    const x = sample(name, draw);
    expectMoments(x, mean, variance);
    const edges = deciles[name]!;
    const counts = new Float64Array(10);
    for (const value of x) counts[edges.filter((edge) => edge < value).length]! += 1;
    expect(chiSquare(counts, new Float64Array(10).fill(N / 10))).toBeLessThan(27.88);
  });
});

/** Critical values of chi-square at p = 0.001, by degrees of freedom (Wilson-Hilferty). */
const critical = (degrees: number): number => {
  const v = 2 / (9 * degrees);
  return degrees * (1 - v + 3.0902 * Math.sqrt(v)) ** 3;
};

/** Counts pooled so that every cell expects at least 20. */
function expectCounts(x: Float64Array, logProbability: (k: number) => number, most: number): void {
  const observed: number[] = [];
  const expected: number[] = [];
  const counts = new Float64Array(most + 2);
  for (const value of x) counts[Math.min(value, most + 1)]! += 1;
  let seen = 0;
  let due = 0;
  let dueSoFar = 0;
  for (let k = 0; k <= most; k++) {
    seen += counts[k]!;
    due += N * Math.exp(logProbability(k));
    if (due < 20) continue;
    observed.push(seen);
    expected.push(due);
    dueSoFar += due;
    seen = 0;
    due = 0;
  }
  observed[observed.length - 1]! += seen + counts[most + 1]!;
  expected[expected.length - 1]! += N - dueSoFar;
  expect(chiSquare(observed, expected)).toBeLessThan(critical(observed.length - 1));
}

describe('counts: moments and chi-square against the exact probabilities', () => {
  test.each([0.02, 1, 9.9, 10.1, 37.5, 1000])('Poisson of mean %d', (mean) => {
    const x = sample(`poisson ${mean}`, (d) => drawPoisson(d, mean));
    expectMoments(x, mean, mean);
    expectCounts(
      x,
      (k) => k * Math.log(mean) - mean - logFactorial(k),
      Math.ceil(mean + 10 * Math.sqrt(mean) + 5),
    );
  });

  test.each([
    [1, 0.3],
    [20, 0.05],
    [40, 0.5],
    [500, 0.03],
    [500, 0.97],
    [10_000, 0.4],
  ])('binomial of %d trials with probability %d', (n, p) => {
    const x = sample(`binomial ${n} ${p}`, (d) => drawBinomial(d, n, p));
    expectMoments(x, n * p, n * p * (1 - p));
    const whole = logFactorial(n);
    expectCounts(
      x,
      (k) => whole - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log(1 - p),
      n,
    );
  });

  test('categorical, with a weight of zero that is never drawn', () => {
    const weights = [3, 0, 1, 6];
    const counts = new Float64Array(4);
    for (const k of sample('categorical', (d) => drawCategorical(d, weights))) counts[k]! += 1;
    expect(counts[1]).toBe(0);
    const present = [counts[0]!, counts[2]!, counts[3]!];
    expect(chiSquare(present, [0.3 * N, 0.1 * N, 0.6 * N])).toBeLessThan(critical(2));
  });
});

test('parameters that make no distribution are refused', () => {
  const d = philox('0000000000000001').draws(0, 0, 0);
  expect(() => drawGamma(d, 0, 1)).toThrow(/shape 0/);
  expect(() => drawBeta(d, 1, Number.NaN)).toThrow(/NaN/);
  expect(() => drawPoisson(d, -1)).toThrow(/mean -1/);
  expect(() => drawBinomial(d, 2.5, 0.5)).toThrow(/2.5 trials/);
  expect(() => drawCategorical(d, [0, 0])).toThrow(/sum/);
  expect(() => drawCategorical(d, [1, -1])).toThrow(/weight 1/);
});

test('the normal quantile agrees with scipy, far into the tails', () => {
  expect(inverseNormal(0.975)).toBeCloseTo(1.959963984540054, 14);
  expect(inverseNormal(1e-10)).toBeCloseTo(-6.361340902404056, 13);
  expect(inverseNormal(1e-300)).toBeCloseTo(-37.0470962993612, 12);
  expect(inverseNormal(0.5)).toBe(0);
});

test('log-factorials agree with the gamma function', () => {
  expect(logFactorial(16)).toBeCloseTo(30.671860106080672, 12);
  expect(logFactorial(100)).toBeCloseTo(363.73937555556347, 11);
});
