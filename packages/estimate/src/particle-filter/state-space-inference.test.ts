import { exp, log } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { logNormalDensity } from '../distribution/normal-tail.ts';
import { parametersAt } from '../distribution/parameter-prior.ts';
import { covarianceOf, meanOf } from '../ensemble/moments.ts';
import { summarise } from '../sample/summarise.ts';
import { particleMetropolis } from './particle-metropolis.ts';
import { smcSquared } from './smc-squared.ts';
import type { StateSpaceProblem } from './state-space-problem.ts';

// x' = phi x + w, y = x + e; w and e normal with sd s and 0.5; x_0 ~ N(0, 1)
const READINGS = [0.9, 0.4, 1.3, 1.1, Number.NaN, 1.9, 0.8, 0.2, -0.6, -0.1, -0.9, Number.NaN, 0.3, 0.6, 1.4];
const TIMES = READINGS.map((_, step) => (step < 8 ? step + 1 : step + 3)); // two steps at once in the middle
const NOISE = 0.25;

const problem: StateSpaceProblem = {
  parameters: [
    { name: 'phi', prior: { kind: 'uniform', low: 0, high: 1 } },
    { name: 's', prior: { kind: 'logNormal', median: 0.5, logSd: 0.5 } },
  ],
  system: ([phi, s]) => ({
    model: {
      size: 1,
      advance(values, members, from, to, random) {
        for (let step = from; step < to; step++) {
          for (let m = 0; m < members; m++) {
            values[m] = phi! * values[m]! + (random === null ? 0 : s! * random.draws(m, 0, step).normal());
          }
        }
      },
    },
    initial: (members, random) =>
      Float64Array.from({ length: members }, (_, m) => random.draws(m, 0, 0).normal()),
    start: 0,
    course: READINGS.map((y, i) => ({
      at: TIMES[i]!,
      observations: {
        values: Float64Array.of(y),
        variance: Float64Array.of(NOISE),
        predict: (values, members, out) => out.set(values.subarray(0, members)),
      },
    })),
  }),
};

/** The exact log-likelihood (Kalman 1960), and the mean and variance of the last state. */
function kalman(phi: number, s: number): readonly [number, number, number] {
  let [mean, variance, total, now] = [0, 1, 0, 0];
  READINGS.forEach((y, i) => {
    for (; now < TIMES[i]!; now++) [mean, variance] = [phi * mean, phi * phi * variance + s * s];
    if (Number.isNaN(y)) return;
    total += logNormalDensity(y, mean, variance + NOISE);
    const gain = variance / (variance + NOISE);
    [mean, variance] = [mean + gain * (y - mean), (1 - gain) * variance];
  });
  return [total, mean, variance];
}

/** Posterior means and sd of phi, s and the last state, and the evidence, by quadrature on the coordinates of the priors. */
function exactPosterior() {
  const [points, reach] = [240, 6];
  const step = (2 * reach) / points;
  const sums = new Float64Array(7);
  const parameters = new Float64Array(2);
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < points; j++) {
      const z = Float64Array.of(-reach + (i + 0.5) * step, -reach + (j + 0.5) * step);
      parametersAt(problem.parameters, z, parameters);
      const [phi, s] = parameters as unknown as readonly [number, number];
      const [likelihood, mean, variance] = kalman(phi, s);
      const weight =
        step * step * exp(likelihood + logNormalDensity(z[0]!, 0, 1) + logNormalDensity(z[1]!, 0, 1));
      [1, phi, phi * phi, s, s * s, mean, variance + mean * mean].forEach((value, k) => {
        sums[k] = sums[k]! + weight * value;
      });
    }
  }
  const moments = [1, 3, 5].map((k) => {
    const mean = sums[k]! / sums[0]!;
    return { mean, sd: Math.sqrt(sums[k + 1]! / sums[0]! - mean * mean) };
  });
  return { phi: moments[0]!, s: moments[1]!, state: moments[2]!, logEvidence: log(sums[0]!) };
}

const exact = exactPosterior();

describe('the posterior of parameters and state of a linear normal system, against quadrature', () => {
  it('particle marginal Metropolis-Hastings: means within 4 standard errors, sd within 10 percent', () => {
    const draws = particleMetropolis(problem, {
      seed: '00000000000000c1',
      proposal: 'bootstrap',
      members: 40,
      warmUp: 300,
      draws: 2500,
    });
    const states = { ...draws, names: ['state'], values: draws.states };
    const summaries = [...summarise(draws), ...summarise(states)];
    [exact.phi, exact.s, exact.state].forEach(({ mean, sd }, i) => {
      const ours = summaries[i]!;
      expect(ours.rHat).toBeLessThan(1.02);
      expect(Math.abs(ours.mean - mean)).toBeLessThan(4 * ours.meanError);
      expect(Math.abs(ours.sd / sd - 1)).toBeLessThan(0.1);
    });
    for (const share of draws.acceptance) expect(share).toBeGreaterThan(0.1);
  });

  it('SMC squared: moments, and the evidence', () => {
    const { values, weights, states, logEvidence, steps } = smcSquared(problem, {
      seed: '00000000000000c2',
      size: 600,
      members: 30,
    });
    const column = (i: number) => Float64Array.from(weights, (_, k) => values[2 * k + i]!);
    [exact.phi, exact.s, exact.state].forEach(({ mean, sd }, i) => {
      const ours = i < 2 ? column(i) : states;
      // 600 sets after resampling and moves are worth about a third of that
      expect(Math.abs(meanOf(ours, weights) - mean)).toBeLessThan((4 * sd) / Math.sqrt(200));
      expect(Math.abs(Math.sqrt(covarianceOf(ours, ours, weights)) / sd - 1)).toBeLessThan(0.1);
    });
    expect(Math.abs(logEvidence - exact.logEvidence)).toBeLessThan(0.25);
    expect(steps).toHaveLength(READINGS.length);
    expect(steps.some(({ acceptance }) => acceptance !== null)).toBe(true);
  });

  it('SMC squared: doubles the members of filters that are too noisy, and stays right', () => {
    const { values, weights, steps } = smcSquared(problem, {
      seed: '00000000000000c3',
      size: 400,
      members: 2,
    });
    const s = Float64Array.from(weights, (_, k) => values[2 * k + 1]!);
    expect(steps.at(-1)!.members).toBeGreaterThan(2);
    expect(Math.abs(meanOf(s, weights) - exact.s.mean)).toBeLessThan((4 * exact.s.sd) / Math.sqrt(100));
  });

  it('is the same for the same seed', () => {
    const options = { seed: '00000000000000c4', members: 10, chains: 2, warmUp: 20, draws: 20 };
    expect(particleMetropolis(problem, options)).toEqual(particleMetropolis(problem, options));
    const small = { seed: '00000000000000c5', size: 20, members: 10 };
    expect(smcSquared(problem, small)).toEqual(smcSquared(problem, small));
  });
});

describe('cancel, progress and refusals', () => {
  const signal = (after: number) => {
    let asked = 0;
    return {
      get aborted() {
        asked += 1;
        return asked > after;
      },
    };
  };
  it('tells progress and stops when asked', () => {
    const seen: string[] = [];
    const progress = (done: number, of: number) => seen.push(`${done}/${of}`);
    const settings = { seed: '00000000000000c6', members: 5, progress };
    expect(() =>
      particleMetropolis(problem, { ...settings, chains: 2, warmUp: 5, draws: 5, signal: signal(3) }),
    ).toThrow('cancelled');
    expect(seen).toEqual(['1/20', '2/20', '3/20']);
    expect(() => smcSquared(problem, { ...settings, size: 10, signal: signal(25) })).toThrow('cancelled');
    expect(seen.slice(3)).toEqual(['1/15', '2/15']);
  });

  it('refuses what cannot be sampled', () => {
    const fixed: StateSpaceProblem = {
      ...problem,
      parameters: [{ name: 'phi', prior: { kind: 'fixed', value: 0.5 } }],
    };
    expect(() => particleMetropolis(fixed, { seed: '00000000000000c7', members: 5 })).toThrow('phi is fixed');
    const impossible: StateSpaceProblem = {
      ...problem,
      system: (parameters) => ({
        ...problem.system(parameters),
        course: [
          {
            at: 1,
            observations: {
              used: 1,
              missing: 0,
              logDensity: (_, _m, out) => out.fill(Number.NEGATIVE_INFINITY),
            },
          },
        ],
      }),
    };
    expect(() => particleMetropolis(impossible, { seed: '00000000000000c8', members: 5 })).toThrow(
      'none of 200 draws',
    );
    expect(() => smcSquared(impossible, { seed: '00000000000000c8', size: 10 })).toThrow('at time 1');
    expect(() => smcSquared(problem, { seed: '00000000000000c8', size: 1 })).toThrow('size is 1');
    const share = { seed: '00000000000000c8', resampleBelow: Number.NaN };
    expect(() => smcSquared(problem, share)).toThrow('resampleBelow is NaN');
  });
});
