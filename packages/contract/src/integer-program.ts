import type { AbortSignalLike } from './work.ts';

/** One unknown of an integer program. */
export interface ProgramColumn {
  readonly cost: number;
  readonly lower: number;
  /** May be infinite. */
  readonly upper: number;
  /** Whether only whole numbers will do. */
  readonly whole: boolean;
}

/** One condition: `lower <= sum of weight x unknown <= upper`; either bound may be infinite. */
export interface ProgramRow {
  readonly lower: number;
  readonly upper: number;
  /** Places of the unknowns, and the weight of each. */
  readonly columns: readonly number[];
  readonly weights: readonly number[];
}

/** A mixed-integer linear program as plain data: the least total cost under the conditions. */
export interface IntegerProgram {
  readonly columns: readonly ProgramColumn[];
  readonly rows: readonly ProgramRow[];
}

/** What a solver found. */
export interface IntegerSolution {
  /** `feasible`: the best found when time ran out or the caller stopped; its gap says how far from the best possible it may be. */
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'none-found';
  readonly objective: number;
  /** No solution costs less than this. */
  readonly bound: number;
  /** (objective - bound) / |objective|; 0 is proven best. */
  readonly gap: number;
  /** Values of the unknowns; empty where none was found. */
  readonly x: readonly number[];
}

/** How long a solver may take, how near to the best it must come, and how to watch and stop it. */
export interface SolverLimits {
  /** Seconds at most; default 60. */
  readonly seconds?: number;
  /** Ends when the gap is no larger; default 0, proven best. */
  readonly gap?: number;
  readonly signal?: AbortSignalLike;
  readonly progress?: (gap: number, objective: number) => void;
}

/** Solves integer programs; given to whoever states them, so that they stay free of any solver. */
export type IntegerSolver = (program: IntegerProgram, limits?: SolverLimits) => Promise<IntegerSolution>;
