/** atan(i / 8) in two parts, i = 0 to 8. */
const EIGHTHS = [
  0, 0.12435499454676144, 0.24497866312686414, 0.35877067027057225, 0.4636476090008061, 0.5585993153435624,
  0.6435011087932844, 0.7188299996216245, 0.7853981633974483,
];
const EIGHTHS_LOW = [
  0, -3.1253241424539383e-18, 1.0698755618734451e-17, -2.4623815582638635e-17, 2.2698777452961687e-17,
  -5.4556305485916264e-18, 1.5834785051444286e-17, -2.1478388444456983e-17, 3.061616997868383e-17,
];
const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;

/**
 * Arc tangent, -pi/2 to pi/2: reduced to |x| <= 1 by the reciprocal and to |t| <= 1/16 about the nearest eighth c by
 * atan x = atan c + atan((x - c) / (1 + c x)), then Taylor's series.
 *
 * Uses only + - * / and rounding, so every engine gives the same bits. Within 2 ulp of the true value.
 *
 * @example
 * atan(1); // 0.7853981633974483
 */
export function atan(x: number): number {
  if (Number.isNaN(x)) return x;
  const given = Math.abs(x);
  if (given < 1e-9) return x;
  if (given > 1e17) return x < 0 ? -HALF_PI : HALF_PI;
  const turned = given > 1;
  const a = turned ? 1 / given : given;
  const i = Math.round(8 * a);
  const c = i / 8;
  const t = turned ? (1 - c * given) / (given + c) : (a - c) / (1 + a * c);
  const z = t * t;
  let q = 1 / 13;
  q = 1 / 11 - q * z;
  q = 1 / 9 - q * z;
  q = 1 / 7 - q * z;
  q = 1 / 5 - q * z;
  q = 1 / 3 - q * z;
  const small = t - t * z * q;
  const value = EIGHTHS[i]! + (EIGHTHS_LOW[i]! + small);
  const whole = turned ? HALF_PI - (value - HALF_PI_LOW) : value;
  return x < 0 ? -whole : whole;
}
