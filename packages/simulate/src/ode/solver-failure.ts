import { TwinwardError } from '@twinward/contract';

/** Why an integration stopped: a derivative that is not a number, a step too small to take, too many steps, or algebraic equations without a solution. */
export type SolverFailureReason = 'non-finite' | 'step-underflow' | 'too-many-steps' | 'inconsistent';

const WORDS: Readonly<Record<SolverFailureReason, string>> = {
  'non-finite': 'the derivative is not a finite number',
  'step-underflow': 'the step needed is smaller than the smallest allowed',
  'too-many-steps': 'the limit of steps was reached',
  inconsistent: 'no values near the last satisfy the algebraic equations',
};

/**
 * An integration that could not go on (`solver.failed`). The state array is left at the last accepted step, `time`;
 * `state` names the component at fault: the one that is not finite, or the one whose local error is largest.
 */
export class SolverFailure extends TwinwardError {
  readonly reason: SolverFailureReason;
  readonly state: string;
  readonly time: number;

  constructor(reason: SolverFailureReason, state: string, time: number) {
    super('solver.failed', `integration stopped at t = ${time}: ${WORDS[reason]} (state ${state})`, {
      field: state,
    });
    this.name = 'SolverFailure';
    this.reason = reason;
    this.state = state;
    this.time = time;
  }
}
