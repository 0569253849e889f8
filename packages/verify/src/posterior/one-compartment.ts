import { DormandPrince, equations, exp, log, SolverFailure } from '@twinward/simulate';
import { forwardSensitivities } from './forward-sensitivities.ts';
import { numberOf, numbersOf, type PosteriorFile } from './posterior-file.ts';
import type { PosteriorModel } from './posterior-model.ts';

/** Sampled as logarithms, in this order. */
const NAMES = ['k_a', 'K_m', 'V_m', 'sigma'];

/**
 * A drug absorbed at rate k_a and eliminated by Michaelis and Menten: C' = exp(-k_a t) D k_a / V - (V_m / V) C / (K_m + C) with
 * C(t0) = 0, readings ln C_hat ~ N(ln C, sigma), all four parameters ~ half-Cauchy(0, 1). The gradient is exact, from the
 * sensitivities integrated beside the concentration.
 */
export function oneCompartment(file: PosteriorFile): PosteriorModel {
  const [t0, dose, volume] = [numberOf(file, 't0'), numberOf(file, 'D'), numberOf(file, 'V')];
  const times = numbersOf(file, 'times');
  const seen = numbersOf(file, 'C_hat').map((value) => log(value));
  const kinetics = equations({
    time: 'd',
    states: { C: 'mg/L' },
    parameters: { k_a: '/d', K_m: 'mg/L', V_m: 'mg/d' },
    inputs: {},
    where: {},
    derivatives: { C: `exp(-k_a * t) * ${dose} * k_a / ${volume} - V_m / ${volume} * C / (K_m + C)` },
    outputs: {},
  });
  const solver = new DormandPrince(forwardSensitivities(kinetics, ['k_a', 'K_m', 'V_m'], 'generated'), {
    relativeTolerance: 1e-8,
    absoluteTolerance: 1e-10,
  });
  const [p, y, none] = [new Float64Array(4), new Float64Array(4), new Float64Array(0)];
  const member = { y, yOffset: 0, p, pOffset: 0, u: none, uOffset: 0 };

  /** ln of the likelihood, its derivatives by k_a, K_m, V_m and sigma written. */
  const likelihood = (gradient: Float64Array): number => {
    const sigma = p[3]!;
    let sum = 0;
    let next = 0;
    y.fill(0);
    solver.advance(t0, times.at(-1)!, member, {
      visit: (step) => {
        for (; next < times.length && times[next]! <= step.end; next++) {
          const c = step.value(0, times[next]!);
          const z = (seen[next]! - log(c)) / sigma;
          sum -= 0.5 * z * z + log(sigma);
          for (let i = 0; i < 3; i++)
            gradient[i] = gradient[i]! + ((z / sigma) * step.value(i + 1, times[next]!)) / c;
          gradient[3] = gradient[3]! + (z * z - 1) / sigma;
        }
      },
    });
    return sum;
  };

  return {
    acceptance: 0.98,
    density: {
      names: NAMES,
      constrain: (q, out) => {
        for (let i = 0; i < 4; i++) out[i] = exp(q[i]!);
      },
      value: (q, gradient) => {
        for (let i = 0; i < 4; i++) p[i] = exp(q[i]!);
        gradient.fill(0);
        let sum = 0;
        try {
          sum = likelihood(gradient);
        } catch (error) {
          if (error instanceof SolverFailure) return Number.NEGATIVE_INFINITY;
          throw error;
        }
        for (let i = 0; i < 4; i++) {
          const x = p[i]!;
          gradient[i] = (gradient[i]! - (2 * x) / (1 + x * x)) * x + 1;
          sum += q[i]! - log(1 + x * x);
        }
        return sum;
      },
    },
  };
}
