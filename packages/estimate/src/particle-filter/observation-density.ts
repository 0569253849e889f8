/** One time's observations as a particle filter sees them: any error law, by its density. */
export interface ObservationDensity {
  /** Observations that are present, and those that are missing and left out. */
  readonly used: number;
  readonly missing: number;
  /**
   * Writes ln p(y | x) of every member of `values` [members x size, by rows] to `out` [members]: a density for values, a probability
   * for counts, levels and limits, summed over the observations. -Infinity where a member could not have given them.
   */
  logDensity(values: Float64Array, members: number, out: Float64Array): void;
}
