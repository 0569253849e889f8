import type { Belief } from './belief.ts';
import type { RandomSource } from './random.ts';

/** One measurement as assimilation sees it, in the observable's unit, at the belief's instant. */
export interface Measurement {
  readonly observable: string;
  readonly value: number;
  /** The value is a limit the truth lies below or above. */
  readonly censored: 'below' | 'above' | null;
}

/** What taking in a measurement by the model's own exact rule yields. */
export interface ExactUpdate {
  readonly belief: Belief;
  /** Mean and standard deviation of the predictive distribution before the update, and its mass below the value. */
  readonly predicted: number;
  readonly sd: number;
  readonly pit: number;
}

/**
 * The method that suits a model; the whole of what it has to say about estimation. `ensemble-kalman` and `particle` need no
 * more than `predict`; `exact` brings the model's own conditioning (conjugate, Kalman, enumerated).
 */
export type Assimilation =
  | {
      readonly method: 'ensemble-kalman';
      /** Multiplies the spread after each update; at least 1. */
      readonly inflation: number;
      /** Relaxes the spread of parameter columns back towards its prior value, 0 (off) to 1 (Whitaker and Hamill 2012). */
      readonly relaxation: number;
    }
  | {
      readonly method: 'particle';
      /** Resample when the effective sample size falls below this share of the members, 0 to 1. */
      readonly resampleBelow: number;
      /** Bandwidth multiplier of the regularising kernel on resampling (Liu and West 2001); 0 is off. */
      readonly regularisation: number;
    }
  | {
      readonly method: 'exact';
      update(belief: Belief, measurement: Measurement, random: RandomSource): ExactUpdate;
    };
