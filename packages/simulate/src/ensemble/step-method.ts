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
  readonly control: StepControl;
  /** Derivatives computed by one attempt. */
  readonly derivatives: number;
}

/** h' = h safety / clamp(error^exponent / previous^beta): proportional-integral control (Hairer, Wanner II, IV.2). */
export interface StepControl {
  readonly order: number;
  readonly exponent: number;
  readonly beta: number;
  readonly safety: number;
  /** A step shrinks at most this many times, and grows at most so many times. */
  readonly shrinkMost: number;
  readonly growMost: number;
}
