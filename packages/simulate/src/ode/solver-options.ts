/** How carefully to integrate. The local error of state i is held below absolute + relative |y_i|, in the state's unit. */
export interface SolverOptions {
  /** Default 1e-6. */
  readonly relativeTolerance?: number;
  /** One for all states or one per state; default 1e-9. */
  readonly absoluteTolerance?: number | readonly number[];
  /** First step after every restart; by default estimated from the first two derivatives (Hairer II.4). */
  readonly firstStep?: number;
  /** Below this a needed step is a failure rather than a crawl; default: only what rounding imposes. */
  readonly minimumStep?: number;
  /** Default: no limit. */
  readonly maximumStep?: number;
  /** Steps tried, accepted or not, in one call; default 100,000. */
  readonly maximumSteps?: number;
}
