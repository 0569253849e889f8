import { cosineBeyond } from './cosine-beyond.ts';
import { quotient } from './quotient.ts';
import { sineBeyond } from './sine-beyond.ts';

/**
 * tan(r + low + n pi/2) for |r| <= pi/4, a small `low` and a whole n: sine over cosine, or the other way round after an odd
 * number of quarter turns, each in two parts.
 *
 * @example
 * tangentAfterQuarters(0.5, 0, 2); // 0.5463024898437905
 */
export function tangentAfterQuarters(r: number, low: number, n: number): number {
  const sineRest = sineBeyond(r, low);
  const sine = r + sineRest;
  const sineLow = r - sine + sineRest;
  const top = 1 - 0.5 * (r * r);
  const cosineRest = cosineBeyond(r, low);
  const cosine = top + cosineRest;
  const cosineLow = top - cosine + cosineRest;
  const odd = n - 2 * Math.floor(0.5 * n) === 1;
  return quotient(
    odd ? -cosine : sine,
    odd ? -cosineLow : sineLow,
    odd ? sine : cosine,
    odd ? sineLow : cosineLow,
  );
}
