import { twoToThe } from './two-to-the.ts';

const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const SPLIT = 134_217_729;
const LN2_HIGH = 0.6931471803691238;
const LN2_MIDDLE = 1.9082149292705877e-10;
const LN2_LOW = 1.1612227229362532e-26;
const THIRD_LOW = 1.850371707708594e-17;

/**
 * x to the power y. ln x is computed as a sum of two numbers (Dekker 1971, Numer. Math. 18:224-242), to about 2^-67 of
 * itself, so that its product with y is still good to the last place; then e to the product by Taylor's polynomial.
 *
 * Uses only + - * / and the bits of numbers, so every engine gives the same bits. Within 1 ulp of the true value. Special
 * values as ECMAScript's `**`: anything to the power 0 is 1, 1 to an infinite power is NaN, a negative x needs a whole y.
 *
 * @example
 * pow(2, 0.5); // 1.41421356237309
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (y === 1) return x;
  const a = Math.abs(x);
  if (y === Infinity || y === -Infinity) {
    if (a === 1) return Number.NaN;
    return a > 1 === y > 0 ? Infinity : 0;
  }
  const whole = Math.floor(y) === y;
  const odd = whole && Math.abs(y) < 9_007_199_254_740_992 && Math.abs(y) % 2 === 1;
  const sign = odd && (x < 0 || Object.is(x, -0)) ? -1 : 1;
  if (a === 0) return sign * (y > 0 ? 0 : Infinity);
  if (a === Infinity) return sign * (y > 0 ? Infinity : 0);
  if (x < 0 && !whole) return Number.NaN;
  if (a === 1) return sign;
  return sign * positivePower(a, y);
}

function positivePower(x: number, y: number): number {
  let k = 0;
  if (x < SMALLEST_NORMAL) {
    x *= 18014398509481984;
    k = -54;
  }
  double[0] = x;
  const high = words[HIGH]!;
  k += (high >>> 20) - 1023;
  words[HIGH] = (high & 0xfffff) | 0x3ff00000;
  let m = double[0]!;
  if (m > Math.SQRT2) {
    m *= 0.5;
    k += 1;
  }
  // s = (m - 1) / (m + 1) as sh + sl
  const f = m - 1;
  const d = m + 1;
  const dl = m - (d - 1);
  const sh = f / d;
  const sl = (f - product(sh, d) - lost(sh, d) - sh * dl) / d;
  // z = s^2 as zh + zl, cube = s^3 / 3 as ch + cl
  const zh = product(sh, sh);
  const zl = lost(sh, sh) + 2 * sh * sl;
  const th = product(zh, sh);
  const tl = lost(zh, sh) + zh * sl + zl * sh;
  const ch = product(th, 1 / 3);
  const cl = lost(th, 1 / 3) + th * THIRD_LOW + tl / 3;
  const w = zh;
  let q = 1 / 25;
  q = q * w + 1 / 23;
  q = q * w + 1 / 21;
  q = q * w + 1 / 19;
  q = q * w + 1 / 17;
  q = q * w + 1 / 15;
  q = q * w + 1 / 13;
  q = q * w + 1 / 11;
  q = q * w + 1 / 9;
  q = q * w + 1 / 7;
  q = q * w + 1 / 5;
  const rest = th * w * q;
  // ln x = k ln 2 + 2 (s + s^3 / 3 + rest), largest parts first
  const kh = k * LN2_HIGH;
  const a = kh + 2 * sh;
  const al = kh === 0 ? 0 : kh - a + 2 * sh;
  const b = a + 2 * ch;
  const bl = a - b + 2 * ch;
  const low = al + bl + 2 * (sl + cl + rest) + k * LN2_MIDDLE;
  const lh = b + low;
  const ll = b - lh + low + k * LN2_LOW;
  // e to the y ln x
  const ph = product(lh, y);
  if (!(ph < 709.8)) return ph > 0 ? Infinity : Number.NaN;
  if (ph < -745.2) return 0;
  const pl = lost(lh, y) + ll * y;
  return exponentialOf(ph, pl);
}

/** e to the power ph + pl, for a small pl. */
function exponentialOf(ph: number, pl: number): number {
  const k = Math.round(ph * Math.LOG2E);
  const high = ph - k * LN2_HIGH;
  const low = k * LN2_MIDDLE - pl;
  const r = high - low;
  const rest = high - r - low;
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
  const value = 1 + (r + (rest + r * r * q));
  if (k > 1022) return value * 2 * twoToThe(k - 1);
  if (k < -1021) return value * twoToThe(k + 60) * twoToThe(-60);
  return value * twoToThe(k);
}

/** a b, rounded; with `lost(a, b)` the exact product. */
function product(a: number, b: number): number {
  return a * b;
}

/** What rounding takes from a b, by splitting both into halves (Veltkamp). Both are far from overflow here, or scaled. */
function lost(a: number, b: number): number {
  const scaled = Math.abs(b) > 1e290 ? 2 ** -53 : 1;
  const c = b * scaled;
  const ca = SPLIT * a;
  const ah = ca - (ca - a);
  const al = a - ah;
  const cb = SPLIT * c;
  const bh = cb - (cb - c);
  const bl = c - bh;
  return (ah * bh - a * c + ah * bl + al * bh + al * bl) / scaled;
}
