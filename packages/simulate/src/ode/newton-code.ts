import type { RoutineCode } from '../graph/routine.ts';

/** What implicit methods need of a system besides its derivative, as running code. */
export interface NewtonCode {
  /** Writes the entries of df/dy that are not zero everywhere, row by row. */
  readonly jacobian: RoutineCode;
  /** Entries of row i are those from `starts[i]` to before `starts[i + 1]`; their columns. */
  readonly starts: readonly number[];
  readonly column: readonly number[];
  /** Writes df/dt [n]. */
  readonly timeDerivative: RoutineCode;
  /** Factors of s M - df/dy and the solution by them, without pivoting; null for systems too large for it. */
  readonly straight: {
    readonly factorise: RoutineCode;
    readonly solve: RoutineCode;
    readonly fill: number;
  } | null;
}
