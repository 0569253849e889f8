/** Figures about the loop. */
export interface RuntimeMetrics {
  readonly twins: number;
  readonly hot: number;
  /** Twins that have not yet folded all that is recorded. */
  readonly lagging: number;
  /** Twins whose last turn failed. */
  readonly failing: number;
  /** Since the start: readings folded, forecasts issued, scores given. */
  readonly folded: number;
  readonly issued: number;
  readonly scored: number;
  /** Twins of the record whose model is not installed. */
  readonly unreadable: number;
}
