import type { Draws } from '@twinward/contract';
import { cholesky } from '../ensemble/cholesky.ts';

/** The shape of the kinetic energy p' M^-1 p / 2; M^-1 is the covariance of the density as warm-up found it. */
export interface Metric {
  /** M^-1 p [n]. */
  velocity(p: Float64Array): Float64Array;
  /** A momentum from N(0, M). */
  momentum(draws: Draws): Float64Array;
}

/** M^-1 diagonal, with these variances [n]. */
export function diagonalMetric(variances: Float64Array): Metric {
  const roots = variances.map((variance) => Math.sqrt(variance));
  return {
    velocity: (p) => p.map((value, i) => variances[i]! * value),
    momentum: (draws) => roots.map((root) => draws.normal() / root),
  };
}

/** M^-1 this covariance [n x n, row by row], positive definite. */
export function denseMetric(covariance: Float64Array, n: number): Metric {
  const l = cholesky(covariance, n);
  return {
    velocity: (p) =>
      p.map((_, i) => {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += covariance[i * n + j]! * p[j]!;
        return sum;
      }),
    momentum: (draws) => {
      // p = L'^-1 z has covariance (L L')^-1
      const p = new Float64Array(n);
      for (let i = 0; i < n; i++) p[i] = draws.normal();
      for (let i = n - 1; i >= 0; i--) {
        let sum = p[i]!;
        for (let j = i + 1; j < n; j++) sum -= l[j * n + i]! * p[j]!;
        p[i] = sum / l[i * n + i]!;
      }
      return p;
    },
  };
}
