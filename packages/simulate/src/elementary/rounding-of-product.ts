import { upperHalf } from './upper-half.ts';

/**
 * What rounding took from a product: a b - fl(a b), exact (Dekker 1971, Numer. Math. 18:224-242) while neither factor nor the
 * product comes near overflow, nor the result near underflow.
 *
 * @example
 * roundingOfProduct(1 + 2 ** -30, 1 + 2 ** -30) === 2 ** -60; // true
 */
export function roundingOfProduct(a: number, b: number): number {
  const aUpper = upperHalf(a);
  const aLower = a - aUpper;
  const bUpper = upperHalf(b);
  const bLower = b - bUpper;
  return aUpper * bUpper - a * b + aUpper * bLower + aLower * bUpper + aLower * bLower;
}
