/** A density to be sampled, on a scale without bounds. */
export interface LogDensity {
  /** Of the parameters that draws are told in; as many as there are coordinates. */
  readonly names: readonly string[];
  /**
   * The natural logarithm of the density at coordinates q [n], up to a constant, with its gradient written [n]. Where the density
   * is zero or cannot be computed it is -Infinity or NaN, and the gradient does not matter.
   */
  readonly value: (q: Float64Array, gradient: Float64Array) => number;
  /** Writes the parameters that belong to q; without it they are q. */
  readonly constrain?: (q: Float64Array, parameters: Float64Array) => void;
}
