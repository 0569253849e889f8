/** How the next firing is found. */
export interface FiringMethod {
  /** The state was changed from outside at `t`. */
  renew(t: number): void;
  /**
   * Goes on from `t` until a firing changes something that triggers or rates depend on, `most` steps are made, or nothing more fires
   * before `limit`; returns where it went.
   */
  run(t: number, limit: number, most: number): number;
  /** Whether the last firing changed something that triggers or rates depend on. */
  readonly felt: boolean;
}
