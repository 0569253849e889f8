import { TwinwardError } from '@twinward/contract';
import { exp, log, philox } from '@twinward/simulate';
import { normalCumulative } from '../distribution/normal-tail.ts';
import { meanOf } from '../ensemble/moments.ts';
import { varianceOf } from '../sample/effective-draws.ts';
import { sobolPoints } from '../sensitivity/sobol-sequence.ts';
import { type Box, boxAround } from './box.ts';
import { type Believed, GaussianRegression, type LogShape, usualShape } from './gaussian-regression.ts';
import { lbfgsb } from './l-bfgs-b.ts';
import type { Optimum } from './optimum.ts';
import { Evaluations, type SearchControl } from './search-control.ts';

/** How to search. Every component needs both bounds. */
export interface BayesianOptimisationOptions extends SearchControl {
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
  /** 16 hexadecimal digits; the same seed gives the same search. */
  readonly seed: string;
  /** Evaluations before the model is asked, spread evenly; default 2 n + 4. */
  readonly first?: number;
  /** Ends when an evaluation promises less than this share of the range of values seen, twice running; default 1e-5. */
  readonly tolerance?: number;
}

const NO_INFORMATION_BELOW = -1e300;

/**
 * The least value of a function whose every evaluation is dear, by a Gaussian process of it (Matern 5/2, shape by maximum
 * likelihood) and the expected improvement over the best value seen (Jones, Schonlau and Welch 1998, J. Glob. Optim.
 * 13:455-492). Begins with points of a Sobol sequence; a value that is not finite counts as bad as the worst seen. At most 40 + 20 n
 * evaluations unless told. For up to some ten components; noise is allowed for.
 *
 * Throws `usage` for bounds that are missing or impossible, `model.domain` when none of the first values is finite.
 *
 * @example
 * const dear = (x) => (x[0] - 0.3) * (x[0] - 0.3) + (x[0] + x[1]) * (x[0] + x[1]);
 * bayesianOptimisation(dear, { lower: [-1, -1], upper: [1, 1], seed: '00000000000000ff' }).x[0]; // 0.3
 */
export function bayesianOptimisation(
  f: (x: Float64Array) => number,
  options: BayesianOptimisationOptions,
): Optimum {
  const box = finiteBox(options);
  const n = box.lower.length;
  const evaluations = new Evaluations(f, 40 + 20 * n, options);
  const { tolerance = 1e-5, first = 2 * n + 4 } = options;
  const random = philox(options.seed);
  const inside = (u: Float64Array): Float64Array =>
    u.map((share, j) => box.lower[j]! + share * (box.upper[j]! - box.lower[j]!));
  const points: Float64Array[] = [];
  const values: number[] = [];
  const evaluate = (u: Float64Array): void => {
    points.push(u);
    values.push(evaluations.at(inside(u)));
  };
  const end = (status: Optimum['status'], reason: string): Optimum => {
    return {
      x: evaluations.x,
      value: evaluations.best,
      status,
      reason,
      evaluations: evaluations.count,
      covariance: null,
    };
  };
  const spread = sobolPoints(first, n, random.draws(0, 0, 0));
  for (let i = 0; i < first; i++) {
    const ended = i === 0 ? null : evaluations.ended();
    if (ended !== null) return end(ended.status, ended.reason);
    evaluate(spread.slice(i * n, (i + 1) * n));
  }
  if (!values.some(Number.isFinite)) {
    throw new TwinwardError('model.domain', `none of the first ${first} values is finite`, {
      field: 'lower',
      remedy: 'narrow the bounds to where the function can be computed',
    });
  }
  let shape: LogShape | null = null;
  for (let round = 0, idle = 0; ; round++) {
    const ended = evaluations.ended();
    if (ended !== null) return end(ended.status, ended.reason);
    const scaled = standardised(values);
    const starts: LogShape[] = shape === null || round % 5 === 0 ? [usualShape(n)] : [];
    if (shape !== null) starts.push(shape);
    const fitted = GaussianRegression.fitted(points, scaled, starts);
    shape = fitted.shape;
    const best = scaled.reduce((least, value) => Math.min(least, value));
    const candidates = sobolPoints(256 * Math.min(n, 8), n, random.draws(0, 1, round));
    const { u, gain } = mostPromising(fitted.gaussian, best, candidates, points[scaled.indexOf(best)]!);
    const range = scaled.reduce((most, value) => Math.max(most, value)) - best;
    idle = gain <= tolerance * range ? idle + 1 : 0;
    if (idle === 2) return end('converged', 'no evaluation promises an improvement');
    evaluate(u);
  }
}

/** The point of the cube with the largest expected improvement: the best candidates, climbed from, and the best point's surroundings. */
function mostPromising(
  gaussian: GaussianRegression,
  best: number,
  candidates: Float64Array,
  leader: Float64Array,
): { readonly u: Float64Array; readonly gain: number } {
  const n = leader.length;
  const promise = (u: Float64Array): number => logImprovement(gaussian.at(u), best);
  const starts = Array.from({ length: candidates.length / n }, (_, i) => candidates.slice(i * n, (i + 1) * n))
    .map((u) => ({ u, promise: promise(u) }))
    .sort((a, b) => b.promise - a.promise)
    .slice(0, 3)
    .map(({ u }) => u);
  const nearby = leader.map((value, j) => Math.max(0, Math.min(1, value + (j % 2 === 0 ? 1e-3 : -1e-3))));
  let found: { readonly u: Float64Array; readonly promise: number } = {
    u: starts[0]!,
    promise: promise(starts[0]!),
  };
  for (const start of [...starts, nearby]) {
    if (!(promise(start) > NO_INFORMATION_BELOW)) continue;
    const climbed = lbfgsb({ value: (u) => -promise(u) }, start, {
      lower: new Float64Array(n),
      upper: new Float64Array(n).fill(1),
      gradientTolerance: 1e-5,
      tolerance: 1e-8,
      maximumEvaluations: 40,
    });
    if (-climbed.value > found.promise) found = { u: climbed.x, promise: -climbed.value };
  }
  return { u: found.u, gain: exp(found.promise) };
}

/** ln of the expected improvement s (z Phi(z) + phi(z)), z = (best - mean) / s; by its asymptote far below, where it would vanish. */
function logImprovement({ mean, sd }: Believed, best: number): number {
  const z = (best - mean) / sd;
  if (z < -6) return log(sd) - 0.5 * z * z - HALF_LOG_TWO_PI - 2 * log(-z);
  return log(sd) + log(z * normalCumulative(z) + exp(-0.5 * z * z - HALF_LOG_TWO_PI));
}

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Values of mean 0 and variance 1; what is not finite is as bad as the worst. */
function standardised(values: readonly number[]): Float64Array {
  const worst = values.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, value) : most),
    -Infinity,
  );
  const finite = Float64Array.from(values, (value) => (Number.isFinite(value) ? value : worst));
  const mean = meanOf(finite, null);
  const sd = Math.sqrt(varianceOf(finite)) || 1;
  return finite.map((value) => (value - mean) / sd);
}

function finiteBox({ lower, upper }: BayesianOptimisationOptions): Box {
  const middle = Float64Array.from(lower, (low, j) => low / 2 + (upper[j] ?? Number.NaN) / 2);
  if (lower.length !== upper.length || !middle.every(Number.isFinite)) {
    throw new TwinwardError('usage', 'both bounds of every component must be finite', {
      field: 'lower',
      remedy: 'bound every component on both sides',
    });
  }
  return boxAround(middle, { lower, upper });
}
