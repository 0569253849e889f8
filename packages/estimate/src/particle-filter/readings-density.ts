import type { ErrorModel } from '@twinward/contract';
import { logLikelihood } from '../assimilate/log-likelihood.ts';
import type { ObservationDensity } from './observation-density.ts';

/** One reading of one time. */
export interface Reading {
  readonly error: ErrorModel;
  /** NaN when it is missing. */
  readonly value: number;
  /** The value is a limit: the reading lay below or above it. Default null. */
  readonly censored?: 'below' | 'above' | null;
}

/**
 * The density of one time's readings, each with an error law of its own: normal, censored, counted or ordinal. `predict` writes the
 * noise-free prediction of every reading for every member to `out` [members x readings, by rows]. Throws `observation.invalid` for
 * a negative binomial size that is not above 0.
 *
 * @example
 * const cases = readingsDensity([{ error: { kind: 'count' }, value: 3 }], (values, members, out) => out.set(values));
 * const out = new Float64Array(2);
 * cases.logDensity(Float64Array.of(2, 3), 2, out);
 * out[1]; // -1.49592, how likely 3 cases are where 3 are expected
 */
export function readingsDensity(
  readings: readonly Reading[],
  predict: (values: Float64Array, members: number, out: Float64Array) => void,
): ObservationDensity {
  const present = readings.flatMap((reading, j) => (Number.isNaN(reading.value) ? [] : [j]));
  const logs = present.map((j) => densityOf(readings[j]!, j));
  let predictions = new Float64Array(0);
  return {
    used: present.length,
    missing: readings.length - present.length,
    logDensity(values, members, out) {
      if (predictions.length !== members * readings.length) {
        predictions = new Float64Array(members * readings.length);
      }
      predict(values, members, predictions);
      for (let m = 0; m < members; m++) {
        let sum = 0;
        for (let k = 0; k < present.length; k++)
          sum += logs[k]!(predictions[m * readings.length + present[k]!]!);
        out[m] = sum;
      }
    },
  };
}

function densityOf(
  { error, value, censored = null }: Reading,
  index: number,
): (prediction: number) => number {
  const measurement = { observable: `reading ${index}`, value, censored };
  // a prediction that is not a number must not look like an impossible or a certain reading
  return (prediction) =>
    Number.isNaN(prediction) ? Number.NaN : logLikelihood(error, prediction, measurement);
}
