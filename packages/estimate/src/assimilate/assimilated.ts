import type { Belief } from '@twinward/contract';

/** What taking in one measurement did: the innovation, without its place in the record. */
export interface MeasurementResult {
  readonly observable: string;
  /** In the observable's unit; the limit if `censored`. */
  readonly observed: number;
  readonly censored: 'below' | 'above' | null;
  /** Mean and standard deviation of the predictive distribution of the reading, measurement error included. */
  readonly predicted: number;
  readonly sd: number;
  /** Mass of the predictive distribution below the reading, 0 to 1; spread at random over ties and censored ranges. */
  readonly pit: number;
  /** How far the expected reading moved. */
  readonly shift: number;
  /**
   * Natural logarithm of the predictive density (probability for counts, levels, censored values) of the reading, before any
   * doubt; their sum is the model's evidence. Null where the method does not yield it.
   */
  readonly logEvidence: number | null;
  /** 1 if the reading was trusted as the error model says; otherwise the factor by which its error variance was raised. */
  readonly doubt: number;
  /** Members that were no longer finite and were replaced by copies of others. */
  readonly recovered: number;
  /** Whether the members agreed so closely on what would be read that nothing could be learnt (`membersAgree`). */
  readonly agreed: boolean;
}

/** A belief that has taken in measurements, and one result for each, in order. */
export interface Assimilated {
  readonly belief: Belief;
  readonly results: readonly MeasurementResult[];
}
