import { type Belief, type Column, instant, type TwinModel } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { columnValues } from '../ensemble/column-values.ts';
import { effectiveSize } from '../ensemble/effective-size.ts';
import { weightsOf } from '../ensemble/log-weights.ts';
import { covarianceOf, meanOf } from '../ensemble/moments.ts';
import { systematicAncestors } from '../ensemble/resample.ts';
import { uniformityTest } from '../score/uniformity.ts';
import { exactKalman } from '../testing/exact-kalman.ts';
import { filterRun } from '../testing/filter-run.ts';
import { linearTwin } from '../testing/linear-twin.ts';
import { simulatedReadings } from '../testing/simulated-readings.ts';
import { assimilate } from './assimilate.ts';
import { regularise } from './regularise.ts';

const PARTICLE = { method: 'particle', resampleBelow: 0.5, regularisation: 0 } as const;
const NEVER = { method: 'particle', resampleBelow: 0, regularisation: 0 } as const;
const RANDOM = philox('fedcba9876543210');

function normalBelief(size: number): Belief {
  const values = new Float64Array(size * 2);
  for (let m = 0; m < size; m++) {
    const draws = RANDOM.draws(m, 5, 5);
    values[2 * m] = draws.normal();
    values[2 * m + 1] = draws.normal();
  }
  const structures = Array.from({ length: size }, (_, m) => new Uint8Array([m & 255, m >> 8]));
  return { at: instant(0), size, width: 2, values, logWeights: null, structures };
}

const take = (model: TwinModel, belief: Belief, value: number, censored: 'below' | 'above' | null = null) =>
  assimilate(model, belief, [{ observable: 'y', value, censored }], RANDOM);

function momentsOf(belief: Belief, index: number) {
  const [x, w] = [columnValues(belief, index), weightsOf(belief)];
  return { mean: meanOf(x, w), sd: Math.sqrt(covarianceOf(x, x, w)) };
}

describe('the particle filter', () => {
  const model = linearTwin(PARTICLE);
  const { times, readings } = simulatedReadings(model, 200, '00000000000000aa');
  const exact = exactKalman(readings);
  const { beliefs, results } = filterRun(model, times, readings, 4000, '00000000000000bb');

  it('gives the exact log-likelihood of 200 readings within 1', () => {
    const total = results.reduce((sum, r) => sum + r.logEvidence!, 0);
    const truth = exact.reduce((sum, s) => sum + s.logLikelihood, 0);
    expect(truth).toBeLessThan(-100);
    expect(Math.abs(total - truth)).toBeLessThan(1);
  });

  it('gives the exact mean and variance', () => {
    const errors = exact.map(
      ({ mean, covariance }, i) => (momentsOf(beliefs[i]!, 1).mean - mean[1]) / Math.sqrt(covariance[2]),
    );
    const ratios = exact.map(({ covariance }, i) => momentsOf(beliefs[i]!, 0).sd ** 2 / covariance[0]);
    expect(
      Math.sqrt(
        meanOf(
          errors.map((e) => e * e),
          null,
        ),
      ),
    ).toBeLessThan(0.06);
    expect(Math.abs(meanOf(ratios, null) - 1)).toBeLessThan(0.01);
  });

  it('has uniform PITs when the model is perfect', () => {
    expect(results).toHaveLength(200);
    expect(uniformityTest(results.map((r) => r.pit)).p).toBeGreaterThan(0.01);
  });

  it('gives each member what the same member would get anywhere: the same bytes twice', () => {
    const again = filterRun(model, times, readings, 4000, '00000000000000bb');
    expect(again.beliefs.at(-1)).toEqual(beliefs.at(-1));
  });
});

describe('weighing', () => {
  it('a censored reading agrees with Bayes for a normal belief', () => {
    // x standard normal, x + 0.5 e < 0: mean -phi(0) / Phi(0) / sqrt(1.25)
    const { belief } = take(linearTwin(NEVER), normalBelief(20_000), 0, 'below');
    expect(momentsOf(belief, 0).mean).toBeCloseTo(-Math.sqrt(2 / Math.PI / 1.25), 1);
  });

  it('counts and levels agree with Bayes, member by member', () => {
    const values = new Float64Array([1, 0, 2, 0, 4, 0]);
    const three: Belief = { ...normalBelief(1), size: 3, values, structures: null };
    const counted = weightsOf(take(linearTwin(NEVER, { kind: 'count' }), three, 3).belief)!;
    const poisson = [1, 2, 4].map((mean) => Math.exp(-mean) * mean ** 3);
    const total = poisson.reduce((a, b) => a + b);
    for (const [m, w] of counted.entries()) expect(w).toBeCloseTo(poisson[m]! / total, 10);
    const graded = take(linearTwin(NEVER, { kind: 'ordinal', thresholds: [0, 3] }), three, 1).belief;
    const logistic = (x: number) => 1 / (1 + Math.exp(-x));
    const levels = [1, 2, 4].map((x) => logistic(3 - x) - logistic(0 - x));
    const sum = levels.reduce((a, b) => a + b);
    for (const [m, w] of weightsOf(graded)!.entries()) expect(w).toBeCloseTo(levels[m]! / sum, 10);
  });

  it('a reading 20 sd away keeps at least a quarter of the members alive', () => {
    const { belief, results } = take(linearTwin(NEVER), normalBelief(1000), 20 * Math.sqrt(1.25));
    expect(results[0]!.doubt).toBeGreaterThan(10);
    expect(effectiveSize(weightsOf(belief)!)).toBeGreaterThan(250);
    expect(Math.abs(momentsOf(belief, 0).mean)).toBeLessThan(1);
  });

  it('members that are lost are replaced by others, and all lost is a typed error', () => {
    const broken = normalBelief(100);
    broken.values[0] = Number.NaN;
    const { belief, results } = take(linearTwin(NEVER), broken, 0);
    expect(belief.values[0]).toBe(broken.values[2]);
    expect(results[0]).toMatchObject({ recovered: 1 });
    expect(Number.isFinite(results[0]!.predicted) && Number.isFinite(results[0]!.shift)).toBe(true);
    const lost = { ...broken, values: broken.values.map(() => Number.NaN) };
    expect(() => take(linearTwin(NEVER), lost, 0)).toThrow(
      expect.objectContaining({ code: 'belief.collapsed' }),
    );
  });
});

describe('resampling', () => {
  it('carries structures with their members and leaves all weights equal', () => {
    const { belief } = take(linearTwin({ ...PARTICLE, resampleBelow: 1 }), normalBelief(300), 2.5);
    const before = normalBelief(300);
    expect(belief.logWeights).toBeNull();
    const origins = belief.structures!.map(([low, high]) => low! + 256 * high!);
    expect(new Set(origins).size).toBeLessThan(300);
    expect(origins.map((_, i) => belief.values[2 * i])).toEqual(origins.map((m) => before.values[2 * m]));
  });

  it('gives every member the floor or ceiling of what it is due', () => {
    const weights = new Float64Array([0.5, 0.26, 0, 0.24]);
    for (const u of [0.001, 0.3, 0.5, 0.999]) {
      const ancestors = systematicAncestors(weights, 4, 100, u);
      weights.forEach((w, m) => {
        expect(Math.abs(ancestors.filter((a) => a === m).length - 100 * w)).toBeLessThan(1);
      });
    }
  });

  it('of equal weights to the same size is the same belief', () => {
    expect([...systematicAncestors(null, 7, 7, 0.4)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

describe('the kernel of Liu and West', () => {
  const column = (scale: 'linear' | 'log'): Column => ({
    name: scale,
    label: scale,
    unit: '1',
    role: 'parameter',
    scale,
  });

  it('keeps mean and covariance of the parameters on their scales, and tells copies apart', () => {
    const size = 20_000;
    const values = normalBelief(size).values.slice();
    for (let m = 0; m < size; m++) values[2 * m + 1] = Math.exp(0.5 * values[2 * m]! + values[2 * m + 1]!);
    const belief: Belief = { ...normalBelief(1), size, values, structures: null };
    const columns = [column('linear'), column('log')];
    const moved = regularise(belief, belief, columns, 3, (m) => RANDOM.draws(m, 3, 3));
    const logOf = (b: Belief) => columnValues(b, 1).map((x) => Math.log(x));
    const [x0, x1] = [columnValues(belief, 0), columnValues(moved, 0)];
    expect(x1).not.toEqual(x0);
    expect(meanOf(x1, null)).toBeCloseTo(meanOf(x0, null), 1);
    expect(covarianceOf(x1, x1, null) / covarianceOf(x0, x0, null)).toBeCloseTo(1, 1);
    expect(covarianceOf(x1, logOf(moved), null)).toBeCloseTo(covarianceOf(x0, logOf(belief), null), 1);
  });

  it('leaves a parameter without spread where it is', () => {
    const belief: Belief = { ...normalBelief(50), values: new Float64Array(100).fill(2), structures: null };
    const moved = regularise(belief, belief, [column('linear'), column('log')], 1, (m) =>
      RANDOM.draws(m, 3, 3),
    );
    expect(moved.values).toEqual(belief.values);
  });
});

describe('a model with its own exact rule', () => {
  it('is updated by that rule and its shift is measured', () => {
    const model = linearTwin({
      method: 'exact',
      members: 100,
      update: (belief, { value }) => ({
        belief: { ...belief, values: belief.values.map((x) => x + value) },
        predicted: 1,
        sd: 2,
        pit: 0.3,
      }),
    });
    const { belief, results } = take(model, normalBelief(4), 5);
    expect(belief.values[0]).toBe(normalBelief(4).values[0]! + 5);
    expect(results[0]!.predicted).toBe(1);
    expect(results[0]!.shift).toBeCloseTo(5, 10);
  });
});
