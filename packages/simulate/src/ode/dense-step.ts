/** One accepted step from `start` to `end`, readable at any time between; valid only while the visitor runs. */
export interface DenseStep {
  readonly start: number;
  readonly end: number;
  /** The state numbered `state` at time `t`, by the fourth-order interpolant of the method. */
  value(state: number, t: number): number;
}
