import type { RandomSource } from '@twinward/contract';

/** A model on a flat array of members by rows [members x size]; times are in whatever unit the model uses. */
export interface StateSpaceModel {
  /** Numbers in a state. */
  readonly size: number;
  /**
   * Carries every member from one time to another, in place. `random` gives the model its own noise; null asks for none, as methods
   * that linearise do.
   */
  advance(values: Float64Array, members: number, from: number, to: number, random: RandomSource | null): void;
  /** Adds the covariance of the model's noise between two times to `out` [size x size]; a model without it has no noise. */
  addNoiseCovariance?(from: number, to: number, out: Float64Array): void;
}
