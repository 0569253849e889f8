/** How the next firing is found. */
export interface FiringMethod {
  /** The state was changed from outside at `t`. */
  renew(t: number): void;
  /** Goes from `t` to the next change of the state, or to `limit` if none comes before it; returns where it went. */
  step(t: number, limit: number): number;
  /** Whether the last step changed something that triggers or rates depend on. */
  readonly felt: boolean;
}
