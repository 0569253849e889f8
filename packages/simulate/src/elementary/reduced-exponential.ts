import { exponentialRest } from './exponential-rest.ts';
import { LN2_HIGH, LN2_LOW } from './ln2.ts';

/**
 * e^(x + low) / 2^k for the whole k nearest to x / ln 2 and a small `low`: 1 + r + (r^2/2 + ...) with what rounding takes
 * from 1 + r added to the small part. Within 0.7 ulp.
 *
 * @example
 * reducedExponential(1, 0, 1); // 1.3591409142295225, half of e
 */
export function reducedExponential(x: number, low: number, k: number): number {
  const high = x - k * LN2_HIGH;
  const less = k * LN2_LOW - low;
  const r = high - less;
  const lost = high - r - less;
  const sum = 1 + r;
  return sum + (1 - sum + r + (lost + r * r * exponentialRest(r)));
}
