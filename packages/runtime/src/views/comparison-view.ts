import type { FanView, ForecastView } from './forecast-view.ts';
import type { RiskView } from './risk-view.ts';

/** Scenario minus baseline, path by path with the same draws. */
export interface DifferenceView {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly q05: readonly number[];
  readonly q25: readonly number[];
  readonly q50: readonly number[];
  readonly q75: readonly number[];
  readonly q95: readonly number[];
}

/** A summary of the paired difference over the horizon, with the share of pairs of futures in which it is up, and down. */
export interface EffectView {
  readonly what: 'highest' | 'lowest' | 'mean' | 'end';
  readonly of: string;
  readonly label: string;
  readonly unit: string;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
  readonly higher: number;
  readonly lower: number;
}

/** A what-if beside its baseline. */
export interface ComparisonView {
  /** Set when the scenario was kept. */
  readonly id: string | null;
  readonly name: string | null;
  readonly interventions: readonly {
    readonly type: string;
    readonly at: string;
    readonly amounts: Readonly<Record<string, number>>;
  }[];
  readonly baseline: ForecastView;
  readonly branch: { readonly fans: readonly FanView[]; readonly risks: readonly RiskView[] };
  readonly differences: readonly DifferenceView[];
  readonly effects: readonly EffectView[];
  /** The result in one or two sentences, on the model's headline. */
  readonly words: string;
  /** The same on each observable and output, by name. */
  readonly wordsOf: Readonly<Record<string, string>>;
}
