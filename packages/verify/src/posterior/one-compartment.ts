import { equations, exp, log, makeStepper, SolverFailure } from '@twinward/simulate';
import { forwardSensitivities } from './forward-sensitivities.ts';
import { numberOf, numbersOf, type PosteriorFile } from './posterior-file.ts';
import type { PosteriorModel } from './posterior-model.ts';

const NAMES = ['k_a', 'K_m', 'V_m', 'sigma'];

/**
 * A drug absorbed at rate k_a and eliminated by Michaelis and Menten: C' = exp(-k_a t) D k_a / V - (V_m / V) C / (K_m + C) with
 * C(t0) = 0, readings ln C_hat ~ N(ln C, sigma), all four parameters ~ half-Cauchy(0, 1). The gradient is exact, from the
 * sensitivities integrated beside the concentration.
 *
 * The data tell the rate of elimination w = V_m / (K_m + c) at a concentration c they show (their mean), and little of K_m. So the
 * coordinates are the logarithms of k_a, K_m, w and sigma, nearly independent all the way into the long tail of K_m.
 */
export function oneCompartment(file: PosteriorFile): PosteriorModel {
  const [t0, dose, volume] = [numberOf(file, 't0'), numberOf(file, 'D'), numberOf(file, 'V')];
  const times = numbersOf(file, 'times');
  const levels = numbersOf(file, 'C_hat');
  const seen = levels.map((value) => log(value));
  const typical = levels.reduce((sum, value) => sum + value, 0) / levels.length;
  const kinetics = equations({
    time: 'd',
    states: { C: 'mg/L' },
    parameters: { k_a: '/d', K_m: 'mg/L', V_m: 'mg/d' },
    inputs: {},
    where: {},
    derivatives: {
      C: `exp(-k_a * t) * ${dose} {mg} * k_a / ${volume} {L} - V_m / (${volume} {L}) * C / (K_m + C)`,
    },
    outputs: {},
  });
  const system = forwardSensitivities(kinetics, ['k_a', 'K_m', 'V_m'], 'generated');
  const p = new Float64Array(4);
  const stepper = makeStepper(system, p, new Float64Array(0), 'explicit', {
    relativeTolerance: 1e-8,
    absoluteTolerance: 1e-10,
  });
  const [empty, end] = [system.states.map(() => 0), times.at(-1)!];

  /** ln of the likelihood, its derivatives by k_a, K_m, V_m and sigma written. */
  const likelihood = (gradient: Float64Array): number => {
    const sigma = p[3]!;
    let sum = 0;
    let next = 0;
    stepper.start(t0, empty);
    while (stepper.t < end) {
      const step = stepper.step(end);
      for (; next < times.length && times[next]! <= step.end; next++) {
        const c = step.value(0, times[next]!);
        const z = (seen[next]! - log(c)) / sigma;
        sum -= 0.5 * z * z + log(sigma);
        for (let i = 0; i < 3; i++)
          gradient[i] = gradient[i]! + ((z / sigma) * step.value(i + 1, times[next]!)) / c;
        gradient[3] = gradient[3]! + (z * z - 1) / sigma;
      }
    }
    return sum;
  };

  const constrain = (q: Float64Array, out: Float64Array): void => {
    for (let i = 0; i < 4; i++) out[i] = exp(q[i]!);
    out[2] = out[2]! * (out[1]! + typical);
  };
  return {
    acceptance: 0.8,
    density: {
      names: NAMES,
      constrain,
      value: (q, gradient) => {
        constrain(q, p);
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
          // half-Cauchy prior, and the change of measure to the logarithm of the parameter
          sum += log(x) - log(1 + x * x);
          gradient[i] = (gradient[i]! - (2 * x) / (1 + x * x)) * x + 1;
        }
        // at fixed w, V_m changes with K_m
        const share = p[1]! / (p[1]! + typical);
        gradient[1] = gradient[1]! + share * gradient[2]!;
        return sum;
      },
    },
  };
}
