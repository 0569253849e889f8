const LEAST = -1022;
const POWERS = new Float64Array(2046);
for (let k = 0, power = 2.2250738585072014e-308; k < POWERS.length; k++, power *= 2) POWERS[k] = power;

/**
 * 2 to the whole power k, exact, for -1022 <= k <= 1023. A table, since writing the bits of a number word by word and reading
 * it back makes processors wait.
 *
 * @example
 * twoToThe(-3); // 0.125
 */
export function twoToThe(k: number): number {
  return POWERS[k - LEAST]!;
}
