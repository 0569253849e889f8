import { binaryExponent } from './binary-exponent.ts';
import { roundingOfProduct } from './rounding-of-product.ts';
import { sineAfterQuarters } from './sine-after-quarters.ts';
import { tangentAfterQuarters } from './tangent-after-quarters.ts';
import { twoOverPiDigit } from './two-over-pi-digit.ts';
import { twoToThe } from './two-to-the.ts';

const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
/** 2^24, the base the digits are of; 1 / 2^24. */
const BASE = 16777216;
const DIGIT = 5.9604644775390625e-8;

/**
 * Sine (`which` 0), cosine (1) or tangent (2) of any angle: x 2/pi is formed exactly, digit by digit in base 2^24, from those
 * digits of 2/pi that matter (Payne and Hanek 1983, SIGNUM Newsletter 18:19-24): those that make multiples of 4 do not, and
 * seven after the point leave 2^-139, while no double comes closer to a quarter turn than about 2^-61.
 *
 * @example
 * farAngle(1e22, 0); // -0.8522008497671888
 */
export function farAngle(x: number, which: number): number {
  if (!(Math.abs(x) < Infinity)) return NaN;
  const a = Math.abs(x);
  // a = (m0 2^24 + m1 + m2 2^-24) 2^(24 n), each a whole number, the first below 2^29, the others at most 2^24
  const n = Math.floor((binaryExponent(a) - 29) / 24);
  const m = a * twoToThe(-12 * n) * twoToThe(-12 * n);
  const m0 = Math.floor(m * DIGIT);
  const m1 = Math.floor(m - m0 * BASE);
  const m2 = (m - m0 * BASE - m1) * BASE;
  const a2 = twoOverPiDigit(n - 2);
  const a1 = twoOverPiDigit(n - 1);
  const b0 = twoOverPiDigit(n);
  const b1 = twoOverPiDigit(n + 1);
  const b2 = twoOverPiDigit(n + 2);
  const b3 = twoOverPiDigit(n + 3);
  const b4 = twoOverPiDigit(n + 4);
  const b5 = twoOverPiDigit(n + 5);
  const b6 = twoOverPiDigit(n + 6);
  const b7 = twoOverPiDigit(n + 7);
  // the digits of x 2/pi, from the last, each with what the next carries
  const s7 = m0 * b7 + m1 * b6 + m2 * b5;
  const c7 = Math.floor(s7 * DIGIT);
  const s6 = m0 * b6 + m1 * b5 + m2 * b4 + c7;
  const c6 = Math.floor(s6 * DIGIT);
  const s5 = m0 * b5 + m1 * b4 + m2 * b3 + c6;
  const c5 = Math.floor(s5 * DIGIT);
  const s4 = m0 * b4 + m1 * b3 + m2 * b2 + c5;
  const c4 = Math.floor(s4 * DIGIT);
  const s3 = m0 * b3 + m1 * b2 + m2 * b1 + c4;
  const c3 = Math.floor(s3 * DIGIT);
  const s2 = m0 * b2 + m1 * b1 + m2 * b0 + c3;
  const c2 = Math.floor(s2 * DIGIT);
  const s1 = m0 * b1 + m1 * b0 + m2 * a1 + c2;
  const c1 = Math.floor(s1 * DIGIT);
  const s0 = m0 * b0 + m1 * a1 + m2 * a2;
  const first = s1 - c1 * BASE;
  const up = first >= 0.5 * BASE ? 1 : 0;
  const quarters = s0 - 4 * Math.floor(0.25 * s0) + c1 + up;
  // what is left, in three sums of two digits each, which are exact
  const high = ((first - up * BASE) * BASE + (s2 - c2 * BASE)) * DIGIT * DIGIT;
  const middle = ((s3 - c3 * BASE) * BASE + (s4 - c4 * BASE)) * DIGIT * DIGIT * DIGIT * DIGIT;
  const low = ((s5 - c5 * BASE) * BASE + (s6 - c6 * BASE)) * twoToThe(-144);
  const sum = high + middle;
  const rest = high - sum + middle + (low + (s7 - c7 * BASE) * twoToThe(-168));
  const turn = sum + rest;
  const turnLow = sum - turn + rest;
  const product = turn * HALF_PI;
  const productLow = roundingOfProduct(turn, HALF_PI) + (turn * HALF_PI_LOW + turnLow * HALF_PI);
  const r = product + productLow;
  const rLow = product - r + productLow;
  if (which === 1) return sineAfterQuarters(r, rLow, quarters + 1);
  const size = which === 0 ? sineAfterQuarters(r, rLow, quarters) : tangentAfterQuarters(r, rLow, quarters);
  return x < 0 ? -size : size;
}
