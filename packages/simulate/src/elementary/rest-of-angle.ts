/** pi/2 in three parts, the first two of 33 bits, so that a whole number below 2^20 times them is exact; good to 2^-122. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;

/**
 * x - k pi/2, rounded, for a whole |k| <= 2^20 (Cody and Waite 1980, Software Manual for the Elementary Functions, ch. 8).
 *
 * @example
 * restOfAngle(2, 1); // 0.4292036732051034
 */
export function restOfAngle(x: number, k: number): number {
  return x - k * HALF_PI_1 - k * HALF_PI_2 - k * HALF_PI_3;
}

/**
 * What `restOfAngle` lost to rounding.
 *
 * @example
 * restOfAngleLow(2, 1) * 1e18; // -5.721188726
 */
export function restOfAngleLow(x: number, k: number): number {
  const high = x - k * HALF_PI_1;
  const middle = high - k * HALF_PI_2;
  const r = middle - k * HALF_PI_3;
  return high - middle - k * HALF_PI_2 + (middle - r - k * HALF_PI_3);
}
