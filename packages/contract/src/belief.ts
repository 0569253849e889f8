import type { Instant } from './instant.ts';

/**
 * The estimate: a weighted ensemble over state and parameters at one instant. Never a bare number.
 *
 * `values` is [size x width], one row a member, columns as the model declares them (`TwinModel.columns`), in their units.
 * Models whose members are more than a vector (event lists, agents, covariance matrices) keep the rest in `structures`,
 * one byte array a member, which assimilation copies when it resamples and never reads.
 */
export interface Belief {
  readonly at: Instant;
  readonly size: number;
  readonly width: number;
  readonly values: Float64Array;
  /** Natural logarithms of the normalised weights [size], or null when all members weigh the same. */
  readonly logWeights: Float64Array | null;
  readonly structures: readonly Uint8Array[] | null;
}
