import { twoToThe } from './two-to-the.ts';

const LOG2_E = Math.LOG2E;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * Hyperbolic tangent as E / (E + 2) with E = e^(2|x|) - 1, E from the Taylor polynomial of degree 14 on the reduced
 * argument, so that it keeps its relative accuracy near 0.
 *
 * Uses only + - * / and whole powers of two, so every engine gives the same bits. Within 3 ulp of the true value.
 *
 * @example
 * tanh(0.5); // 0.46211715726000973 within 3 ulp
 */
export function tanh(x: number): number {
  const a = Math.abs(x);
  if (a > 22) return x > 0 ? 1 : -1;
  if (a < 1e-8) return x;
  const z = 2 * a;
  const k = Math.round(z * LOG2_E);
  const high = z - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  let q = 1 / 87178291200;
  q = q * r + 1 / 6227020800;
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
  const small = r + (high - r - low + r * r * q);
  const scale = twoToThe(k);
  const e = scale * small + (scale - 1);
  const value = e / (e + 2);
  return x < 0 ? -value : value;
}
