import { exponentialRest } from './exponential-rest.ts';
import { lesser } from './lesser.ts';
import { LN2_HIGH, LN2_LOW } from './ln2.ts';
import { nearest } from './nearest.ts';
import { quotient } from './quotient.ts';
import { twoToThe } from './two-to-the.ts';
import { withSign } from './with-sign.ts';

/**
 * Hyperbolic tangent as E / (E + 2) with E = e^(2|x|) - 1 in two parts, which keeps its relative accuracy near 0.
 *
 * Uses only + - * / and powers of two, so that every engine gives the same bits. Within 0.9 ulp of the true value.
 *
 * @example
 * tanh(0.5); // 0.46211715726000973
 */
export function tanh(x: number): number {
  // beyond 22 the tangent rounds to 1
  const doubled = 2 * lesser(Math.abs(x), 22);
  const k = nearest(doubled * Math.LOG2E);
  const high = doubled - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const rest = high - r - low + r * r * exponentialRest(r);
  const scale = twoToThe(k);
  const less = scale - 1;
  const scaled = scale * r;
  const sum = less + scaled;
  const beyond = less - sum + scaled + scale * rest;
  const e = sum + beyond;
  const eLow = sum - e + beyond;
  const d = e + 2;
  // what rounding took from e + 2, whichever is larger (Knuth, The Art of Computer Programming 2, 4.2.2)
  const back = d - 2;
  const dLow = 2 - (d - back) + (e - back) + eLow;
  return withSign(quotient(e, eLow, d, dLow), x);
}
