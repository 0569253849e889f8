/** A linear program: find x between its bounds with A x = 0 that makes costs . x least or largest. */
export interface LinearProgram {
  readonly sense: 'minimise' | 'maximise';
  /** [n] */
  readonly costs: Float64Array;
  /** [n], infinite where there is none. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Rows of A, compressed: columns and values of row r stand from starts[r] to starts[r + 1]. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** What a solver found; `x` is empty unless there is an optimum. */
export interface LinearSolution {
  readonly status: 'optimal' | 'infeasible' | 'unbounded';
  readonly objective: number;
  readonly x: ArrayLike<number>;
}

/** Solves linear programs; given by whoever has one. Throws for what it cannot decide. */
export type LinearSolver = (program: LinearProgram) => LinearSolution;
