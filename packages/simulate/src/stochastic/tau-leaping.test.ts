import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectMoments, IMMIGRANTS, network, SEED, settled } from './fixtures/written-network.ts';
import { simulateStochastic } from './simulate-stochastic.ts';
import { stochasticEnsemble } from './stochastic-ensemble.ts';

describe('tau-leaping', () => {
  it('comes near the exact means and variances of many molecules with far fewer steps', () => {
    const many = network({
      species: { X: 10_000, Y: 0 },
      reactions: [
        { takes: { X: 1 }, gives: { Y: 1 }, law: '(times 1 X)' },
        { takes: { Y: 1 }, gives: { X: 1 }, law: '(times 1 Y)' },
      ],
    });
    const found = stochasticEnsemble(many, {
      times: [0, 0.3, 4],
      runs: 800,
      seed: SEED,
      method: 'tau-leaping',
    });
    for (const [row, t] of [
      [1, 0.3],
      [2, 4],
    ] as const) {
      const p = (1 - Math.exp(-2 * t)) / 2;
      expect(Math.abs(found.means[2 * row + 1]! / (10_000 * p) - 1)).toBeLessThan(0.02);
      expect(Math.abs(found.variances[2 * row + 1]! / (10_000 * p * (1 - p)) - 1)).toBeLessThan(0.2);
      expect(found.means[2 * row]! + found.means[2 * row + 1]!).toBeCloseTo(10_000, 8);
    }
  });

  it('never takes more than there is', () => {
    const rush = network({
      species: { X: 300, Y: 60, Z: 0 },
      reactions: [
        { takes: { X: 1, Y: 1 }, gives: { Z: 1 }, law: '(times 0.5 X Y)' },
        { takes: { X: 1 }, law: '(times 30 X)' },
        { gives: { X: 5 }, law: '400' },
      ],
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (member) => {
        const times = [0, 0.01, 0.05, 0.1, 0.5, 2];
        const { rows } = simulateStochastic(rush, { times, member, seed: SEED, method: 'tau-leaping' });
        for (const x of rows) expect(x).toBeGreaterThanOrEqual(0);
        for (let i = 0; i < times.length; i++) expect(rows[3 * i + 1]! + rows[3 * i + 2]!).toBe(60);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('is exact where molecules are few', () => {
    const poisson = [2, 20].map(settled);
    const found = stochasticEnsemble(IMMIGRANTS, {
      times: [0, 2, 20],
      runs: 3000,
      seed: SEED,
      method: 'tau-leaping',
    });
    expectMoments(
      { ...found, means: found.means.slice(1), variances: found.variances.slice(1) },
      poisson,
      poisson,
      5,
    );
  });
});
