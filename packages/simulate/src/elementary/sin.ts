import { farAngle } from './far-angle.ts';
import { isNearAngle } from './is-near-angle.ts';
import { nearest } from './nearest.ts';
import { restOfAngle, restOfAngleLow } from './rest-of-angle.ts';
import { sineAfterQuarters } from './sine-after-quarters.ts';

const TWO_OVER_PI = 0.6366197723675814;

/**
 * Sine of an angle in radians, however large. Uses only + - * and rounding, so that every engine gives the same bits;
 * `Math.sin` does not promise that. Within 0.9 ulp of the true value.
 *
 * @example
 * sin(0.5); // 0.479425538604203
 */
export function sin(x: number): number {
  const k = nearest(x * TWO_OVER_PI);
  const r = restOfAngle(x, k);
  if (!isNearAngle(x, k, r)) return farAngle(x, 0);
  const value = sineAfterQuarters(r, restOfAngleLow(x, k), k);
  return x === 0 ? x : value;
}
