import type { FunctionWriter, Local } from '../wasm/function-writer.ts';
import type { FunctionReference } from '../wasm/references.ts';

/** One method of integration, as functions of the module; the control of steps is the same for all. */
export interface StepMethod {
  /** Leaves dy/dt at (t, y) in the first work array: (t). */
  readonly start: FunctionReference;
  /** Tries a step: (t, h, latest) -> scaled error, at most 1 when it is accepted; NaN when something is not finite. */
  readonly attempt: FunctionReference;
  /** Makes the end of the step just tried the state: (). */
  readonly accept: FunctionReference;
  /** What must be computed anew before the next step, when `accept` does not leave it: (t). */
  readonly renew?: FunctionReference;
  /** Prepares the interpolant of the step just tried: (h). */
  readonly prepareDense: FunctionReference;
  /** Writes the state at a fraction of the step to `trial`: (fraction). */
  readonly interpolate: FunctionReference;
  readonly order: number;
  /** Writes the code that chooses the next step. */
  readonly control: (code: FunctionWriter, functions: ControlFunctions) => StepChoice;
  /** Derivatives computed by one attempt. */
  readonly derivatives: number;
}

/** Scalar functions the choice of steps needs. */
export interface ControlFunctions {
  readonly exp: FunctionReference;
  readonly log: FunctionReference;
}

/** Code that chooses steps, in one function: its methods write the parts where they are needed. */
export interface StepChoice {
  /** At the start of a stretch. */
  begin(): void;
  /** After each try; `error` is not NaN. */
  measure(error: Local): void;
  /** Puts the step proposed after an accepted step of h on the stack. */
  propose(h: Local, error: Local): void;
  /** Puts a shorter step than the rejected one of h on the stack. */
  shrink(h: Local, error: Local): void;
}
