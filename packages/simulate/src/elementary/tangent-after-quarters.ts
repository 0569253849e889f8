import { cosineBeyond } from './cosine-beyond.ts';
import { quotient } from './quotient.ts';
import { roundingOfProduct } from './rounding-of-product.ts';
import { sineFactor } from './sine-beyond.ts';

/**
 * tan(r + low + n pi/2) for |r| <= pi/4, a small `low` and a whole n: sine over cosine, or the other way round after an odd
 * number of quarter turns, each in two parts, with what rounding took from r^2 and from r^3 times its factor.
 *
 * @example
 * tangentAfterQuarters(0.5, 0, 2); // 0.5463024898437905
 */
export function tangentAfterQuarters(r: number, low: number, n: number): number {
  const z = r * r;
  const zLow = roundingOfProduct(r, r);
  const cube = r * z;
  const cubeLow = roundingOfProduct(r, z) + r * zLow;
  const factor = sineFactor(z);
  const beyond = cube * factor;
  const beyondLow = roundingOfProduct(cube, factor) + cubeLow * factor;
  const sine = r + beyond;
  const sineLow = r - sine + beyond + (beyondLow + low * (1 - 0.5 * z));
  const top = 1 - 0.5 * z;
  const cosineRest = cosineBeyond(r, low) - 0.5 * zLow;
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
