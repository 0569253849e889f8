import type { Draws } from '@twinward/contract';
import { exp } from '../elementary/exp.ts';

/**
 * A log-normal number, given by its median and the standard deviation of its logarithm; takes one uniform.
 *
 * @example
 * drawLogNormal(draws, 4.5, 0.38); // a vancomycin clearance, L/h
 */
export function drawLogNormal(draws: Draws, median: number, logSd: number): number {
  return median * exp(logSd * draws.normal());
}
