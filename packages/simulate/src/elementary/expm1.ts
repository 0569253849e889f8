import { exp } from './exp.ts';
import { exponentialCubic } from './exponential-rest.ts';
import { LN2_HIGH, LN2_LOW } from './ln2.ts';
import { nearest } from './nearest.ts';
import { twoToThe } from './two-to-the.ts';
import { upperHalf } from './upper-half.ts';

/**
 * e to the x, less 1, accurate near 0: with x = k ln 2 + r, (2^k - 1 + 2^k r) + 2^k (r^2/2 + ...), the roundings of the first
 * sums kept. The same bits in every engine; within 0.9 ulp of the true value.
 *
 * @example
 * expm1(1e-10) * 1e10; // 1.00000000005
 */
export function expm1(x: number): number {
  if (!(Math.abs(x) <= 708)) return extremeExpm1(x);
  const k = nearest(x * Math.LOG2E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  // r^2/2 = h^2/2, exact, and a small part
  const h = upperHalf(r);
  const rest = high - r - low + (0.5 * (r - h) * (r + h) + r * r * exponentialCubic(r));
  const scale = twoToThe(k);
  const less = scale - 1;
  const scaled = scale * r;
  const linear = less + scaled;
  const square = scale * (0.5 * h * h);
  const sum = linear + square;
  // from 2^54 on, taking 1 away is rounded
  const one = scale - less - 1;
  const value = sum + (linear - sum + square + (less - linear + scaled + (scale * rest + one)));
  return x === 0 ? x : value;
}

function extremeExpm1(x: number): number {
  if (x < 0) return -1;
  return exp(x);
}
