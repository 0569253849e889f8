const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
const HIGH = LITTLE_ENDIAN ? 1 : 0;

/**
 * 2 to the whole power k, exact, for -1022 <= k <= 1023.
 *
 * @example
 * twoToThe(-3); // 0.125
 */
export function twoToThe(k: number): number {
  words[HIGH] = (k + 1023) << 20;
  words[1 - HIGH] = 0;
  return double[0]!;
}
