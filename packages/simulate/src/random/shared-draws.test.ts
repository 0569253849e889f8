import type { Draws } from '@twinward/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawBeta } from './draw-beta.ts';
import { drawGamma } from './draw-gamma.ts';
import { drawMultinomial } from './draw-multinomial.ts';
import { drawNegativeBinomial } from './draw-negative-binomial.ts';
import { EmpiricalDistribution } from './empirical-distribution.ts';
import { philox } from './philox.ts';
import { QuantileTable } from './quantile-table.ts';

const random = philox('00000000000000d1');
const at = (member: number): Draws => random.draws(member, 3, 60);
const refused = (field: string) =>
  expect.objectContaining({ code: 'usage', place: expect.objectContaining({ field }) });

describe('scenarios that share draws', () => {
  test('what one member draws depends on its address alone', () => {
    const draw = (member: number) => [
      drawNegativeBinomial(at(member), 3, 0.4),
      ...drawMultinomial(at(member), 30, [1, 2, 3]),
    ];
    const forward = [0, 1, 2, 3].map(draw);
    expect([3, 2, 1, 0].map(draw).reverse()).toEqual(forward);
    expect(new Set(forward.map(String)).size).toBe(4);
  });

  test('a shift of weights to later values moves no member to an earlier one', () => {
    const before = new EmpiricalDistribution([1, 2, 3, 4], [4, 3, 2, 1]);
    const after = new EmpiricalDistribution([1, 2, 3, 4], [3, 3, 2, 2]);
    let moved = 0;
    for (let member = 0; member < 10_000; member++) {
      const [a, b] = [before.draw(at(member)), after.draw(at(member))];
      expect(b).toBeGreaterThanOrEqual(a);
      if (b > a) moved += 1;
    }
    // by at most as much as weight was shifted past each value: 0.1 + 0.1 + 0.1
    expect(moved).toBeGreaterThan(2000);
    expect(moved).toBeLessThan(3500);
  });
});

describe('an empirical distribution', () => {
  const weights = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-12, max: 1e12, noNaN: true })), {
    minLength: 1,
    maxLength: 60,
  });

  test('gives for every uniform number what a search from the first value gives', () => {
    const property = fc.property(
      weights,
      fc.array(fc.double({ min: 1e-16, max: 1 - 2 ** -53, noNaN: true })),
      (given, us) => {
        fc.pre(given.some((weight) => weight > 0));
        const table = new EmpiricalDistribution(Array.from(given.keys()), given);
        let sum = 0;
        const cumulative = given.map((weight) => (sum += weight));
        for (const u of us) {
          const found = cumulative.findIndex((up, i) => given[i]! > 0 && up > u * sum);
          const last = given.findLastIndex((weight) => weight > 0);
          expect(table.quantile(u)).toBe(found < 0 ? last : found);
        }
      },
    );
    fc.assert(property, { seed: 3, numRuns: 300 });
  });

  test('of one value gives it', () => {
    expect(new EmpiricalDistribution([7], [1e-300]).draw(at(0))).toBe(7);
  });

  test('refuses what are no weights', () => {
    expect(() => new EmpiricalDistribution([1, 2], [1])).toThrow(refused('weights'));
    expect(() => new EmpiricalDistribution([1, 2], [1, -1])).toThrow(/value 1 is 2 with weight -1/);
    expect(() => new EmpiricalDistribution([Number.NaN], [1])).toThrow(/NaN/);
    expect(() => new EmpiricalDistribution([1], [0])).toThrow(/sum/);
    expect(() => new EmpiricalDistribution([], [])).toThrow(/sum/);
  });
});

describe('a table of quantiles', () => {
  test('gives its values at its probabilities, and rises between', () => {
    const table = new QuantileTable([0, 0.1, 0.5, 1], [-5, 0, 0, 20]);
    expect([0, 0.05, 0.1, 0.3, 0.5, 0.75, 1].map((u) => table.quantile(u))).toEqual([
      -5, -2.5, 0, 0, 0, 10, 20,
    ]);
  });

  test('of a sample has the quantiles of definition 7, as R gives them', () => {
    // quantile(c(2, 3.5, 5, 11, 12.25, 40), c(0.1, 0.25, 0.333, 0.9), type = 7)
    const table = QuantileTable.ofSample([11, 2, 40, 5, 12.25, 3.5]);
    for (const [u, value] of [
      [0.1, 2.75],
      [0.25, 3.875],
      [0.333, 4.4975],
      [0.9, 26.125],
    ]) {
      expect(table.quantile(u!)).toBeCloseTo(value!, 10);
    }
  });

  test('refuses what does not rise from 0 to 1', () => {
    expect(() => new QuantileTable([0, 1], [1])).toThrow(refused('probabilities'));
    expect(() => new QuantileTable([0, 0.9], [1, 2])).toThrow(refused('probabilities'));
    expect(() => new QuantileTable([0, 0.5, 0.5, 1], [1, 2, 3, 4])).toThrow(refused('values'));
    expect(() => new QuantileTable([0, 1], [2, 1])).toThrow(/quantile 2 is 1/);
    expect(() => new QuantileTable([0, 1], [0, Number.POSITIVE_INFINITY])).toThrow(/Infinity/);
    expect(() => QuantileTable.ofSample([1])).toThrow(/no quantiles/);
  });
});

describe('counts', () => {
  test('a multinomial adds up, and never draws a weight of 0, however its weights lie', () => {
    const weight = fc.oneof(fc.constant(0), fc.double({ min: 1e-300, max: 1e300, noNaN: true }));
    const property = fc.property(
      fc.array(weight, { minLength: 1, maxLength: 9 }),
      fc.nat(1e6),
      fc.nat(),
      (weights, n, member) => {
        fc.pre(weights.some((one) => one > 0));
        const counts = drawMultinomial(at(member), n, weights);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(n);
        counts.forEach((count, i) => {
          expect(Number.isInteger(count) && count >= 0 && (count === 0 || weights[i]! > 0)).toBe(true);
        });
      },
    );
    fc.assert(property, { seed: 4, numRuns: 300 });
  });

  test('a negative binomial keeps to whole numbers at the ends of its parameters', () => {
    for (const [mean, k] of [
      [0, 1],
      [1e-300, 1],
      [1e12, 3],
      [5, 1e-8],
      [5, 1e300],
      [1e-5, 1e-5],
    ]) {
      const count = drawNegativeBinomial(at(1), mean!, k!);
      expect(Number.isInteger(count) && count >= 0).toBe(true);
    }
  });

  test('parameters that make no distribution are refused by name', () => {
    expect(() => drawNegativeBinomial(at(0), -1, 1)).toThrow(refused('mean'));
    expect(() => drawNegativeBinomial(at(0), Number.POSITIVE_INFINITY, 1)).toThrow(refused('mean'));
    expect(() => drawNegativeBinomial(at(0), 1, 0)).toThrow(refused('dispersion'));
    expect(() => drawNegativeBinomial(at(0), 1, Number.NaN)).toThrow(refused('dispersion'));
    expect(() => drawMultinomial(at(0), 2.5, [1])).toThrow(refused('n'));
    expect(() => drawMultinomial(at(0), 2, [1, Number.NaN])).toThrow(refused('weights'));
    expect(() => drawMultinomial(at(0), 2, [0, 0])).toThrow(refused('weights'));
    expect(() => drawMultinomial(at(0), 2, [1, 1], new Float64Array(1))).toThrow(refused('counts'));
    expect(() => drawGamma(at(0), Number.POSITIVE_INFINITY, 1)).toThrow(/shape Infinity/);
    expect(() => drawBeta(at(0), 2, Number.POSITIVE_INFINITY)).toThrow(/Infinity/);
  });
});
