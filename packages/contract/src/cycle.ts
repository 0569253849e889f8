import type { Belief } from './belief.ts';
import type { Schedule } from './schedule.ts';

/** A quantity that a cycle shows: a course over the cycle, or one figure of it. */
export interface CycleQuantity {
  /** Lower-case words joined by `-`. */
  readonly name: string;
  readonly label: string;
  readonly unit: string;
}

/** One cycle of one member. */
export interface CycleTrace {
  /** Seconds the cycle lasts. */
  readonly period: number;
  /** [signals x points], row a signal in the order declared; equal steps from the beginning of the cycle to its end, both included. */
  readonly values: Float64Array;
  /** [figures], in the order declared. */
  readonly figures: Float64Array;
}

/**
 * What repeats in a subject faster than its belief moves, such as a heartbeat: declared by models that have such a cycle, so that it can be
 * drawn. Tracing changes no belief; the same arguments give the same numbers.
 */
export interface Cycle {
  /** What is repeated, in words. */
  readonly label: string;
  /** The output by which members are ranked, so that the middle one can stand for all. */
  readonly rankedBy: string;
  /** Points of a trace, at least 100. */
  readonly points: number;
  readonly signals: readonly CycleQuantity[];
  readonly figures: readonly CycleQuantity[];
  /** The cycle of one member as the belief and what acts on it at its instant have it. */
  trace(belief: Belief, member: number, schedule: Schedule): CycleTrace;
}
