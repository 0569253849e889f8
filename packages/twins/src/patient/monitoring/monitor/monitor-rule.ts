import type { Coding } from '@twinward/contract';
import type { DeteriorationRule } from '../deterioration.ts';

/** A measurement that arrives for a monitor. */
export interface MonitorObservable {
  readonly name: string;
  readonly label: string;
  readonly codes: readonly Coding[];
  readonly unit: string;
  readonly molarMass?: number;
  /** Values outside are refused as impossible. */
  readonly possible: { readonly low: number; readonly high: number };
  /** Standard deviation of one reading about the person's level of the day, in `unit`. */
  readonly sd: number;
  /** Readings follow each other within a day and scatter by `sd`; otherwise a day brings about one, which scatters as the person does. */
  readonly severalADay?: true;
  /** The vital whose level predicts a reading. */
  readonly predictedBy: string;
}

/**
 * How a day's readings of one observable become a day's value of one vital. `below` and `above` are the per cent of the day beyond a limit,
 * `variation` the coefficient of variation in per cent, `wear` the per cent of `expected` readings that came.
 */
export type DailyFold =
  | { readonly kind: 'mean' | 'sum' }
  | { readonly kind: 'below' | 'above'; readonly limit: number; readonly least: number }
  | { readonly kind: 'variation'; readonly least: number }
  | { readonly kind: 'wear'; readonly expected: number };

/** What a monitor of one condition is made of: the rule, where its vitals come from, and what it says. */
export interface MonitorRule extends DeteriorationRule {
  readonly label: string;
  readonly version: string;
  readonly observables: readonly MonitorObservable[];
  /** By the name of each vital. */
  readonly from: Readonly<Record<string, { readonly observable: string; readonly fold: DailyFold }>>;
  /** What is feared, completing "may come to"; and within how many days. */
  readonly feared: string;
  readonly within: number;
  /** What published guidance says to do, with its source. */
  readonly guidance: string;
  readonly escalateTo: string;
  /** Reports on which vitals and their scatter rest. */
  readonly sources: readonly string[];
}
