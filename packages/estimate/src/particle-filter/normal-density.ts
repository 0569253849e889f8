import { logNormalDensity } from '../distribution/normal-tail.ts';
import { errorVariance } from '../filter/error-variance.ts';
import type { ObservationSet } from '../filter/observation-set.ts';
import type { ObservationDensity } from './observation-density.ts';

/**
 * The density of observations with independent normal errors; those that are NaN are missing. Throws `observation.invalid` for an
 * error variance that is not above 0.
 */
export function normalDensity(observations: ObservationSet): ObservationDensity {
  const { values: observed } = observations;
  const all = observed.length;
  const present: number[] = [];
  for (let j = 0; j < all; j++) if (!Number.isNaN(observed[j]!)) present.push(j);
  const variances = Float64Array.from(present, (j) => errorVariance(observations, j));
  let predictions = new Float64Array(0);
  return {
    used: present.length,
    missing: all - present.length,
    logDensity(values, members, out) {
      if (predictions.length !== members * all) predictions = new Float64Array(members * all);
      observations.predict(values, members, predictions);
      for (let m = 0; m < members; m++) {
        let sum = 0;
        for (let k = 0; k < present.length; k++) {
          const j = present[k]!;
          sum += logNormalDensity(observed[j]!, predictions[m * all + j]!, variances[k]!);
        }
        out[m] = sum;
      }
    },
  };
}
