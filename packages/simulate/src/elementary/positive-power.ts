import { lesser } from './lesser.ts';
import { LN2_HIGH, LN2_LOW } from './ln2.ts';
import { nearest } from './nearest.ts';
import { reducedExponential } from './reduced-exponential.ts';
import { roundingOfProduct } from './rounding-of-product.ts';
import { twoToThe } from './two-to-the.ts';

const THIRD = 0.3333333333333333;
const THIRD_LOW = 1.850371707708594e-17;

/**
 * (2^k m)^y for m between sqrt(1/2) and sqrt(2) and |y| <= 2^64. The logarithm is a sum of two numbers, good to about 2^-65
 * of itself (with s = (m - 1)/(m + 1), ln m = 2 (s + s^3 (1/3 + s^2 q))), and so is its product with y, which e is raised to.
 *
 * @example
 * positivePower(1, 1, 10); // 1024
 */
export function positivePower(m: number, k: number, y: number): number {
  const f = m - 1;
  const d = m + 1;
  const dLow = m - (d - 1);
  const reciprocal = 1 / d;
  const s = f * reciprocal;
  const sLow = (f - s * d - roundingOfProduct(s, d) - s * dLow) * reciprocal;
  const z = s * s;
  const zLow = roundingOfProduct(s, s) + 2 * s * sLow;
  const w = z * z;
  const even = 0.2 + w * (0.11111111110827597 + w * (0.07692297472878258 + w * 0.05853105966246304));
  const odd =
    0.14285714285714685 + w * (0.09090909167774848 + w * (0.06667402802691158 + w * 0.058617169102156454));
  const q = even + z * odd;
  const beyond = z * q;
  const third = THIRD + beyond;
  const thirdLow = THIRD - third + beyond + (THIRD_LOW + zLow * q);
  const square = z * third;
  const squareLow = roundingOfProduct(z, third) + (z * thirdLow + zLow * third);
  const cube = s * square;
  const cubeLow = roundingOfProduct(s, square) + (s * squareLow + sLow * square);
  const half = s + cube;
  const halfLow = s - half + cube + (sLow + cubeLow);
  const whole = k * LN2_HIGH;
  const sum = whole + 2 * half;
  const rest = whole - sum + 2 * half + (2 * halfLow + k * LN2_LOW);
  const logarithm = sum + rest;
  const logarithmLow = sum - logarithm + rest;
  const product = logarithm * y;
  const productLow = roundingOfProduct(logarithm, y) + logarithmLow * y;
  // beyond 800 all overflows or vanishes alike
  const low = product >= -800 && product <= 800 ? productLow : 0;
  const power = product < -800 ? -800 : lesser(product, 800);
  const n = nearest(power * Math.LOG2E);
  const step = nearest(n * 0.5);
  return reducedExponential(power, low, n) * twoToThe(n - step) * twoToThe(step);
}
