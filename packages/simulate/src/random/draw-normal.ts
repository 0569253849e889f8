import type { Draws } from '@twinward/contract';

/**
 * A normal number with the given mean and standard deviation; takes one uniform.
 *
 * @example
 * const draws = philox('00000000000000ff').draws(0, 0, 0);
 * drawNormal(draws, 140, 3); // 140.40795 mmol/L, a plasma sodium
 */
export function drawNormal(draws: Draws, mean: number, sd: number): number {
  return mean + sd * draws.normal();
}
