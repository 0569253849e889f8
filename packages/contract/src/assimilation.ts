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
 * How an ensemble Kalman filter takes in the readings of one instant: `serial`, one after another, each by regression that allows
 * for few members (Whitaker and Hamill 2002); or all at once: `transform` within the span of the members (Bishop, Etherton,
 * Majumdar 2001), `finite-size` likewise, with the error of few members integrated out (Bocquet 2011), `stochastic` with
 * perturbed readings (Burgers, van Leeuwen, Evensen 1998).
 */
export type KalmanAnalysis = 'serial' | 'transform' | 'finite-size' | 'stochastic';

/**
 * The method that suits a model, with how many members stand for a belief: all it has to say about estimation. What is left out
 * takes the default named. `ensemble-kalman` and `particle` need no more than `predict`; `exact` brings the model's own
 * conditioning (conjugate, Kalman, enumerated).
 */
export type Assimilation =
  | {
      readonly method: 'ensemble-kalman';
      /** Default 128. */
      readonly members?: number;
      /** Default `serial`. */
      readonly analysis?: KalmanAnalysis;
      /**
       * Standard errors that the correlation of a column with a reading must exceed to count, `serial` only; 0 or more. Left out,
       * correlations are damped by the square of what of them lies beyond one. 2 suits many parameters and readings by the hundred,
       * which by chance alone would wear down the spread of parameters they say nothing of.
       */
      readonly leastCorrelation?: number;
      /** Multiplies the spread after each update; at least 1, the default. */
      readonly inflation?: number;
      /**
       * Relaxes the spread of parameter columns back towards its prior value, 0 (off, default) to 1 (Whitaker and Hamill 2012). It
       * gives back that share of all that a reading told: what one precise reading tells at once comes out too wide.
       */
      readonly relaxation?: number;
    }
  | {
      readonly method: 'particle';
      /** Default 1,000. */
      readonly members?: number;
      /** Resample when the effective sample size falls below this share of the members, 0 to 1; default 0.5. */
      readonly resampleBelow?: number;
      /** Bandwidth multiplier of the regularising kernel on resampling (Liu and West 2001); 0 is off; default 0.5. */
      readonly regularisation?: number;
    }
  | {
      readonly method: 'exact';
      readonly members: number;
      update(belief: Belief, measurement: Measurement, random: RandomSource): ExactUpdate;
    };

const MEMBERS = { 'ensemble-kalman': 128, particle: 1000 } as const;

/**
 * How many members stand for a belief that is filtered this way.
 *
 * @example
 * membersOf({ method: 'particle' }); // 1000
 */
export function membersOf(assimilation: Assimilation): number {
  return assimilation.method === 'exact'
    ? assimilation.members
    : (assimilation.members ?? MEMBERS[assimilation.method]);
}
