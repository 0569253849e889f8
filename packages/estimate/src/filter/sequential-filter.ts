import type { ObservationSet } from './observation-set.ts';

/** What became of the observations of one time. */
export interface CycleReport {
  /** Observations taken in, and those that were missing. */
  readonly used: number;
  readonly missing: number;
  /** Observations that counted less because they lay too far away, and members that were replaced because they were not finite. */
  readonly doubted: number;
  readonly recovered: number;
  /** By how much the spread was raised because the filter had lost the system; 1 if it had not. */
  readonly reopened: number;
}

/** A filter that follows a system from one time of observation to the next. */
export interface SequentialFilter {
  /** The estimate after the last cycle [size]: the mean of what is believed. */
  readonly mean: Float64Array;
  /** Carries the belief from one time to another and takes in what was observed there; null where nothing was. */
  cycle(from: number, to: number, observations: ObservationSet | null): CycleReport;
}

/** The report of a filter that neither doubts nor recovers. */
export function reportOf(used: number, missing: number): CycleReport {
  return { used, missing, doubted: 0, recovered: 0, reopened: 1 };
}
