import { upperHalf } from './upper-half.ts';

/**
 * (n + nLow) / (d + dLow), where the low parts are at most a rounding of the high ones: one division, then what a quotient of
 * 26 bits leaves of the numerator, exactly, so that little more than the last rounding is lost.
 *
 * @example
 * quotient(1, 0, 3, 0); // 0.3333333333333333
 */
export function quotient(n: number, nLow: number, d: number, dLow: number): number {
  const reciprocal = 1 / d;
  const q = upperHalf(n * reciprocal);
  const dUpper = upperHalf(d);
  const left = n - q * dUpper - q * (d - dUpper) + (nLow - q * dLow);
  return q + left * reciprocal;
}
