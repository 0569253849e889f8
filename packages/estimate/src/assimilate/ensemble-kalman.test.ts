import { type Belief, instant, type TwinModel, TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { columnValues } from '../ensemble/column-values.ts';
import { covarianceOf, meanOf } from '../ensemble/moments.ts';
import { uniformityTest } from '../score/uniformity.ts';
import { exactKalman } from '../testing/exact-kalman.ts';
import { filterRun } from '../testing/filter-run.ts';
import { linearTwin } from '../testing/linear-twin.ts';
import { simulatedReadings } from '../testing/simulated-readings.ts';
import { assimilate } from './assimilate.ts';

const PLAIN = { method: 'ensemble-kalman', inflation: 1, relaxation: 0 } as const;
const RANDOM = philox('0123456789abcdef');

/** A belief of standard normal members in both columns, the second correlated 0.8 with the first. */
function normalBelief(size: number): Belief {
  const values = new Float64Array(size * 2);
  for (let m = 0; m < size; m++) {
    const draws = RANDOM.draws(m, 5, 5);
    values[2 * m] = draws.normal();
    values[2 * m + 1] = 0.8 * values[2 * m]! + 0.6 * draws.normal();
  }
  return { at: instant(0), size, width: 2, values, logWeights: null, structures: null };
}

const momentsOf = (belief: Belief, index: number) => {
  const x = columnValues(belief, index);
  return { mean: meanOf(x, null), sd: Math.sqrt(covarianceOf(x, x, null)) };
};

const take = (model: TwinModel, belief: Belief, value: number, censored: 'below' | 'above' | null = null) => {
  const taken = assimilate(model, belief, [{ observable: 'y', value, censored }], RANDOM);
  return { belief: taken.belief, result: taken.results[0]! };
};

describe.each(['serial', 'transform', 'finite-size', 'stochastic'] as const)(
  'the ensemble square-root filter, %s',
  (analysis) => {
    const model = linearTwin({ ...PLAIN, analysis });
    const { times, readings } = simulatedReadings(model, 400, '00000000000000aa');
    const exact = exactKalman(readings);

    it('gives the mean and covariance of the exact Kalman filter within Monte-Carlo error', () => {
      const size = 2000;
      const { beliefs } = filterRun(model, times, readings, size, '00000000000000bb');
      const [meanErrors, varianceRatios, covarianceErrors]: number[][] = [[], [], []];
      exact.forEach(({ mean, covariance }, i) => {
        const x = columnValues(beliefs[i]!, 0);
        const v = columnValues(beliefs[i]!, 1);
        for (const [k, column] of [x, v].entries()) {
          const variance = k === 0 ? covariance[0] : covariance[2];
          meanErrors!.push((meanOf(column, null) - mean[k]!) / Math.sqrt(variance / size));
          varianceRatios!.push(covarianceOf(column, column, null) / variance);
        }
        const scale = Math.sqrt(covariance[0] * covariance[2]);
        covarianceErrors!.push((covarianceOf(x, v, null) - covariance[1]) / scale);
      });
      expect(meanErrors).toHaveLength(800);
      // the error of an average over N members, itself averaged over cycles by the filter's memory
      const rms = Math.sqrt(
        meanOf(
          meanErrors!.map((e) => e * e),
          null,
        ),
      );
      expect(rms).toBeGreaterThan(0.1);
      expect(rms).toBeLessThan(2);
      expect(Math.abs(meanOf(varianceRatios!, null) - 1)).toBeLessThan(0.005);
      expect(Math.max(...varianceRatios!.map((r) => Math.abs(r - 1)))).toBeLessThan(0.15);
      expect(Math.abs(meanOf(covarianceErrors!, null))).toBeLessThan(0.005);
    });

    it('gives the exact log-likelihood of the readings', () => {
      const { results } = filterRun(model, times, readings, 2000, '00000000000000bb');
      const total = results.reduce((sum, r) => sum + r.logEvidence!, 0);
      const truth = exact.reduce((sum, s) => sum + s.logLikelihood, 0);
      expect(Math.abs(total - truth)).toBeLessThan(1);
    });

    it('has uniform PITs when the model is perfect, also with 60 members', () => {
      for (const [size, seed] of [
        [2000, '00000000000000bb'],
        [60, '00000000000000cc'],
      ] as const) {
        const { results } = filterRun(model, times, readings, size, seed);
        expect(uniformityTest(results.map((r) => r.pit)).p).toBeGreaterThan(0.01);
      }
    });

    it('rejects uniformity when the model thinks its sensor half as noisy as it is', () => {
      const vain = linearTwin({ ...PLAIN, analysis }, { kind: 'additive', sd: 0.25 });
      const { results } = filterRun(vain, times, readings, 500, '00000000000000dd');
      expect(uniformityTest(results.map((r) => r.pit)).p).toBeLessThan(0.01);
    });

    it('moves an unseen column by its correlation with what is seen', () => {
      const { belief } = take(model, normalBelief(4000), 2);
      const gain = 1 / 1.25;
      expect(momentsOf(belief, 0).mean).toBeCloseTo(gain * 2, 1);
      expect(momentsOf(belief, 1).mean).toBeCloseTo(0.8 * gain * 2, 1);
      expect(momentsOf(belief, 1).sd).toBeCloseTo(Math.sqrt(1 - 0.64 * gain), 1);
    });
  },
);

describe.each(['serial', 'transform', 'stochastic'] as const)('censored readings, %s', (analysis) => {
  const model = linearTwin({ ...PLAIN, analysis });

  /** Posterior mean and sd of a standard normal x given x + 0.5 e below or above a limit, by numerical integration. */
  function integrated(limit: number, side: 'below' | 'above') {
    const step = 0.001;
    const noise = Array.from({ length: 8001 }, (_, i) => (i - 4000) * step * 2);
    // cumulative distribution of the error, by summation
    let total = 0;
    const cumulative = noise.map((e) => {
      total += Math.exp(-0.5 * e * e) * step * 2;
      return total / Math.sqrt(2 * Math.PI);
    });
    const below = (z: number) => cumulative[Math.min(8000, Math.max(0, Math.round((z + 8) / (2 * step))))]!;
    let [mass, first, second] = [0, 0, 0];
    for (let x = -9; x <= 9; x += 0.002) {
      const p = below((limit - x) / 0.5);
      const w = Math.exp(-0.5 * x * x) * (side === 'below' ? p : 1 - p);
      mass += w;
      first += w * x;
      second += w * x * x;
    }
    return { mean: first / mass, sd: Math.sqrt(second / mass - (first / mass) ** 2) };
  }

  it('agree with numerical integration, for limits the belief respects, straddles and contradicts', () => {
    const belief = normalBelief(20_000);
    for (const side of ['below', 'above'] as const) {
      for (const limit of [-3, -1.5, -0.5, 0, 0.7, 2, 3]) {
        const truth = integrated(limit, side);
        const { belief: after } = take(model, belief, limit, side);
        const { mean, sd: spread } = momentsOf(after, 0);
        expect([side, limit, Math.abs(mean - truth.mean) < 0.03]).toEqual([side, limit, true]);
        expect([side, limit, Math.abs(spread - truth.sd) < 0.02]).toEqual([side, limit, true]);
      }
    }
  });

  it('say almost nothing when the belief already respects the limit', () => {
    const before = normalBelief(500);
    const { belief, result } = take(model, before, 6, 'below');
    expect(Math.abs(result.shift)).toBeLessThan(1e-4);
    expect(result.doubt).toBe(1);
    expect(momentsOf(belief, 0).sd).toBeCloseTo(momentsOf(before, 0).sd, 4);
  });
});

describe('readings that cannot be', () => {
  const model = linearTwin(PLAIN);

  it('20 sd away move the belief less than half a sd and leave its spread', () => {
    const before = normalBelief(1000);
    const far = 20 * Math.sqrt(1.25);
    const { belief, result } = take(model, before, far);
    expect(result.doubt).toBeGreaterThan(10);
    expect(Math.abs(momentsOf(belief, 0).mean)).toBeLessThan(1);
    expect(momentsOf(belief, 0).sd).toBeGreaterThan(0.9);
    const next = take(model, belief, 0);
    expect(Math.abs(momentsOf(next.belief, 0).mean)).toBeLessThan(0.3);
  });

  it('of sensors that contradict each other are both doubted, and leave the belief as unsure as it was', () => {
    for (const analysis of ['serial', 'transform'] as const) {
      const model = linearTwin({ ...PLAIN, analysis });
      const before = normalBelief(1000);
      const apart = [12, -12].map((value) => ({ observable: 'y', value, censored: null }));
      const { belief, results } = assimilate(model, before, apart, RANDOM);
      for (const { doubt } of results) expect(doubt).toBeGreaterThan(4);
      expect(Math.abs(momentsOf(belief, 0).mean - momentsOf(before, 0).mean)).toBeLessThan(0.5);
      expect(momentsOf(belief, 0).sd).toBeGreaterThan(0.85);
    }
  });

  it('are refused when they are no numbers', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => take(model, normalBelief(10), value)).toThrow(TwinwardError);
    }
  });

  it('leave everything finite even 1e150 away', () => {
    const { belief } = take(model, normalBelief(50), 1e150);
    expect(belief.values.every((x) => Number.isFinite(x))).toBe(true);
  });
});

describe('an ensemble in trouble', () => {
  const model = linearTwin(PLAIN);

  it('that agrees with itself entirely learns nothing and stays finite', () => {
    const one = { ...normalBelief(20), values: new Float64Array(40).fill(3) };
    const { belief, result } = take(model, one, 5);
    expect([...belief.values]).toEqual([...one.values]);
    expect(result).toMatchObject({ shift: 0, predicted: 3, sd: 0.5 });
  });

  it('with a few members lost replaces them by others and says how many', () => {
    const broken = normalBelief(20);
    broken.values[6] = Number.NaN;
    broken.values[11] = Number.POSITIVE_INFINITY;
    const { belief, result } = take(model, broken, 0.5);
    expect(result.recovered).toBe(2);
    expect(belief.values.every((x) => Number.isFinite(x))).toBe(true);
  });

  it('with most members lost has collapsed, with a typed error', () => {
    const broken = normalBelief(20);
    broken.values.fill(Number.NaN, 0, 30);
    expect(() => take(model, broken, 0.5)).toThrow(expect.objectContaining({ code: 'belief.collapsed' }));
  });

  it('never has its prior changed in place', () => {
    const before = normalBelief(30);
    const copy = before.values.slice();
    take(model, before, 2);
    expect(before.values).toEqual(copy);
  });
});

describe('readings of one instant taken at once', () => {
  it('say what they say one after another, and a reading without error is met', () => {
    const readings = [1.2, 0.7, -0.1].map((value) => ({ observable: 'y', value, censored: null }));
    const before = normalBelief(3000);
    const [serial, joint] = (['serial', 'transform'] as const).map(
      (analysis) => assimilate(linearTwin({ ...PLAIN, analysis }), before, readings, RANDOM).belief,
    );
    for (const column of [0, 1]) {
      const [a, b] = [momentsOf(serial!, column), momentsOf(joint!, column)];
      expect(Math.abs(a.mean - b.mean)).toBeLessThan(0.02);
      expect(Math.abs(a.sd - b.sd)).toBeLessThan(0.02);
    }
    const perfect = linearTwin({ ...PLAIN, analysis: 'transform' }, { kind: 'additive', sd: 0 });
    const { belief } = take(perfect, before, 0.4);
    expect(momentsOf(belief, 0).mean).toBeCloseTo(0.4, 6);
    expect(momentsOf(belief, 0).sd).toBeLessThan(1e-5);
    expect(momentsOf(belief, 1).sd).toBeCloseTo(0.6, 1);
  });
});

describe('the order of things', () => {
  const model = linearTwin(PLAIN);
  const readings = [0.4, -1.1, 2].map((value) => ({ observable: 'y', value, censored: null }));

  it('does not matter among readings of one instant', () => {
    const before = normalBelief(200);
    const forth = assimilate(model, before, readings, RANDOM).belief.values;
    const back = assimilate(model, before, readings.toReversed(), RANDOM).belief.values;
    expect(Math.max(...forth.map((x, i) => Math.abs(x - back[i]!)))).toBeLessThan(1e-12);
  });

  it('does not matter among twins: what is drawn between changes nothing', () => {
    const ordinal = linearTwin(PLAIN, { kind: 'ordinal', thresholds: [0, 1] });
    const level = [{ observable: 'y', value: 1, censored: null }];
    const alone = assimilate(ordinal, normalBelief(50), level, RANDOM);
    for (let k = 0; k < 5; k++) RANDOM.draws(k, k, k).normal();
    assimilate(ordinal, normalBelief(70), level, RANDOM);
    expect(assimilate(ordinal, normalBelief(50), level, RANDOM)).toEqual(alone);
  });
});

describe('inflation and relaxation', () => {
  const before = normalBelief(500);
  const after = (inflation: number, relaxation: number, role: 'state' | 'parameter' = 'state') => {
    const model = linearTwin({ method: 'ensemble-kalman', inflation, relaxation });
    const columns = model.columns.map((c) => ({ ...c, role }));
    return momentsOf(take({ ...model, columns }, before, 0.5).belief, 0);
  };

  it('multiply the spread that is left, and keep the mean', () => {
    expect(after(1.1, 0).sd / after(1, 0).sd).toBeCloseTo(1.1, 10);
    expect(after(1.1, 0).mean).toBeCloseTo(after(1, 0).mean, 10);
  });

  it('relax parameters, and only parameters, towards the spread they had', () => {
    const [bare, had] = [after(1, 0).sd, momentsOf(before, 0).sd];
    expect(after(1, 0.5, 'parameter').sd).toBeCloseTo((bare + had) / 2, 10);
    expect(after(1, 0.5, 'state').sd).toBeCloseTo(bare, 10);
  });

  it('never make a column wider than it was', () => {
    expect(after(5, 1, 'parameter').sd).toBeCloseTo(momentsOf(before, 0).sd, 10);
  });
});

describe('bounds, counts and levels', () => {
  it('keep a log column above its bound and a logit column inside both, however hard it is pulled', () => {
    const base = linearTwin(PLAIN);
    const positive = normalBelief(200);
    for (let i = 0; i < 400; i++)
      positive.values[i] = Math.exp(positive.values[i]!) / (1 + Math.exp(positive.values[i]!));
    for (const scale of ['log', 'logit'] as const) {
      const model = {
        ...base,
        columns: base.columns.map((c) => ({
          ...c,
          scale,
          low: 0,
          ...(scale === 'logit' ? { high: 1 } : {}),
        })),
      };
      for (const value of [-5, 0, 1, 5]) {
        const { belief } = take(model, positive, value);
        expect(belief.values.every((x) => x > 0 && (scale === 'log' || x < 1))).toBe(true);
      }
    }
  });

  it('take a count to the mean of the conjugate gamma posterior', () => {
    // a gamma prior of shape 50 and rate 5 given a count of 16: mean (50 + 16) / (5 + 1)
    const size = 20_000;
    const values = new Float64Array(size * 2);
    for (let m = 0; m < size; m++) {
      const draws = RANDOM.draws(m, 6, 6);
      let sum = 0;
      for (let k = 0; k < 50; k++) sum -= Math.log(draws.uniform()) / 5;
      values[2 * m] = sum;
    }
    const belief: Belief = { ...normalBelief(1), size, values };
    const after = take(linearTwin(PLAIN, { kind: 'count' }), belief, 16).belief;
    expect(momentsOf(after, 0).mean).toBeCloseTo(66 / 6, 1);
  });

  it('let a high level raise and a low level lower what it grades', () => {
    const model = linearTwin(PLAIN, { kind: 'ordinal', thresholds: [-1, 0, 1] });
    const shifts = [0, 1, 2, 3].map((level) => take(model, normalBelief(500), level).result.shift);
    expect(shifts).toEqual(shifts.toSorted((a, b) => a - b));
    expect(shifts[0]).toBeLessThan(-0.1);
    expect(shifts[3]).toBeGreaterThan(0.1);
  });
});
