import type { Draws } from '@twinward/contract';
import { log } from '../elementary/log.ts';

/**
 * A waiting time with the given mean, exponentially distributed; takes one uniform.
 *
 * @example
 * drawExponential(draws, 12); // minutes to the next arrival at 5 an hour
 */
export function drawExponential(draws: Draws, mean: number): number {
  return -mean * log(draws.uniform());
}
