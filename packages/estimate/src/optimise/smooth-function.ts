/** A function with derivatives. */
export interface SmoothFunction {
  readonly value: (x: Float64Array) => number;
  /** Writes the gradient [n]; without it derivatives are extrapolated differences of the value. */
  readonly gradient?: (x: Float64Array, out: Float64Array) => void;
}
