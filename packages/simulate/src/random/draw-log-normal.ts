import type { Draws } from '@twinward/contract';
import { exp } from '../elementary/exp.ts';

/**
 * A log-normal number, given by its median and the standard deviation of its logarithm; takes one uniform.
 *
 * @example
 * const draws = philox('00000000000000ff').draws(0, 0, 0);
 * drawLogNormal(draws, 4.5, 0.38); // 4.73864 L/h, a vancomycin clearance
 */
export function drawLogNormal(draws: Draws, median: number, logSd: number): number {
  return median * exp(logSd * draws.normal());
}
