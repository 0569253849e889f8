import type { CycleReport } from '../filter/sequential-filter.ts';

/** What became of the members and the observations of one time. */
export interface ParticleReport extends CycleReport {
  /**
   * `weighed`: the observations were taken in, or there were none. `impossible`: no member could have given them; they were left out,
   * the belief is that of before and the likelihood of the run is zero.
   */
  readonly outcome: 'weighed' | 'impossible';
  /** Members that were not finite, in their state or their density, and have weight zero from here on. */
  readonly lost: number;
  /** Effective sample size after weighing and before resampling, 1 to the number of members. */
  readonly effectiveSize: number;
  readonly resampled: boolean;
  /** ln p(observations | those before), estimated; 0 when there were none. */
  readonly logLikelihood: number;
}
