import type { Instant, TwinId } from '@twinward/contract';

/** A forecast as issued: where it came from and the quantiles and probabilities at its scored lead times. */
export interface IssuedForecast {
  readonly id: string;
  readonly twin: TwinId;
  readonly model: string;
  readonly modelVersion: string;
  readonly seq: number;
  readonly from: Instant;
  readonly issuedAt: Instant;
  readonly seed: string;
  /** Live: issued before its truth was known here. Hindcast: made from imported history, from what came before only. */
  readonly mode: 'live' | 'hindcast';
  readonly observable: string;
  /** The last value observed, which persistence would go on forecasting. */
  readonly persistence: number;
  readonly leads: readonly ForecastLead[];
}

/** One lead time of an issued forecast, in the observable's unit. */
export interface ForecastLead {
  /** Seconds. */
  readonly lead: number;
  readonly mean: number;
  /** At 5, 25, 50, 75 and 95 %. */
  readonly quantiles: readonly number[];
  /** Sample of the predictive distribution [50], rising, from which CRPS is computed. */
  readonly sample: readonly number[];
}

/** A forecast's lead against its truth. */
export interface Score {
  readonly forecast: string;
  readonly twin: TwinId;
  readonly lead: number;
  readonly from: Instant;
  readonly mode: 'live' | 'hindcast';
  readonly truthSeq: number;
  readonly truth: number;
  readonly error: number;
  readonly persistenceError: number;
  readonly crps: number;
  readonly pit: number;
  readonly inside50: boolean;
  readonly inside90: boolean;
}

/** How well a twin's forecasts came true at one lead time. */
export interface TrackRecord {
  readonly lead: number;
  readonly scored: number;
  /** How many of them were issued live. */
  readonly live: number;
  readonly rmse: number;
  readonly persistenceRmse: number;
  readonly crps: number;
  readonly coverage50: number;
  readonly coverage90: number;
  /** Counts of PIT values in ten equal bins: flat when calibrated. */
  readonly pit: readonly number[];
}

/** How often the truth lay inside the intervals of the forecasts made in one stretch of time, at one lead time. */
export interface CoverageStretch {
  readonly lead: number;
  /** Of forecasts made from this instant on, until the stretch ends. */
  readonly from: Instant;
  readonly scored: number;
  readonly inside50: number;
  readonly inside90: number;
}

/** Forecasts that were issued, and how they came true. */
export interface ForecastStore {
  /** An id that was issued before is left as it is. */
  issue(forecasts: readonly IssuedForecast[]): Promise<void>;
  /** Forecasts of a twin with a lead that falls due in [from, to], newest first, at most `limit`. */
  due(twin: TwinId, from: Instant, to: Instant, limit?: number): Promise<readonly IssuedForecast[]>;
  issued(twin: TwinId, limit: number): Promise<readonly IssuedForecast[]>;
  /** Replaces the score of the same forecast and lead. */
  score(scores: readonly Score[]): Promise<void>;
  /** The scores of these forecasts, so far. */
  scoresOf(forecasts: readonly string[]): Promise<readonly Score[]>;
  /** Takes back scores whose truth turned out to be no truth. */
  unscore(twin: TwinId, truthSeqs: readonly number[]): Promise<void>;
  trackRecord(twin: TwinId, since?: Instant): Promise<readonly TrackRecord[]>;
  /**
   * Coverage over time: forecasts made from `since` on, in stretches of `seconds` that begin there, by lead and then time;
   * stretches without a score are left out.
   */
  coverage(twin: TwinId, since: Instant, seconds: number): Promise<readonly CoverageStretch[]>;
}
