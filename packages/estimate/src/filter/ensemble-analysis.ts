import type { RandomSource } from '@twinward/contract';
import type { ObservedEnsemble } from './observed-ensemble.ts';

/** How an ensemble takes in the observations of one time: what tells one ensemble Kalman filter from another. */
export interface EnsembleAnalysis {
  /**
   * Turns a forecast ensemble [members x size, by rows] into the analysis in place. `cycle` numbers the analyses of a run; random
   * numbers are drawn at `draws(member, stream, cycle)`, so a run is the same however it is divided.
   */
  update(
    values: Float64Array,
    members: number,
    observed: ObservedEnsemble,
    random: RandomSource,
    cycle: number,
  ): void;
}
