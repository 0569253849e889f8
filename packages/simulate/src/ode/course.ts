import type { Breakpoints } from './breakpoints.ts';
import type { DenseStep } from './dense-step.ts';

/** What one integration meets on its way. */
export interface Course {
  readonly breakpoints?: Breakpoints;
  /** Sees every accepted step, with its dense output. */
  readonly visit?: (step: DenseStep) => void;
  /** The step to try first instead of an estimate, up to the first breakpoint; 0 for the estimate. */
  readonly firstStep?: number;
}
