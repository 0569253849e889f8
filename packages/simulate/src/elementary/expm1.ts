import { exp } from './exp.ts';
import { exponentialRest } from './exponential-rest.ts';
import { LN2_HIGH, LN2_LOW } from './ln2.ts';
import { nearest } from './nearest.ts';
import { twoToThe } from './two-to-the.ts';

/**
 * e to the x, less 1, accurate near 0: with x = k ln 2 + r, (2^k - 1 + 2^k r) + 2^k (r^2/2 + ...), the rounding of the first
 * sum kept. The same bits in every engine; within 0.6 ulp of the true value.
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
  const rest = high - r - low + r * r * exponentialRest(r);
  const scale = twoToThe(k);
  const less = scale - 1;
  const scaled = scale * r;
  const sum = less + scaled;
  // from 2^54 on, taking 1 away is rounded
  const one = scale - less - 1;
  const value = sum + (less - sum + scaled + (scale * rest + one));
  return x === 0 ? x : value;
}

function extremeExpm1(x: number): number {
  if (x < 0) return -1;
  return exp(x);
}
