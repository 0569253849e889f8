/** One step of a method for stochastic differential equations. */
export interface StochasticStep {
  /**
   * Writes the state after a step of length h to `next`, given z0 and z1 of each process over the step (`WienerPath`). Writes what
   * the step may have erred by in each state to `error` where the method can tell, else 0.
   */
  step(
    t: number,
    h: number,
    x: Float64Array,
    pairs: Float64Array,
    next: Float64Array,
    error: Float64Array,
  ): void;
}
