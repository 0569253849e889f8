import { describe, expect, it } from 'vitest';
import { bayesianOptimisation } from './bayesian-optimisation.ts';
import { GaussianRegression, usualShape } from './gaussian-regression.ts';

const SEED = '00000000000000f1';
/** Dixon and Szegö 1978: three minima of 0.397887. */
const branin = (x: Float64Array): number =>
  (x[1]! - (5.1 / (4 * Math.PI ** 2)) * x[0]! ** 2 + (5 / Math.PI) * x[0]! - 6) ** 2 +
  10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]!) +
  10;
const BRANIN = { lower: [-5, 0], upper: [10, 15], seed: SEED };

describe('Bayesian optimisation', () => {
  it('finds a minimum of Branin in forty evaluations', () => {
    const found = bayesianOptimisation(branin, { ...BRANIN, maximumEvaluations: 40 });
    expect(found.value).toBeLessThan(0.3979 + 0.005);
    expect(found.evaluations).toBeLessThanOrEqual(40);
  });

  it('ends by itself when nothing is to be gained, and is the same again', () => {
    const bowl = (x: Float64Array) => (x[0]! - 0.2) ** 2;
    const run = () => bayesianOptimisation(bowl, { lower: [-1], upper: [1], seed: SEED });
    expect(run().status).toBe('converged');
    expect(run().x[0]).toBeCloseTo(0.2, 2);
    expect(run().x).toEqual(run().x);
  });

  it('finds its way through noise and places without a value', () => {
    let calls = 0;
    const found = bayesianOptimisation(
      (x) => {
        calls += 1;
        if (x[0]! > 0.8) return Number.NaN;
        return (x[0]! - 0.5) ** 2 + 0.001 * Math.sin(1000 * calls);
      },
      { lower: [0], upper: [1], seed: SEED, maximumEvaluations: 25 },
    );
    expect(found.x[0]).toBeCloseTo(0.5, 0);
    expect(Math.abs(found.x[0]! - 0.5)).toBeLessThan(0.1);
  });

  it('refuses missing bounds and functions without values; can be cancelled', () => {
    const code = (expected: string) => expect.objectContaining({ code: expected });
    expect(() => bayesianOptimisation(branin, { ...BRANIN, upper: [1] })).toThrow(code('usage'));
    expect(() => bayesianOptimisation(branin, { ...BRANIN, lower: [-Infinity, 0] })).toThrow(code('usage'));
    expect(() => bayesianOptimisation(() => Number.NaN, BRANIN)).toThrow(code('model.domain'));
    expect(bayesianOptimisation(branin, { ...BRANIN, signal: { aborted: true } }).status).toBe('cancelled');
  });
});

describe('a Gaussian process', () => {
  const points = [0.05, 0.2, 0.45, 0.6, 0.75, 0.95].map((u) => Float64Array.of(u));
  const values = Float64Array.from(points, ([u]) => Math.sin(6 * u!));

  it('goes through what it has seen, and is unsure in between', () => {
    const { gaussian } = GaussianRegression.fitted(points, values, [usualShape(1)]);
    for (const [i, point] of points.entries()) expect(gaussian.at(point).mean).toBeCloseTo(values[i]!, 2);
    const [seen, between] = [gaussian.at(Float64Array.of(0.6)).sd, gaussian.at(Float64Array.of(0.33)).sd];
    expect(between).toBeGreaterThan(3 * seen);
    const there = gaussian.at(Float64Array.of(0.33));
    expect(Math.abs(there.mean - Math.sin(6 * 0.33))).toBeLessThan(4 * there.sd + 0.01);
  });

  it('learns which input does not matter: its length grows, that of the other shrinks', () => {
    const grid = Array.from({ length: 25 }, (_, i) => Float64Array.of((i % 5) / 4, Math.floor(i / 5) / 4));
    const wave = Float64Array.from(grid, ([u]) => Math.sin(7 * u!));
    const { shape } = GaussianRegression.fitted(grid, wave, [usualShape(2)]);
    expect(shape[0]).toBeLessThan(shape[1]! - 1);
  });
});
