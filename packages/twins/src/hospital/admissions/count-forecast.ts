import { exp, log } from '@twinward/simulate';
import { CountDistribution } from '../stays/count-distribution.ts';

/** Beyond so many standard deviations above its mean nothing is added up. */
const WIDTH = 20;

/**
 * A number to be counted, negative binomial: Poisson with a rate that is Gamma distributed of a shape and an inverse scale.
 *
 * @example
 * countForecast(40, 10).quantile(0.5); // 4
 */
export function countForecast(shape: number, rate: number): CountDistribution {
  const mean = shape / rate;
  const sd = Math.sqrt(mean * (1 + 1 / rate));
  const last = Math.ceil(mean + WIDTH * sd + WIDTH);
  const masses = new Float64Array(last + 1);
  let mass = exp(-shape * log(1 + 1 / rate));
  for (let k = 0; k <= last; k++) {
    masses[k] = mass;
    mass *= (shape + k) / ((k + 1) * (rate + 1));
  }
  return new CountDistribution(masses);
}
