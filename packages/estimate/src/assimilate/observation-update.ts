import { type ErrorModel, type Measurement, readsWholeNumbers } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { normalHazard } from '../distribution/normal-tail.ts';
import { doubtedNoise } from './doubt.ts';
import { logLikelihood } from './log-likelihood.ts';

/** A Poisson count's error variance is its mean, that of one that scatters more larger, but at least this: a ward expected empty may still hold one. */
const LEAST_COUNT_VARIANCE = 0.25;
/** A reading without error has this share of the prediction's variance, so that several can be taken at once. */
const LEAST_ERROR = 1e-12;

/** Mean and variance of the prediction after a reading, and how much the reading was doubted (see `MeasurementResult`). */
export interface ObservationUpdate {
  readonly mean: number;
  readonly variance: number;
  readonly doubt: number;
}

/**
 * Conditions a normal prediction, with `mean` and `variance` over the members, on one reading; the step of the square-root
 * filter that happens in observation space (Anderson 2003, "A local least squares framework", MWR 131:634-642).
 *
 * Normal errors, S = variance + noise, K = variance / S: mean + K (y - mean), variance (1 - K). A count is taken as normal with
 * the variance it has about the mean prediction. A censored reading y < L is the average of that over the normal truncated at L: with
 * a = (L - mean) / sqrt(S) and the hazard h of -a, E[y] = mean - sqrt(S) h and Var[y] = S (1 - h (h + a)), so the mean moves
 * by K (E[y] - mean) and the variance becomes variance (1 - K (1 - Var[y] / S)): exact to second order for normal members.
 * An ordinal level is conditioned on by integrating its likelihood over the normal prediction.
 */
export function observationUpdate(
  error: ErrorModel,
  measurement: Measurement,
  mean: number,
  variance: number,
  noise: number,
): ObservationUpdate {
  if (variance === 0) return { mean, variance, doubt: 1 };
  if (error.kind === 'ordinal') return byQuadrature(error, measurement, mean, variance);
  const trusted = readsWholeNumbers(error) ? Math.max(LEAST_COUNT_VARIANCE, noise) : noise;
  const distance = measurement.value - mean;
  const side = measurement.censored === 'below' ? -1 : 1;
  // a limit that the prediction respects cannot be an outlier
  const conflict = measurement.censored === null || side * distance > 0 ? distance : 0;
  const used = doubtedNoise(conflict, variance, trusted);
  const total = variance + used;
  const gain = variance / total;
  const doubt = trusted > 0 ? used / trusted : 1;
  if (measurement.censored === null) {
    return { mean: mean + gain * distance, variance: variance * (1 - gain), doubt };
  }
  const root = Math.sqrt(total);
  const a = (side * distance) / root;
  const hazard = normalHazard(a);
  const lost = Math.min(1, Math.max(0, hazard * (hazard - a)));
  return { mean: mean + gain * side * root * hazard, variance: variance * (1 - gain * lost), doubt };
}

/**
 * The reading with normal error that would move a normal prediction as an update does: its value and error variance, or null where
 * nothing was learnt. So a filter for normal errors takes in censored readings, counts and levels (moment matching; Minka 2001).
 */
export function equivalentReading(
  { mean, variance }: { readonly mean: number; readonly variance: number },
  update: ObservationUpdate,
): { readonly value: number; readonly variance: number } | null {
  if (!(update.variance < variance)) return null;
  const error = Math.max((variance * update.variance) / (variance - update.variance), LEAST_ERROR * variance);
  return { value: mean + ((update.mean - mean) * (variance + error)) / variance, variance: error };
}

function byQuadrature(
  error: ErrorModel,
  measurement: Measurement,
  mean: number,
  variance: number,
): ObservationUpdate {
  const sd = Math.sqrt(variance);
  const [steps, reach] = [160, 8];
  const logs = Float64Array.from({ length: steps + 1 }, (_, i) => {
    const z = reach * ((2 * i) / steps - 1);
    return logLikelihood(error, mean + sd * z, measurement) - 0.5 * z * z;
  });
  const highest = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (highest === Number.NEGATIVE_INFINITY) return { mean, variance, doubt: 1 };
  let [mass, first, second] = [0, 0, 0];
  logs.forEach((l, i) => {
    const z = reach * ((2 * i) / steps - 1);
    const w = exp(l - highest);
    mass += w;
    first += w * z;
    second += w * z * z;
  });
  const centre = first / mass;
  return {
    mean: mean + sd * centre,
    variance: variance * Math.max(0, second / mass - centre * centre),
    doubt: 1,
  };
}
