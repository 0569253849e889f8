import { sineAfter } from './quarter-turn.ts';

/**
 * Sine of an angle in radians. Uses only + - * and rounding, so every engine gives the same bits; `Math.sin` does not promise
 * that. Within 2 units of 2^-53 of the true value, and relatively as accurate near 0. NaN beyond |x| = 1,647,099.
 *
 * @example
 * sin(0.5); // 0.479425538604203
 */
export function sin(x: number): number {
  return Math.abs(x) < 1e-8 ? x : sineAfter(x, 0);
}
