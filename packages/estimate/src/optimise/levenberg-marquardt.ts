import { TwinwardError } from '@twinward/contract';
import { inverseOfNormal, triangularise } from '../linear-algebra/triangularise.ts';
import { type Bounds, boxAround } from './box.ts';
import type { LeastSquares } from './least-squares.ts';
import { type Ending, LeastSquaresDescent } from './least-squares-descent.ts';
import type { Optimum } from './optimum.ts';
import { Evaluations, type SearchControl } from './search-control.ts';
import { norm } from './trust-region.ts';

/** How to search; the defaults fit nearly always. */
export interface LevenbergMarquardtOptions extends SearchControl, Bounds {
  /**
   * The first step may change x by this many times its scaled length (default 100). Several are tried in turn from the same start
   * and the best end is kept.
   */
  readonly reach?: readonly number[];
  /** Ends when a step promises and brings less than this share of the value, or moves x by less; default 1e-15. */
  readonly tolerance?: number;
}

/**
 * Least squares by the method of Levenberg and Marquardt as a trust region in variables scaled by the largest column norms seen
 * (More 1978), with steps bent by geodesic acceleration where it is small (Transtrum and Sethna 2012, arXiv:1201.5885) and kept
 * inside bounds by projection: a component on its bound that the gradient pushes outwards rests.
 *
 * `covariance` is s^2 (J'J)^-1 with s^2 = sum r^2 / (count - n), for residuals of unknown common variance; null when J does
 * not determine x or count <= n. A point where a residual is not a number is stepped back from. Throws `usage` for impossible
 * bounds and starts, `model.domain` when a residual at the start is not finite.
 *
 * @example
 * const t = [0, 1, 2, 3];
 * const line = { count: 4, residuals: (x, out) => t.forEach((at, i) => { out[i] = x[0] + x[1] * at - [1, 3, 5, 7][i]; }) };
 * levenbergMarquardt(line, [0, 0]).x[1]; // 2.000000
 */
export function levenbergMarquardt(
  problem: LeastSquares,
  start: ArrayLike<number>,
  options: LevenbergMarquardtOptions = {},
): Optimum {
  const box = boxAround(start, options);
  const { count } = problem;
  if (!(count >= 1)) {
    throw new TwinwardError('usage', 'there are no residuals', {
      field: 'count',
      remedy: 'give at least one',
    });
  }
  const residual = new Float64Array(count);
  const evaluations = new Evaluations(
    (x) => {
      problem.residuals(x, residual);
      const length = norm(residual);
      return 0.5 * length * length;
    },
    200 * (start.length + 1) * (options.reach?.length ?? 1),
    options,
  );
  let best: Ending | null = null;
  for (const reach of options.reach ?? [100]) {
    const ending = new LeastSquaresDescent(
      problem,
      evaluations,
      residual,
      box,
      Float64Array.from(start),
      reach,
    ).run(options.tolerance ?? 1e-15);
    if (best === null || ending.value < best.value) best = ending;
    if (ending.status !== 'converged') break;
  }
  const { x, value, status, reason, jacobian } = best!;
  return {
    x,
    value,
    status,
    reason,
    evaluations: evaluations.count,
    covariance: covarianceAt(jacobian, value, count, x.length),
  };
}

/** s^2 (J'J)^-1, by way of columns of length 1. */
function covarianceAt(jacobian: Float64Array, value: number, count: number, n: number): Float64Array | null {
  if (count <= n) return null;
  const lengths = Float64Array.from({ length: n }, (_, j) =>
    norm(Float64Array.from({ length: count }, (_unused, i) => jacobian[i * n + j]!)),
  );
  if (lengths.includes(0)) return null;
  const scaled = jacobian.map((entry, at) => entry / lengths[at % n]!);
  const { r } = triangularise(scaled, new Float64Array(count), n);
  const variance = (2 * value) / (count - n);
  const inverse = inverseOfNormal(r, n);
  return (
    inverse?.map((entry, at) => (variance * entry) / lengths[Math.floor(at / n)]! / lengths[at % n]!) ?? null
  );
}
