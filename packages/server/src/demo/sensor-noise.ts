import { philox } from '@twinward/simulate';
import { SENSOR_PHI, sensorError } from '@twinward/twins/patient';

/** Terms after which the past no longer counts: 0.7^60 is below 1e-9. */
const TERMS = 60;

/**
 * The error of a person's sensor at a minute, mg/dL: the autoregressive process of Breton and Kovatchev 2008 on a grid of 15 minutes,
 * straight in between, through their Johnson curve. It has no state: the same minute gives the same error.
 */
export function sensorNoise(seed: string, minute: number): number {
  const step = Math.floor(minute / 15);
  const share = minute / 15 - step;
  return sensorError((1 - share) * standardError(seed, step) + share * standardError(seed, step + 1));
}

/** e_k = phi (e_{k-1} + n_k), written out. */
function standardError(seed: string, step: number): number {
  const source = philox(seed);
  let error = 0;
  for (let k = step - TERMS; k <= step; k++) {
    error = SENSOR_PHI * (error + source.draws(0, 2, k).normal());
  }
  return error;
}
