import type { Instant } from './instant.ts';

/** Observation minus what the belief predicted, with what taking it in changed; the twin's own alarm that it is wrong. */
export interface Innovation {
  readonly seq: number;
  readonly at: Instant;
  readonly observable: string;
  /** In the observable's unit; the censoring limit if `censored`. */
  readonly observed: number;
  readonly censored: 'below' | 'above' | null;
  readonly predicted: number;
  /** Standard deviation of the predictive distribution, measurement error included. */
  readonly sd: number;
  /** Share of the predictive distribution below the observation, 0 to 1; uniform when the twin is calibrated. */
  readonly pit: number;
  /** How far the estimate of the observable moved when the observation was taken in. */
  readonly shift: number;
}

/** Whether the model fits its subject now. A twin that does not fit, is stale or out of its range abstains and says why. */
export type FitState =
  | { readonly kind: 'fits' }
  | { readonly kind: 'warming-up'; readonly reason: string }
  | { readonly kind: 'abstains'; readonly reason: string; readonly since: Instant };

/** When a twin abstains. Chosen by the model; the runtime applies it. */
export interface FitRule {
  /** Observations before which the twin is still warming up and issues no forecast; 0 for one whose population says enough. */
  readonly warmUp: number;
  /** Number of latest innovations judged. */
  readonly window: number;
  /**
   * The twin abstains when the mean squared normal score of the window exceeds this (1 when calibrated), and trusts itself
   * again when it falls below 80 % of it.
   */
  readonly tolerance: number;
  /** Seconds without an observation after which the belief is stale and the twin abstains. */
  readonly stale: number;
}
