import type { Draws } from '@twinward/contract';

/**
 * A normal number with the given mean and standard deviation; takes one uniform.
 *
 * @example
 * drawNormal(draws, 140, 3); // a plasma sodium, mmol/L
 */
export function drawNormal(draws: Draws, mean: number, sd: number): number {
  return mean + sd * draws.normal();
}
