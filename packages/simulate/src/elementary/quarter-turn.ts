const TWO_OVER_PI = 0.6366197723675814;
// pi/2 in three parts, the first two of 33 bits, so that k times them is exact for k below 2^20
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;
const FARTHEST = 1_647_099;

/**
 * The sine of x + shift pi/2 for a whole shift: x = k pi/2 + r by three-part reduction, then the Taylor polynomial of the
 * sine or the cosine on |r| <= pi/4. NaN beyond |x| = 1,647,099 (2^20 quarter turns), where the reduction is no longer exact.
 *
 * @example
 * sineAfter(0, 1); // 1, the cosine of 0
 */
export function sineAfter(x: number, shift: number): number {
  if (!(x <= FARTHEST && x >= -FARTHEST)) return Number.NaN;
  const k = Math.round(x * TWO_OVER_PI);
  const high = x - k * HALF_PI_1;
  const middle = high - k * HALF_PI_2;
  const r = middle - k * HALF_PI_3;
  const lost = high - middle - k * HALF_PI_2 + (middle - r - k * HALF_PI_3);
  const quarter = (k + shift) & 3;
  const value = (quarter & 1) === 0 ? sine(r, lost) : cosine(r, lost);
  return quarter > 1 ? -value : value;
}

function sine(r: number, lost: number): number {
  const z = r * r;
  let q = 1 / 355687428096000;
  q = q * z - 1 / 1307674368000;
  q = q * z + 1 / 6227020800;
  q = q * z - 1 / 39916800;
  q = q * z + 1 / 362880;
  q = q * z - 1 / 5040;
  q = q * z + 1 / 120;
  q = q * z - 1 / 6;
  return r + (r * z * q + lost * (1 - 0.5 * z));
}

function cosine(r: number, lost: number): number {
  const z = r * r;
  let q = 1 / 6402373705728000;
  q = -q * z + 1 / 20922789888000;
  q = q * z - 1 / 87178291200;
  q = q * z + 1 / 479001600;
  q = q * z - 1 / 3628800;
  q = q * z + 1 / 40320;
  q = q * z - 1 / 720;
  q = q * z + 1 / 24;
  const half = 0.5 * z;
  const top = 1 - half;
  return top + (1 - top - half + (z * z * q - r * lost));
}
