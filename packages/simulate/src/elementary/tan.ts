import { farAngle } from './far-angle.ts';
import { isNearAngle } from './is-near-angle.ts';
import { nearest } from './nearest.ts';
import { restOfAngle, restOfAngleLow } from './rest-of-angle.ts';
import { tangentAfterQuarters } from './tangent-after-quarters.ts';

const TWO_OVER_PI = 0.6366197723675814;

/**
 * Tangent of an angle in radians, however large, with the same bits in every engine. Within 0.9 ulp of the true value.
 *
 * @example
 * tan(0.5); // 0.5463024898437905
 */
export function tan(x: number): number {
  const k = nearest(x * TWO_OVER_PI);
  const r = restOfAngle(x, k);
  if (!isNearAngle(x, k, r)) return farAngle(x, 2);
  const value = tangentAfterQuarters(r, restOfAngleLow(x, k), k);
  return x === 0 ? x : value;
}
