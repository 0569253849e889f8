/** What a search for the least value of a function found. */
export interface Optimum {
  /** The best point seen [n]. */
  readonly x: Float64Array;
  readonly value: number;
  /** `converged` by the method's own test; `stopped` without it, when evaluations or progress ran out; `cancelled` from outside. */
  readonly status: 'converged' | 'stopped' | 'cancelled';
  /** Why it ended, in words. */
  readonly reason: string;
  /** Evaluations of the function; those of derivatives are not counted. */
  readonly evaluations: number;
  /** Of x [n x n, row by row] where the problem gives it a meaning; null where it does not, or the problem does not determine x. */
  readonly covariance: Float64Array | null;
}
