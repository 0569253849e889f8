const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
const HIGH = LITTLE_ENDIAN ? 1 : 0;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/**
 * Natural logarithm: x = 2^k m with m in [0.707, 1.414], then ln m = 2 artanh(s), s = (m - 1)/(m + 1), by its series.
 *
 * Uses only + - * / and the bits of the number, so every engine gives the same bits. Within 1.5 ulp of the true value.
 * ln 0 is -Infinity; the logarithm of a negative number is NaN.
 *
 * @example
 * log(2); // 0.6931471805599453
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
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
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  // the series in z as two of half the length in w, which run side by side
  const w = z * z;
  const even = w * (2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21)))));
  const odd = z * (2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19 + w * (2 / 23))))));
  const series = even + odd;
  // ln m = 2 s + s series = f - s (f - series), which keeps the leading term exact
  return k * LN2_HIGH + (f - (s * (f - series) - k * LN2_LOW));
}
