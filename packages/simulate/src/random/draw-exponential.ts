import type { Draws } from '@twinward/contract';
import { log } from '../elementary/log.ts';

/**
 * A waiting time with the given mean, exponentially distributed; takes one uniform.
 *
 * @example
 * const draws = philox('00000000000000ff').draws(0, 0, 0);
 * drawExponential(draws, 12); // 7.08529 minutes to the next arrival
 */
export function drawExponential(draws: Draws, mean: number): number {
  return -mean * log(draws.uniform());
}
