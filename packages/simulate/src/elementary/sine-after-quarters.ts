import { cosineBeyond } from './cosine-beyond.ts';
import { sineBeyond } from './sine-beyond.ts';

/**
 * sin(r + low + n pi/2) for |r| <= pi/4, a small `low` and a whole n.
 *
 * @example
 * sineAfterQuarters(0.5, 0, 2); // -0.479425538604203
 */
export function sineAfterQuarters(r: number, low: number, n: number): number {
  const quarter = n - 4 * Math.floor(0.25 * n);
  const odd = quarter === 1 || quarter === 3;
  const size = odd ? 1 - 0.5 * (r * r) + cosineBeyond(r, low) : r + sineBeyond(r, low);
  return quarter >= 2 ? -size : size;
}
