import type { Residuals } from './numeric-jacobian.ts';

/** A sum of squares to be made least: value(x) = 1/2 sum r_i(x)^2. */
export interface LeastSquares {
  /** How many residuals there are. */
  readonly count: number;
  readonly residuals: Residuals;
  /** Writes dr_i/dx_j [count x n, row by row]; without it derivatives are extrapolated differences (`numericJacobian`). */
  readonly jacobian?: (x: Float64Array, out: Float64Array) => void;
}
