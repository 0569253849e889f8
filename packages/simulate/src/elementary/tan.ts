import { cos } from './cos.ts';
import { sin } from './sin.ts';

/**
 * Tangent of an angle in radians, as the sine over the cosine. The same bits in every engine; within 3 ulp of the true value.
 * NaN beyond |x| = 1,647,099, as `sin`.
 *
 * @example
 * tan(0.5); // 0.54630248984379
 */
export function tan(x: number): number {
  return sin(x) / cos(x);
}
