import { log } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import type { ParameterPrior } from '../distribution/parameter-prior.ts';
import { TransformKalman } from '../filter/transform-kalman.ts';
import { invertPositive } from '../linear-algebra/positive-definite.ts';
import { momentsOf } from '../testing/linear-system.ts';
import { type EsMdaProblem, esMda } from './es-mda.ts';

// y = A t + e for three coordinates t, two of them known through a logarithm and a logit
const A = [
  [1, 0.5, 0],
  [0, 1, -1],
  [0.3, 0, 2],
  [1, 1, 1],
];
const VARIANCE = Float64Array.of(0.2, 0.1, 0.4, 0.3);
const OBSERVED = Float64Array.of(2.4, -0.8, 1.1, Number.NaN);
const PRIORS: readonly ParameterPrior[] = [
  { name: 'shift', prior: { kind: 'normal', mean: 1, sd: 2 } },
  { name: 'rate', prior: { kind: 'logNormal', median: 1, logSd: 1 } },
  { name: 'share', prior: { kind: 'logitNormal', median: 0.5, logitSd: 1, low: 0, high: 1 } },
];
const straightened = (row: ArrayLike<number>, at: number) => [
  row[at]!,
  log(row[at + 1]!),
  log(row[at + 2]! / (1 - row[at + 2]!)),
];
const problem: EsMdaProblem = {
  parameters: PRIORS,
  observed: OBSERVED,
  variance: VARIANCE,
  predict(parameters, members, out) {
    for (let m = 0; m < members; m++) {
      const t = straightened(parameters, 3 * m);
      A.forEach((row, j) => {
        out[4 * m + j] = row.reduce((sum, a, i) => sum + a * t[i]!, 0);
      });
    }
  },
};

/** The exact posterior of t: precision P^-1 + A' R^-1 A. */
function exactPosterior() {
  const [mean, sd] = [
    [1, 0, 0],
    [2, 1, 1],
  ] as const;
  const precision = Float64Array.from({ length: 9 }, (_, at) => {
    const [i, j] = [Math.floor(at / 3), at % 3];
    const seen = A.reduce(
      (sum, row, k) => sum + (Number.isNaN(OBSERVED[k]!) ? 0 : (row[i]! * row[j]!) / VARIANCE[k]!),
      0,
    );
    return seen + (i === j ? 1 / sd[i]! ** 2 : 0);
  });
  const covariance = invertPositive(precision, 3)!.inverse;
  const pull = mean.map((value, i) =>
    A.reduce(
      (sum, row, k) => sum + (Number.isNaN(OBSERVED[k]!) ? 0 : (row[i]! * OBSERVED[k]!) / VARIANCE[k]!),
      value / sd[i]! ** 2,
    ),
  );
  return {
    covariance,
    mean: [0, 1, 2].map((i) => pull.reduce((sum, value, j) => sum + covariance[3 * i + j]! * value, 0)),
  };
}

describe('ES-MDA of a problem that is linear and normal on the scales of its priors', () => {
  const exact = exactPosterior();
  it.each([
    ['four equal steps', {}],
    ['one step', { steps: 1 }],
    ['falling inflation', { inflation: [9.333333333333334, 7, 4, 2] }],
    ['square-root analysis', { analysis: new TransformKalman() }],
  ])('%s: mean and covariance are those of the exact posterior', (_, options) => {
    const members = 5000;
    const { values } = esMda(problem, { seed: '00000000000000e1', members, ...options });
    const t = Float64Array.from({ length: members }, (_, m) => m).reduce(
      (all, m) => {
        all.set(straightened(values, 3 * m), 3 * m);
        return all;
      },
      new Float64Array(3 * members),
    );
    const ours = momentsOf(t, 3);
    for (let i = 0; i < 3; i++) {
      const sd = Math.sqrt(exact.covariance[4 * i]!);
      expect(Math.abs(ours.mean[i]! - exact.mean[i]!)).toBeLessThan((4 * sd) / Math.sqrt(members));
      for (let j = 0; j < 3; j++) {
        const scale = sd * Math.sqrt(exact.covariance[4 * j]!);
        expect(Math.abs(ours.covariance[3 * i + j]! - exact.covariance[3 * i + j]!) / scale).toBeLessThan(
          0.06,
        );
      }
    }
  });

  it('stays inside the bounds, and the misfit falls to about what the errors leave', () => {
    const { values, steps, names } = esMda(problem, { seed: '00000000000000e2', members: 300 });
    expect(names).toEqual(['shift', 'rate', 'share']);
    for (let m = 0; m < 300; m++) {
      expect(values[3 * m + 1]).toBeGreaterThan(0);
      expect(Math.abs(values[3 * m + 2]! - 0.5)).toBeLessThan(0.5);
    }
    const misfits = steps.map(({ misfit }) => misfit);
    expect(misfits).toHaveLength(4);
    expect(misfits[3]!).toBeLessThan(misfits[0]! / 3);
  });
});

it('ES-MDA replaces members that cannot be computed, and refuses what cannot be run', () => {
  const breaking: EsMdaProblem = {
    ...problem,
    predict(parameters, members, out) {
      problem.predict(parameters, members, out);
      for (let m = 0; m < members; m++) if (parameters[3 * m]! > 3) out[4 * m] = Number.NaN;
    },
  };
  const { steps, values } = esMda(breaking, { seed: '00000000000000e3' });
  expect(steps[0]!.recovered).toBeGreaterThan(0);
  expect(values.every(Number.isFinite)).toBe(true);
  const seed = '00000000000000e4';
  expect(() => esMda(problem, { seed, members: 1 })).toThrow('members is 1');
  expect(() => esMda(problem, { seed, inflation: [2, 3] })).toThrow(
    'reciprocals of the inflation sum to 0.83',
  );
  expect(() => esMda(problem, { seed, signal: { aborted: true } })).toThrow('cancelled');
  expect(() => esMda({ ...problem, parameters: [] }, { seed })).toThrow('no parameters');
});
