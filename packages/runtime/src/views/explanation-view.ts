import type { DirectionView } from './direction-view.ts';
import type { FitView } from './fit-view.ts';

/** One innovation: what came, what was expected, and what it moved. */
export interface InnovationView {
  readonly seq: number;
  readonly at: string;
  readonly observable: string;
  readonly unit: string;
  readonly observed: number;
  readonly censored: 'below' | 'above' | null;
  readonly predicted: number;
  readonly sd: number;
  /** Normal score: (about) how many standard deviations off. */
  readonly score: number;
  readonly pit: number;
  readonly shift: number;
  /** Factor by which the reading's error variance was raised because it lay too far off; 1 if it was trusted, null if not kept. */
  readonly doubt: number | null;
  /** Members that were no longer numbers and were replaced. */
  readonly recovered: number | null;
  /** Whether all members expected the same reading, so that nothing was learnt from it. */
  readonly agreed: boolean | null;
  /** What the filter did besides taking the reading in, in words; null if nothing. */
  readonly note: string | null;
}

/** A parameter's estimate against its prior. */
export interface ParameterView {
  readonly name: string;
  readonly symbol: string | null;
  readonly label: string;
  readonly unit: string;
  readonly source: string;
  readonly prior: { readonly q05: number; readonly q50: number; readonly q95: number };
  readonly posterior: { readonly q05: number; readonly q50: number; readonly q95: number };
  /** Posterior over prior variance on the parameter's scale; near 1 the data say nothing. */
  readonly varianceRatio: number;
  readonly verdict: 'informed' | 'partly informed' | 'mostly prior';
  /** Densities on a shared grid for drawing: [G] values, prior and posterior. */
  readonly grid: readonly number[];
  readonly priorDensity: readonly number[];
  readonly posteriorDensity: readonly number[];
}

/** What acts on the forecast: what an intervention does to the headline observable an hour from now. */
export interface TermView {
  readonly what: string;
  readonly at: string | null;
  readonly effect: number;
  readonly unit: string;
}

/** A reading that was set aside, and why. */
export interface AsideView {
  readonly seq: number;
  readonly at: string;
  readonly observable: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly reason: string;
}

/** Why the twin believes what it believes. */
export interface ExplanationView {
  readonly twin: string;
  readonly seq: number;
  readonly at: string;
  readonly fit: FitView;
  readonly drift: number | null;
  readonly tolerance: number;
  readonly innovations: readonly InnovationView[];
  /** The latest readings that were set aside rather than taken in, latest first. */
  readonly aside: readonly AsideView[];
  readonly parameters: readonly ParameterView[];
  /** What the readings can tell of them: independent combinations, the best known first; empty when none is estimated. */
  readonly directions: readonly DirectionView[];
  /** What each recent intervention does to the headline observable an hour from now (leaving it out, same draws). */
  readonly terms: readonly TermView[];
  /** Sentences for people, most important first. */
  readonly words: readonly string[];
  /** How many readings and interventions stand behind the belief. */
  readonly provenance: { readonly readings: number; readonly interventions: number; readonly seed: string };
}
