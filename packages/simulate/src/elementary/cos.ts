import { sineAfter } from './quarter-turn.ts';

/**
 * Cosine of an angle in radians, with the same bits in every engine. Within 2 units of 2^-53 of the true value. NaN beyond
 * |x| = 1,647,099.
 *
 * @example
 * cos(0.5); // 0.8775825618903728
 */
export function cos(x: number): number {
  return sineAfter(x, 1);
}
