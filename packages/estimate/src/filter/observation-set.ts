/** One time's observations y = h(x) + e with independent normal errors. */
export interface ObservationSet {
  /** What was observed [observations]; NaN where an observation is missing. */
  readonly values: Float64Array;
  /** Error variances [observations], each above 0. */
  readonly variance: Float64Array;
  /** Writes what every member would give, h(x), to `out` [members x observations, by rows]. */
  predict(values: Float64Array, members: number, out: Float64Array): void;
  /** Where each was observed [observations], in the terms of `Localisation`; only local methods ask. */
  readonly positions?: Float64Array;
}
