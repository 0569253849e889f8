import { twoToThe } from './two-to-the.ts';

const LOG2_E = Math.LOG2E;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * e to the x, by argument reduction x = k ln 2 + r and the Taylor polynomial of degree 13 on |r| <= ln(2)/2.
 *
 * Uses only + - * and whole powers of two, so every engine gives the same bits; `Math.exp` does not promise that.
 * Within 1.5 ulp of the true value. Overflows to Infinity above 709.78, underflows gradually to 0 below -745.13.
 *
 * @example
 * exp(1); // 2.7182818284590455
 */
export function exp(x: number): number {
  if (!(x < 709.782712893384)) return x === Infinity || x > 0 ? Infinity : x;
  if (x < -745.1332191019412) return 0;
  const k = Math.round(x * LOG2_E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  let q = 1 / 6227020800;
  q = q * r + 1 / 479001600;
  q = q * r + 1 / 39916800;
  q = q * r + 1 / 3628800;
  q = q * r + 1 / 362880;
  q = q * r + 1 / 40320;
  q = q * r + 1 / 5040;
  q = q * r + 1 / 720;
  q = q * r + 1 / 120;
  q = q * r + 1 / 24;
  q = q * r + 1 / 6;
  q = q * r + 0.5;
  const lost = high - r - low;
  const value = 1 + (r + (lost + r * r * q));
  if (k > 1022) return value * 2 * twoToThe(k - 1);
  if (k < -1021) return value * twoToThe(k + 60) * twoToThe(-60);
  return value * twoToThe(k);
}
