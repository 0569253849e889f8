import { binaryExponent } from './binary-exponent.ts';
import { positivePower } from './positive-power.ts';
import { twoToThe } from './two-to-the.ts';

const SMALLEST_NORMAL = 2.2250738585072014e-308;
/** 2^1022 */
const LARGE = 4.49423283715579e307;
/** 2^64, a power at which every number but 1 has overflown or vanished. */
const FAR = 18446744073709552000;
/** 2^53, from which on every number is even. */
const ALL_EVEN = 9007199254740992;

/**
 * x to the power y. ln x is computed as a sum of two numbers (Dekker 1971, Numer. Math. 18:224-242), to about 2^-65 of
 * itself, so that its product with y is still good to the last place; then e to the product.
 *
 * Uses only + - * / and the bits of numbers, so that every engine gives the same bits. Within 0.9 ulp of the true value.
 * Special values as ECMAScript's `**`: anything to the power 0 is 1, 1 to an infinite power is NaN, a negative x needs a
 * whole y.
 *
 * @example
 * pow(2, 0.5); // 1.4142135623730951
 */
export function pow(x: number, y: number): number {
  if (!(x >= SMALLEST_NORMAL && x < LARGE && Math.abs(y) <= FAR)) return specialPow(x, y);
  const k = binaryExponent(x);
  return positivePower(x * twoToThe(-k), k, y);
}

function specialPow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = Math.abs(x);
  const times = Math.abs(y);
  if (size === 1 && times === Infinity) return NaN;
  const whole = Math.floor(y) === y;
  const odd = whole && times < ALL_EVEN && times - 2 * Math.floor(0.5 * times) === 1;
  const sign = odd && (x < 0 || 1 / x < 0) ? -1 : 1;
  if (size === 1) return x < 0 && !whole ? NaN : sign;
  if (times === Infinity) return size > 1 === y > 0 ? Infinity : 0;
  if (size === 0) return y > 0 ? sign * 0 : sign * Infinity;
  if (size === Infinity) return y > 0 ? sign * Infinity : sign * 0;
  if (x < 0 && !whole) return NaN;
  const shift = size < SMALLEST_NORMAL ? 54 : size >= LARGE ? -54 : 0;
  const scaled = size * twoToThe(shift);
  const k = binaryExponent(scaled);
  const power = Math.min(Math.max(y, -FAR), FAR);
  return sign * positivePower(scaled * twoToThe(-k), k - shift, power);
}
