import { Physiology, type ReferencePoint } from './physiology.ts';

/** Minutes ahead at which forecasts are posted, compared with the truth and corrected. */
export const ANCHORS: readonly number[] = [15, 30, 60, 120];
/** Levels of the population's quantiles, and the standard normal's there. */
export const LEVELS: readonly number[] = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99];
export const NORMAL: readonly number[] = [
  -2.326347874, -1.959963985, -1.644853627, -1.281551566, -0.67448975, 0, 0.67448975, 1.281551566,
  1.644853627, 1.959963985, 2.326347874,
];

/** What is learned from many people and then held constant (`scripts/learn-free-living.ts`); one row an anchor. */
export interface FreeLivingPopulation {
  readonly points: readonly ReferencePoint[];
  /** Prior means of the residual's weights [4 x 34]. */
  readonly residual: readonly (readonly number[])[];
  /** Weights of the circumstances in the logarithm of the spread [4 x 10]. */
  readonly spread: readonly (readonly number[])[];
  /** Quantiles of standardised errors at `LEVELS` [4 x 11]. */
  readonly quantiles: readonly (readonly number[])[];
  /** Mean absolute standardised error [4], the unit of a person's own scale. */
  readonly meanAbsolute: readonly number[];
}

/** A population with its reference physiologies made ready. */
export interface ReadyPopulation {
  readonly physiologies: readonly Physiology[];
  readonly constants: FreeLivingPopulation;
}

/** Makes a population ready for filtering. */
export function readyPopulation(constants: FreeLivingPopulation): ReadyPopulation {
  return { physiologies: constants.points.map((point) => new Physiology(point)), constants };
}
