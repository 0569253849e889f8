import { TwinwardError } from '@twinward/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { philox } from '../../random/philox.ts';
import type { DistributionName } from './distribution-name.ts';
import { drawFrom } from './draw-from.ts';

const N = 20_000;
/** Kolmogorov's statistic exceeds this once in a thousand samples. */
const KOLMOGOROV = 1.95;

/** Densities up to a factor, as the specification writes them. */
const DENSITY: Readonly<Record<string, (x: number, a: number, b: number) => number>> = {
  normal: (x, mean, sd) => Math.exp(-((x - mean) ** 2) / (2 * sd * sd)),
  uniform: (x, low, high) => (x >= low && x <= high ? 1 : 0),
  cauchy: (x, location, scale) => 1 / (1 + ((x - location) / scale) ** 2),
  chisquare: (x, degrees) => (x > 0 ? x ** (degrees / 2 - 1) * Math.exp(-x / 2) : 0),
  exponential: (x, rate) => (x >= 0 ? Math.exp(-rate * x) : 0),
  gamma: (x, shape, scale) => (x > 0 ? x ** (shape - 1) * Math.exp(-x / scale) : 0),
  laplace: (x, location, scale) => Math.exp(-Math.abs(x - location) / scale),
  lognormal: (x, mean, sd) => (x > 0 ? Math.exp(-((Math.log(x) - mean) ** 2) / (2 * sd * sd)) / x : 0),
  rayleigh: (x, scale) => (x >= 0 ? x * Math.exp(-(x * x) / (2 * scale * scale)) : 0),
};

const NAMES: readonly DistributionName[] = [
  'normal',
  'uniform',
  'bernoulli',
  'binomial',
  'cauchy',
  'chisquare',
  'exponential',
  'gamma',
  'laplace',
  'lognormal',
  'poisson',
  'rayleigh',
];

function sample(name: DistributionName, given: readonly number[], n = N): number[] {
  const random = philox('00000000000000ff');
  return Array.from({ length: n }, (_, member) => drawFrom(random.draws(member, 0, 0), name, given));
}

/** Largest distance of the sample's distribution function from that of the density on [from, to], by the trapezoidal rule. */
function distance(
  sorted: readonly number[],
  density: (x: number) => number,
  from: number,
  to: number,
): number {
  const steps = 200_000;
  const h = (to - from) / steps;
  const below = new Float64Array(steps + 1);
  for (let i = 1; i <= steps; i++) {
    below[i] = below[i - 1]! + (h / 2) * (density(from + (i - 1) * h) + density(from + i * h));
  }
  return sorted.reduce((most, x, k) => {
    const place = Math.min(steps, Math.max(0, (x - from) / h));
    const at = below[Math.floor(place)]! / below[steps]!;
    return Math.max(most, Math.abs(at - k / sorted.length), Math.abs(at - (k + 1) / sorted.length));
  }, 0);
}

describe('a number drawn from', () => {
  it.each<[DistributionName, readonly number[], number, number]>([
    ['uniform', [-1, 3], -1, 3],
    ['normal', [2, 3], -20, 24],
    ['normal', [0, 1, 6, 7], 6, 7],
    ['normal', [0, 1, 6, Number.POSITIVE_INFINITY], 6, 10],
    ['normal', [5, 2, 1, 4.5], 1, 4.5],
    ['normal', [0, 1, -0.3, 0.4], -0.3, 0.4],
    ['normal', [0, 1, Number.NEGATIVE_INFINITY, -2.5], -9, -2.5],
    ['cauchy', [1, 2, -30, 50], -30, 50],
    ['cauchy', [1, 2, 4, 50], 4, 50],
    ['chisquare', [3.2], 0, 60],
    ['chisquare', [3.2, 1, 5], 1, 5],
    ['exponential', [0.7], 0, 40],
    ['exponential', [0.7, 2, 2.5], 2, 2.5],
    ['gamma', [2, 1.1], 0, 40],
    ['gamma', [0.8, 2, 3, 6], 3, 6],
    ['laplace', [1, 2], -50, 52],
    ['laplace', [1, 2, -3, 2], -3, 2],
    ['laplace', [1, 2, 6, 9], 6, 9],
    ['laplace', [1, 2, -9, -6], -9, -6],
    ['lognormal', [1, 0.7], 0, 200],
    ['lognormal', [1, 2, 3, 10], 3, 10],
    ['rayleigh', [2], 0, 30],
    ['rayleigh', [2, 3, 5], 3, 5],
  ])('%s(%s) has its density', (name, given, from, to) => {
    const sorted = sample(name, given).sort((a, b) => a - b);
    expect(sorted[0]).toBeGreaterThanOrEqual(from);
    expect(sorted[N - 1]).toBeLessThanOrEqual(to);
    const density = (x: number): number => DENSITY[name]!(x, given[0]!, given[1]!);
    expect(distance(sorted, density, from, to) * Math.sqrt(N)).toBeLessThan(KOLMOGOROV);
  });

  const binomial = (k: number, n: number, p: number): number => {
    let product = 1;
    for (let i = 1; i <= k; i++) product *= (p * (n - i + 1)) / i;
    return product * (1 - p) ** (n - k);
  };
  const poisson = (k: number, mean: number): number => {
    let product = Math.exp(-mean);
    for (let i = 1; i <= k; i++) product *= mean / i;
    return product;
  };

  it.each<[DistributionName, readonly number[], (k: number) => number, number, number]>([
    ['bernoulli', [0.23], (k) => (k === 1 ? 0.23 : 0.77), 0, 1],
    ['binomial', [100, 0.2], (k) => binomial(k, 100, 0.2), 0, 100],
    ['binomial', [100, 0.2, 15, 32], (k) => binomial(k, 100, 0.2), 15, 32],
    ['poisson', [4.2], (k) => poisson(k, 4.2), 0, 60],
    ['poisson', [40, 35, 42], (k) => poisson(k, 40), 35, 42],
  ])('%s(%s) has its probabilities', (name, given, probability, from, to) => {
    const all = Array.from({ length: to - from + 1 }, (_, i) => probability(from + i));
    const total = all.reduce((sum, p) => sum + p, 0);
    const counts = new Map<number, number>();
    for (const k of sample(name, given)) counts.set(k, (counts.get(k) ?? 0) + 1);
    for (const [i, p] of all.entries()) {
      const expected = (N * p) / total;
      const seen = counts.get(from + i) ?? 0;
      counts.delete(from + i);
      expect(Math.abs(seen - expected)).toBeLessThan(4.5 * Math.sqrt(expected) + 3);
    }
    expect([...counts.keys()]).toEqual([]);
  });

  it('ends, whatever its arguments', () => {
    const extreme = fc.constantFrom(
      0,
      -0,
      1e-320,
      1e-9,
      0.5,
      1,
      2,
      5,
      1e9,
      1e300,
      Infinity,
      -1,
      -1e300,
      -Infinity,
      NaN,
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.array(extreme, { minLength: 1, maxLength: 4 }),
        (name, given) => {
          try {
            const [drawn] = sample(name, given, 1);
            const own = name === 'uniform' || name === 'bernoulli' || given.length < 3;
            if (!own) expect(drawn! >= given.at(-2)! && drawn! <= given.at(-1)!).toBe(true);
            expect(drawn).not.toBeNaN();
          } catch (error) {
            if (!(error instanceof TwinwardError)) throw error;
            expect(error.code).toBe('solver.failed');
          }
        },
      ),
      { seed: 9, numRuns: 500 },
    );
  });

  it('one argument puts Cauchy and Laplace around 0', () => {
    for (const name of ['cauchy', 'laplace'] as const) {
      expect(sample(name, [2], 50)).toEqual(sample(name, [0, 2], 50));
    }
  });

  it.each<[DistributionName, readonly number[], RegExp]>([
    ['normal', [0, -1], /normal\(0, -1\) makes no distribution/],
    ['normal', [0, 0, 1, 2], /holds none of it/],
    ['exponential', [0], /makes no distribution/],
    ['exponential', [1, -3, -2], /holds none of it/],
    ['lognormal', [0, 1, -2, -1], /holds none of it/],
    ['uniform', [2, 1], /makes no distribution/],
    ['binomial', [2.5, 0.5], /makes no distribution/],
    ['gamma', [1, 1, 5, 4], /ends before it begins/],
    ['poisson', [2, 0.2, 0.8], /too little/],
    ['poisson', [1e300], /makes no distribution/],
    ['normal', [0, 1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], /holds none of it/],
    ['bernoulli', [Number.NaN], /makes no distribution/],
  ])('%s(%s) is refused by name', (name, given, message) => {
    expect(() => sample(name, given, 1)).toThrow(message);
  });
});
