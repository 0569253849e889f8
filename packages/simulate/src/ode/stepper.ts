import type { DenseStep } from './dense-step.ts';

/** What a stepper has done since it was made. */
export interface StepCounts {
  accepted: number;
  rejected: number;
  derivatives: number;
  /** Matrices factored, and how many of them needed pivoting because straight-line elimination had lost accuracy. */
  factorisations: number;
  pivoted: number;
  /** Changes between an explicit and an implicit method. */
  switches: number;
}

/** One integration in progress: takes one accepted step at a time, so that events can be looked for inside it. */
export interface Stepper {
  readonly t: number;
  /** [n], after the last accepted step. */
  readonly y: Float64Array;
  readonly counts: StepCounts;
  /** Starts, or starts again after a jump; a `firstStep` of 0 asks for an estimate. */
  start(t: number, y: ArrayLike<number>, firstStep?: number): void;
  /**
   * One accepted step, never beyond `limit`. Returns its dense output, valid until the next step. The equations see no time
   * at or after `limit`, so they may switch there. Throws `SolverFailure`.
   */
  step(limit: number): DenseStep;
}

/** No steps yet. */
export function noSteps(): StepCounts {
  return { accepted: 0, rejected: 0, derivatives: 0, factorisations: 0, pivoted: 0, switches: 0 };
}
