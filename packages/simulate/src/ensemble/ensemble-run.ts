import type { SolverFailureReason } from '../ode/solver-failure.ts';

/** A member that could not be carried to the end: plain, so that it passes between threads. */
export interface MemberFailure {
  readonly member: number;
  readonly reason: SolverFailureReason;
  /** The state at fault: not finite, or with the largest local error. */
  readonly state: string;
  /** Time of the last accepted step, which its row holds. */
  readonly time: number;
}

/** What integrating an ensemble took: the record of a run. Counts are of steps of pairs, accepted and tried in vain. */
export interface EnsembleRun {
  readonly accepted: number;
  readonly rejected: number;
  readonly derivatives: number;
  /** Members that failed, none as a rule. */
  readonly failures: readonly MemberFailure[];
  /** Members whose pair failed and who were run again by themselves. */
  readonly alone: readonly number[];
  /** Members of pairs with a Newton matrix that straight-line elimination did not solve, so that it was done with pivoting. */
  readonly pivoted: readonly number[];
}
