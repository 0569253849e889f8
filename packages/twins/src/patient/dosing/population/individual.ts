import type { RandomSource } from '@twinward/contract';
import { type MapEstimate, mapEstimate } from '@twinward/estimate';
import { exp, log } from '@twinward/simulate';
import { individualValues, typicalValues } from './individual-kinetics.ts';
import { individualProblem } from './individual-problem.ts';
import { lowerFactor } from './lower-factor.ts';
import type { PopulationModel } from './population-model.ts';
import { type CheckedCourse, courseOf, type TreatmentHistory } from './treatment-history.ts';

/** Draws of a person's random effects: the posterior, and what each weighs. */
export interface PosteriorDraws {
  readonly count: number;
  /** [count x n], row by row. */
  readonly eta: Float64Array;
  /** [count], summing to 1. */
  readonly weights: Float64Array;
  /** 1 / sum of squared weights. */
  readonly effective: number;
}

/** A person under one model, after what was measured. */
export interface Individual {
  readonly model: PopulationModel;
  readonly course: CheckedCourse;
  readonly estimate: MapEstimate;
  /** Most probable parameters, with the latest covariates. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly draws: PosteriorDraws;
}

/** Proposals spread by this beyond the Laplace covariance, so that the tails of the posterior are reached. */
const WIDER = 1.2;

/**
 * A person's most probable parameters and draws of the posterior. The draws come from a normal about the most probable eta, with
 * its covariance (`mapEstimate`) a little widened, and are weighed by the exact posterior over it: importance sampling, so that a
 * posterior that is not normal is not taken for one.
 *
 * Throws what `courseOf` throws.
 */
export function individual(
  model: PopulationModel,
  history: TreatmentHistory,
  random: RandomSource,
  count = 500,
): Individual {
  const course = courseOf(model, history);
  const problem = individualProblem(model, course);
  const estimate = mapEstimate(problem);
  return {
    model,
    course,
    estimate,
    parameters: individualValues(model, typicalValues(model, course.latest), estimate.x),
    draws: posteriorDraws(problem, estimate, random.derive(model.name), count),
  };
}

function posteriorDraws(
  problem: ReturnType<typeof individualProblem>,
  { x, covariance }: MapEstimate,
  random: RandomSource,
  count: number,
): PosteriorDraws {
  const n = x.length;
  const factor = lowerFactor(covariance, n);
  const penalty = quadraticForm(Float64Array.from(problem.prior), n);
  const size = problem.observed.length;
  const predicted = new Float64Array(2 * size);
  const eta = new Float64Array(count * n);
  const logs = new Float64Array(count);
  for (let m = 0; m < count; m++) {
    const draws = random.draws(m, 0, 0);
    const z = Float64Array.from({ length: n }, () => draws.normal());
    const own = eta.subarray(m * n, (m + 1) * n);
    let square = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += factor[i * n + j]! * z[j]!;
      own[i] = x[i]! + WIDER * sum;
      if (factor[i * n + i]! > 0) square += z[i]! * z[i]!;
    }
    problem.predict(own.slice(), predicted);
    let objective = penalty(own);
    for (let i = 0; i < size; i++) {
      const v = predicted[size + i]!;
      const residual = problem.observed[i]! - predicted[i]!;
      objective += (residual * residual) / v + log(v);
    }
    logs[m] = (square - objective) / 2;
  }
  const highest = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const raw = logs.map((value) => exp(value - highest));
  const total = raw.reduce((a, b) => a + b, 0);
  const weights = raw.map((value) => value / total);
  return { count, eta, weights, effective: 1 / weights.reduce((sum, w) => sum + w * w, 0) };
}

/** eta' Omega^-1 eta by forward substitution; effects that do not vary count nothing. */
function quadraticForm(omega: Float64Array, n: number): (eta: Float64Array) => number {
  const l = lowerFactor(omega, n);
  return (eta) => {
    const y = new Float64Array(n);
    let total = 0;
    for (let i = 0; i < n; i++) {
      if (l[i * n + i] === 0) continue;
      let sum = eta[i]!;
      for (let k = 0; k < i; k++) sum -= l[i * n + k]! * y[k]!;
      y[i] = sum / l[i * n + i]!;
      total += y[i]! * y[i]!;
    }
    return total;
  };
}
