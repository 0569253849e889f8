import type { Expression } from './expression.ts';

/** A straight-line piece of code: writes `results`, in order, to one array. */
export interface Routine {
  readonly name: string;
  readonly results: readonly Expression[];
}

/**
 * A routine that runs. Reads time, state `y`, parameters `p` and inputs `u` at their offsets, and where its expressions name
 * them the reciprocal of the scaled step `step[0]`, the factored matrix and the right-hand side; writes to `out[offset...]`.
 * Allocates nothing and keeps nothing. `out` is none of the arrays read.
 */
export type RoutineCode = (
  t: number,
  y: Float64Array,
  yOffset: number,
  p: Float64Array,
  pOffset: number,
  u: Float64Array,
  uOffset: number,
  out: Float64Array,
  offset: number,
  step?: Float64Array,
  factor?: Float64Array,
  right?: Float64Array,
) => void;
