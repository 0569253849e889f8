/** How the twin's own forecasts came true at one lead time. */
export interface TrackView {
  /** Seconds. */
  readonly lead: number;
  readonly scored: number;
  readonly live: number;
  readonly rmse: number;
  readonly persistenceRmse: number;
  readonly crps: number;
  /** Shares, 0 to 1. */
  readonly coverage50: number;
  readonly coverage90: number;
  /** Counts of PIT values in ten equal bins. */
  readonly pit: readonly number[];
}
