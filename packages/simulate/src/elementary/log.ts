import { binaryExponent } from './binary-exponent.ts';
import { naturalLogarithm } from './natural-logarithm.ts';
import { twoToThe } from './two-to-the.ts';

const SMALLEST_NORMAL = 2.2250738585072014e-308;
/** 2^1022 */
const LARGE = 4.49423283715579e307;

/**
 * Natural logarithm: x = 2^k m with m in [0.707, 1.414], then ln m = 2 artanh((m - 1)/(m + 1)) by a polynomial.
 *
 * Uses only + - * / and the bits of the number, so that every engine gives the same bits. Within 0.9 ulp of the true value.
 * ln 0 is -Infinity; the logarithm of a negative number is NaN.
 *
 * @example
 * log(2); // 0.6931471805599453
 */
export function log(x: number): number {
  if (!(x >= SMALLEST_NORMAL && x < LARGE)) return extremeLog(x);
  const k = binaryExponent(x);
  return naturalLogarithm(x * twoToThe(-k), k);
}

function extremeLog(x: number): number {
  if (x === 0) return -Infinity;
  if (x < 0) return NaN;
  if (!(x < Infinity)) return x;
  const shift = x < 1 ? 54 : -54;
  const scaled = x * twoToThe(shift);
  const k = binaryExponent(scaled);
  return naturalLogarithm(scaled * twoToThe(-k), k - shift);
}
