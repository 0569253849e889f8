import type { FitView } from './fit-view.ts';
import type { RiskView } from './risk-view.ts';

/** The fan of one quantity over the forecast's times. */
export interface FanView {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly of: 'observable' | 'output';
  readonly mean: readonly number[];
  readonly q05: readonly number[];
  readonly q25: readonly number[];
  readonly q50: readonly number[];
  readonly q75: readonly number[];
  readonly q95: readonly number[];
  /** A few whole futures [10][T], so that a person sees that futures are paths. */
  readonly paths: readonly (readonly number[])[];
}

/** What the twin expects. When it abstains, `fans` and `risks` are empty and `fit` says why. */
export interface ForecastView {
  readonly twin: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly seq: number;
  readonly from: string;
  readonly issuedAt: string;
  readonly seed: string;
  readonly size: number;
  readonly times: readonly string[];
  readonly fans: readonly FanView[];
  readonly risks: readonly RiskView[];
  readonly fit: FitView;
}
