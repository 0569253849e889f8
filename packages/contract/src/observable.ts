import type { Coding } from './coding.ts';

/**
 * How a measurement scatters about its prediction. `additive`: normal, sd in the observable's unit. `combined`: normal, sd^2 =
 * sd^2 + (cv * prediction)^2. `sum`: normal, sd = sd + cv * |prediction|. `count`: Poisson. `negative-binomial`: a count whose
 * variance is prediction + prediction^2 / `size`, size above 0; outbreaks and arrivals that come in clusters have 1 to 10. `ordinal`:
 * the level is the number of `thresholds` below prediction + logistic noise. Autocorrelated sensor error belongs into a state
 * column of the model.
 */
export type ErrorModel =
  | { readonly kind: 'additive'; readonly sd: number }
  | { readonly kind: 'combined'; readonly sd: number; readonly cv: number }
  | { readonly kind: 'sum'; readonly sd: number; readonly cv: number }
  | { readonly kind: 'count' }
  | { readonly kind: 'negative-binomial'; readonly size: number }
  | { readonly kind: 'ordinal'; readonly thresholds: readonly number[] };

/** A measurement a model can predict. */
export interface Observable {
  readonly name: string;
  readonly label: string;
  /** All codes under which it arrives; observations are converted to `unit` at the edge. */
  readonly codes: readonly Coding[];
  readonly unit: string;
  /** Molar mass in g/mol where mass and amount concentrations are both in use. */
  readonly molarMass?: number;
  readonly error: ErrorModel;
  /** Values outside are refused as impossible. */
  readonly possible: { readonly low: number; readonly high: number };
  /** The instrument goes no higher than `possible.high`: such a reading says that the truth lies there or above. */
  readonly stops?: 'high';
}
