/** 1.5 * 2^52: numbers of this size have no fraction left, so adding it rounds, to even when in doubt. */
const ROUNDING = 6755399441055744;

/**
 * The nearest whole number, for |x| < 2^51. What lies within a half of 0 gives +0.
 *
 * @example
 * nearest(-2.5); // -2
 */
export function nearest(x: number): number {
  return x + ROUNDING - ROUNDING;
}
