import type { FitView } from './fit-view.ts';
import type { SpreadView } from './spread-view.ts';

/** One cycle of one member of a belief. */
export interface CycleMemberView {
  /** Its place in the belief, from 0. */
  readonly member: number;
  /** Its share of the belief; those of all members shown add up to 1. */
  readonly weight: number;
  /** Seconds the cycle lasts. */
  readonly period: number;
  /** By name of the signal; point k of n stands at k / (n - 1) of the period, the last at its end. */
  readonly signals: Readonly<Record<string, readonly number[]>>;
}

/** What one cycle of a twin's subject looks like, such as a heartbeat, for a few members that stand for the belief. */
export interface CycleView {
  readonly twin: string;
  readonly model: string;
  readonly modelVersion: string;
  /** The instant the belief stands at, and the highest sequence folded in. */
  readonly at: string;
  readonly seq: number;
  /** What is repeated, in words. */
  readonly label: string;
  /** Points of each signal, at least 100. */
  readonly points: number;
  readonly signals: readonly { readonly name: string; readonly label: string; readonly unit: string }[];
  /** Which of `members` is the median one. */
  readonly median: number;
  /** From the least to the greatest of the output by which they are ranked. */
  readonly members: readonly CycleMemberView[];
  /** Figures of the cycle, over the members shown. */
  readonly figures: readonly SpreadView[];
  readonly fit: FitView;
}
