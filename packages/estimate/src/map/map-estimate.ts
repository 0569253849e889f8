import { TwinwardError } from '@twinward/contract';
import { log } from '@twinward/simulate';
import { invertPositive } from '../linear-algebra/positive-definite.ts';
import { boxAround } from '../optimise/box.ts';
import { numericJacobian } from '../optimise/numeric-jacobian.ts';
import type { Optimum } from '../optimise/optimum.ts';
import { Evaluations, type SearchControl } from '../optimise/search-control.ts';

/** What one subject showed, and how a model would have predicted it with the subject's random effects eta ~ N(0, prior). */
export interface MapProblem {
  /** Readings y [N]; none at all leaves the prior. */
  readonly observed: ArrayLike<number>;
  /** Covariance of the random effects, Omega [n x n, row by row]. An effect of variance 0 stays 0. */
  readonly prior: ArrayLike<number>;
  /** Writes the predictions f [N] and after them the variances v [N] of the readings about them, v > 0. */
  readonly predict: (eta: Float64Array, out: Float64Array) => void;
  /** Writes d(f, v)/d(eta) [2 N x n, row by row]; without it, extrapolated differences. */
  readonly jacobian?: (eta: Float64Array, out: Float64Array) => void;
}

/** The most probable random effects of a subject. `x` is eta, `value` the objective, `covariance` that of eta. */
export interface MapEstimate extends Optimum {
  readonly covariance: Float64Array;
  /** f and v at eta [N]. */
  readonly prediction: Float64Array;
  readonly variance: Float64Array;
  /**
   * -2 ln of the likelihood with eta integrated out, by Laplace, without the constant N ln 2 pi: the individual objective
   * function value of NONMEM's FOCE-I.
   */
  readonly marginal: number;
}

/**
 * Maximum a posteriori estimate of a subject's random effects, and how sure it is, as NONMEM's POSTHOC step gives them: the
 * least of
 *
 *     O(eta) = sum [(y - f)^2 / v + ln v] + eta' Omega^-1 eta
 *
 * by Fisher scoring with Levenberg's damping, and C = (Omega^-1 + J' V^-1 J + 1/2 sum k k' / v^2)^-1 with J = df/deta and
 * k = dv/deta (the expected, not the observed, information). `marginal` = O + ln |Omega| - ln |C|.
 *
 * Several `starts` may be given where O may have several valleys; the deepest end is kept. Throws `model.invalid` for an Omega
 * that is not a covariance, `model.domain` when f or v at a start is not finite or v not positive.
 *
 * @example
 * const problem = { observed: [12], prior: [4], predict: (eta, out) => { out[0] = 10 + eta[0]; out[1] = 1; } };
 * mapEstimate(problem).x[0]; // 1.6, four fifths of the way from the prior to the reading
 * mapEstimate(problem).covariance[0]; // 0.8
 */
export function mapEstimate(
  problem: MapProblem,
  options: SearchControl & { readonly starts?: readonly ArrayLike<number>[] } = {},
): MapEstimate {
  const n = Math.round(Math.sqrt(problem.prior.length));
  const prior = priorOf(problem.prior, n);
  const scoring = new FisherScoring(problem, prior, n, options);
  let best: Optimum | null = null;
  for (const start of options.starts ?? [new Float64Array(n)]) {
    const end = scoring.from(Float64Array.from(start));
    if (best === null || end.value < best.value) best = end;
    if (end.status !== 'converged') break;
  }
  if (best === null) refuse('starts', 'there is no start', 'give at least one, or none to start at 0');
  return scoring.judged(best);
}

interface Prior {
  /** Places of the effects that vary. */
  readonly free: readonly number[];
  /** Omega^-1 of those [k x k]. */
  readonly precision: Float64Array;
  readonly logDeterminant: number;
  /** Of every effect [n]. */
  readonly sds: Float64Array;
}

function priorOf(omega: ArrayLike<number>, n: number): Prior {
  if (n === 0 || n * n !== omega.length)
    refuse('prior', `${omega.length} numbers make no square matrix`, 'give n x n');
  const free = Array.from({ length: n }, (_, i) => i).filter((i) => omega[i * n + i] !== 0);
  const k = free.length;
  const part = Float64Array.from(
    { length: k * k },
    (_, at) => omega[free[Math.floor(at / k)]! * n + free[at % k]!]!,
  );
  const inverted = invertPositive(part, k);
  const symmetric = part.every((value, at) => value === part[(at % k) * k + Math.floor(at / k)]);
  if (inverted === null || !symmetric || !part.every(Number.isFinite)) {
    throw new TwinwardError('model.invalid', 'the prior of the random effects is not a covariance', {
      field: 'prior',
      remedy: 'give a symmetric positive definite matrix, with 0 for effects that do not vary',
    });
  }
  const sds = Float64Array.from({ length: n }, (_, i) => Math.sqrt(omega[i * n + i]!) || 1);
  return { free, precision: inverted.inverse, logDeterminant: inverted.logDeterminant, sds };
}

class FisherScoring {
  readonly #problem: MapProblem;
  readonly #prior: Prior;
  readonly #n: number;
  readonly #evaluations: Evaluations;
  /** f and v of the latest evaluation. */
  readonly #predicted: Float64Array;

  constructor(problem: MapProblem, prior: Prior, n: number, control: SearchControl) {
    this.#problem = problem;
    this.#prior = prior;
    this.#n = n;
    this.#predicted = new Float64Array(2 * problem.observed.length);
    this.#evaluations = new Evaluations((eta) => this.#objective(eta), 1000, control);
  }

  from(start: Float64Array): Optimum {
    boxAround(start, {});
    const evaluations = this.#evaluations;
    const k = this.#prior.free.length;
    for (let i = 0; i < this.#n; i++) if (!this.#prior.free.includes(i)) start[i] = 0;
    const end = (x: Float64Array, value: number, status: Optimum['status'], reason: string): Optimum => {
      return { x, value, status, reason, evaluations: evaluations.count, covariance: null };
    };
    let x = start;
    let value = evaluations.first(x);
    let damping = 0;
    for (;;) {
      const { information, slope } = this.#linearised(x);
      for (;;) {
        const ended = evaluations.ended();
        if (ended !== null) return end(x, value, ended.status, ended.reason);
        const damped = information.map((entry, at) => (at % (k + 1) === 0 ? entry * (1 + damping) : entry));
        const inverse = invertPositive(damped, k)!.inverse;
        const step = times(inverse, slope, k);
        const promised = step.reduce((sum, part, i) => sum + part * slope[i]!, 0);
        if (!(promised > 1e-18 * (1 + Math.abs(value))))
          return end(x, value, 'converged', 'the gradient is zero');
        const trial = x.slice();
        this.#prior.free.forEach((place, i) => {
          trial[place] = trial[place]! + step[i]!;
        });
        const tried = evaluations.at(trial);
        const rounding = 1e-13 * (1 + Math.abs(value));
        if (tried < value || (damping === 0 && tried <= value + rounding && promised < rounding)) {
          const same = value - tried <= rounding && promised < 1e-16 * (1 + Math.abs(value));
          [x, value] = [trial, tried];
          if (same) return end(x, value, 'converged', 'no step promises a gain');
          damping = damping < 1e-3 ? 0 : damping / 8;
          break;
        }
        if (promised < rounding) return end(x, value, 'converged', 'no step promises a gain');
        damping = Math.max(1e-3, damping * 4);
        if (damping > 1e12) return end(x, value, 'stopped', 'no step leads down');
      }
    }
  }

  /** The estimate with its covariance, on all n effects. */
  judged(optimum: Optimum): MapEstimate {
    const { information } = this.#linearised(optimum.x);
    this.#objective(optimum.x);
    const { free, logDeterminant } = this.#prior;
    const [n, k, size] = [this.#n, free.length, this.#problem.observed.length];
    const inverted = invertPositive(information, k)!;
    const covariance = new Float64Array(n * n);
    free.forEach((row, i) => {
      free.forEach((column, j) => {
        covariance[row * n + column] = inverted.inverse[i * k + j]!;
      });
    });
    return {
      ...optimum,
      evaluations: this.#evaluations.count,
      covariance,
      prediction: this.#predicted.slice(0, size),
      variance: this.#predicted.slice(size),
      marginal: optimum.value + logDeterminant + inverted.logDeterminant,
    };
  }

  #objective(eta: Float64Array): number {
    const { observed, predict } = this.#problem;
    const { free, precision } = this.#prior;
    predict(eta, this.#predicted);
    let sum = 0;
    for (let i = 0; i < observed.length; i++) {
      const v = this.#predicted[observed.length + i]!;
      if (!(v > 0)) return Number.NaN;
      const residual = observed[i]! - this.#predicted[i]!;
      sum += (residual * residual) / v + log(v);
    }
    const k = free.length;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) sum += eta[free[i]!]! * precision[i * k + j]! * eta[free[j]!]!;
    }
    return sum;
  }

  /** C^-1, and minus half the gradient of the objective, on the free effects. */
  #linearised(eta: Float64Array): { readonly information: Float64Array; readonly slope: Float64Array } {
    const { observed, predict, jacobian } = this.#problem;
    const { free, precision } = this.#prior;
    const [n, k, size] = [this.#n, free.length, observed.length];
    const derivatives = new Float64Array(2 * size * n);
    if (jacobian !== undefined) jacobian(eta, derivatives);
    else numericJacobian(predict, eta, 2 * size, boxAround(eta, {}), derivatives, this.#prior.sds);
    predict(eta, this.#predicted);
    const information = precision.slice();
    const slope = times(
      precision,
      Float64Array.from(free, (place) => -eta[place]!),
      k,
    );
    for (let i = 0; i < size; i++) {
      const v = this.#predicted[size + i]!;
      const residual = observed[i]! - this.#predicted[i]!;
      for (let a = 0; a < k; a++) {
        const fa = derivatives[i * n + free[a]!]!;
        const va = derivatives[(size + i) * n + free[a]!]!;
        slope[a] = slope[a]! + (residual / v) * fa + (0.5 * va * ((residual * residual) / v - 1)) / v;
        for (let b = 0; b < k; b++) {
          const fb = derivatives[i * n + free[b]!]!;
          const vb = derivatives[(size + i) * n + free[b]!]!;
          information[a * k + b] = information[a * k + b]! + (fa * fb) / v + (0.5 * va * vb) / (v * v);
        }
      }
    }
    return { information, slope };
  }
}

function times(matrix: Float64Array, vector: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[i * n + j]! * vector[j]!;
    return sum;
  });
}

function refuse(field: string, message: string, remedy: string): never {
  throw new TwinwardError('usage', message, { field, remedy });
}
