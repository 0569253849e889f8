import { log } from '../elementary/log.ts';
import type { PetabScale } from './petab-problem.ts';

const LOG_TWO_PI = 1.8378770664093453;
const LOG_TWO = Math.LN2;
const LOG_TEN = Math.LN10;

/** What relates one measurement to what a model says of it. */
export interface MeasurementNoise {
  /** Scale on which measured and simulated value are compared. */
  readonly transformation: PetabScale;
  readonly noise: 'normal' | 'laplace';
  /** Standard deviation (normal) or scale (Laplace), on that scale; above 0. */
  readonly sigma: number;
}

/**
 * Natural logarithm of the density of a measured value, given the simulated one: normal or Laplace noise on the scale of the
 * transformation, with the Jacobian of that transformation, so that values on any scale compare (PEtab 1.0, "Noise
 * distributions"). NaN where the noise or a logarithm is not defined.
 *
 * @example
 * const noise = { transformation: 'lin', noise: 'normal', sigma: 1 };
 * measurementLogLikelihood(0, 0, noise); // -0.9189385332
 */
export function measurementLogLikelihood(
  measured: number,
  simulated: number,
  { transformation, noise, sigma }: MeasurementNoise,
): number {
  if (!(sigma > 0)) return Number.NaN;
  const scaled = scaledTo(measured, transformation);
  const z = (scaled - scaledTo(simulated, transformation)) / sigma;
  const density =
    noise === 'normal' ? -0.5 * (LOG_TWO_PI + z * z) - log(sigma) : -LOG_TWO - log(sigma) - Math.abs(z);
  if (transformation === 'lin') return density;
  return density - log(measured) - (transformation === 'log10' ? log(LOG_TEN) : 0);
}

function scaledTo(value: number, scale: PetabScale): number {
  if (scale === 'lin') return value;
  return scale === 'log' ? log(value) : log(value) / LOG_TEN;
}
