import { farAngle } from './far-angle.ts';
import { isNearAngle } from './is-near-angle.ts';
import { nearest } from './nearest.ts';
import { restOfAngle, restOfAngleLow } from './rest-of-angle.ts';
import { sineAfterQuarters } from './sine-after-quarters.ts';

const TWO_OVER_PI = 0.6366197723675814;

/**
 * Cosine of an angle in radians, however large, with the same bits in every engine. Within 0.9 ulp of the true value.
 *
 * @example
 * cos(0.5); // 0.8775825618903728
 */
export function cos(x: number): number {
  const k = nearest(x * TWO_OVER_PI);
  const r = restOfAngle(x, k);
  if (!isNearAngle(x, k, r)) return farAngle(x, 1);
  return sineAfterQuarters(r, restOfAngleLow(x, k), k + 1);
}
