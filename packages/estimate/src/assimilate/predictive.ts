import type { ErrorModel, Measurement } from '@twinward/contract';
import { covarianceOf, meanOf } from '../ensemble/moments.ts';
import { readingAbout } from './reading.ts';

/** What the belief expected the instrument to read, before it read. */
export interface Predictive {
  readonly mean: number;
  /** Variance of the members' predictions, and the mean variance of the reading about them; the predictive variance is their sum. */
  readonly spread: number;
  readonly noise: number;
  /** Mass of the predictive distribution below the measurement. */
  readonly pit: number;
}

/** A spread below this share of the error variance moves no member by more than its last digits. */
const LEAST_SPREAD = 1e-12;

/** Whether all members expect the same reading, as those of a singular or collapsed ensemble do: there is nothing to learn from it. */
export function membersAgree({ spread, noise }: Pick<Predictive, 'spread' | 'noise'>): boolean {
  return spread <= LEAST_SPREAD * noise;
}

/**
 * The predictive distribution of a reading: the mixture of the members' error distributions. `u`, uniform on (0, 1), spreads
 * the PIT where it is not a single number (counts, levels, censored values), so that it is uniform under a perfect model
 * (Czado, Gneiting and Held 2009).
 */
export function predictiveOf(
  error: ErrorModel,
  predictions: Float64Array,
  weights: Float64Array | null,
  measurement: Measurement,
  u: () => number,
): Predictive {
  const size = predictions.length;
  const expected = new Float64Array(size);
  let [noise, below, upTo] = [0, 0, 0];
  for (let m = 0; m < size; m++) {
    const w = weights === null ? 1 / size : weights[m]!;
    const reading = readingAbout(error, predictions[m]!);
    const share = reading.cumulative(measurement.value);
    expected[m] = reading.mean;
    noise += w * reading.variance;
    below += w * share.below;
    upTo += w * share.upTo;
  }
  const from = measurement.censored === 'below' ? 0 : measurement.censored === 'above' ? upTo : below;
  const to = measurement.censored === 'below' ? below : measurement.censored === 'above' ? 1 : upTo;
  const pit = from === to ? from : from + u() * (to - from);
  return {
    mean: meanOf(expected, weights),
    spread: Math.max(0, covarianceOf(expected, expected, weights)),
    noise,
    pit: Math.min(1, Math.max(0, pit)),
  };
}
