import type { DirectionView } from './direction-view.ts';

/** Shares, 0 to 1, between which something lies. */
export interface ShareBounds {
  readonly low: number;
  readonly high: number;
}

/** How often truths fell inside the intervals of forecasts made in one stretch of time. */
export interface CoverageView {
  readonly from: string;
  readonly to: string;
  readonly scored: number;
  /** Shares, 0 to 1. */
  readonly inside50: number;
  readonly inside90: number;
  /** Shares between which 95 of 100 such stretches of a calibrated twin lie, were its forecasts independent. */
  readonly chance50: ShareBounds;
  readonly chance90: ShareBounds;
}

/** Whether the twin's forecasts at one lead time say how sure they are as they should. */
export interface LeadCalibrationView {
  /** Seconds. */
  readonly lead: number;
  readonly scored: number;
  /** Shares of truths inside the intervals that should hold 50 and 90 of 100. */
  readonly inside50: number;
  readonly inside90: number;
  /** Counts of truths by tenth of the forecast they fell in. */
  readonly ranks: readonly number[];
  /**
   * Shares of all truths between which every tenth lies at once in at least 95 of 100 calibrated twins, were forecasts independent
   * (Bonferroni over the tenths).
   */
  readonly ranksChance: ShareBounds;
  readonly coverage: readonly CoverageView[];
}

/** How the readings scattered about what the twin expected, in its own standard deviations. */
export interface ScatterView {
  readonly readings: number;
  /** Mean and standard deviation of the normal scores: 0 and 1 when the twin is calibrated. */
  readonly mean: number | null;
  readonly sd: number | null;
  /** Correlation of each score with the next: 0 when the twin has taken all there was to take from a reading. */
  readonly correlation: number | null;
  /** Readings more than two standard deviations off, and how many would be usual. */
  readonly surprises: number;
  readonly usualSurprises: number;
}

/** What the filter did about its latest readings besides taking them in: the record of how it met bad ones. */
export interface CareView {
  /** Readings counted, those of which this is known. */
  readonly readings: number;
  /** Readings too far off to be trusted as their error says, which moved the belief less. */
  readonly doubted: number;
  /** Readings at which members were no longer numbers and were replaced. */
  readonly recovered: number;
  /** Readings on which all members agreed beforehand, so that nothing was learnt. */
  readonly agreed: number;
  /** Readings that stand beside the belief and moved nothing, with the reason in the explanation. */
  readonly aside: number;
}

/** How well a twin knows: its own words about its certainty, held against what came. */
export interface KnowledgeView {
  readonly twin: string;
  readonly at: string;
  /** Members of the belief, and how many they are worth after weighting. */
  readonly members: number;
  readonly effectiveMembers: number;
  readonly leads: readonly LeadCalibrationView[];
  readonly scatter: ScatterView;
  readonly care: CareView;
  /** Independent of each other, the best known first; empty when no parameter is estimated. */
  readonly directions: readonly DirectionView[];
  /** How many parameters' worth the data have told. */
  readonly learnt: number;
  readonly words: readonly string[];
}
