import { LN2_HIGH, LN2_LOW } from './ln2.ts';

/**
 * ln(2^k m) for m between sqrt(1/2) and sqrt(2): with f = m - 1, s = f / (2 + f) and z = s^2, ln m = f - f^2/2 +
 * s (f^2/2 + z R(z)), R a polynomial of degree 6 fitted to 2 artanh(s)/s at Chebyshev nodes; what rounding takes from
 * k ln 2 + f is added to the small part. Within 0.9 ulp.
 *
 * @example
 * naturalLogarithm(1, 1); // 0.6931471805599453
 */
export function naturalLogarithm(m: number, k: number): number {
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999989932 + w * (0.22222211121185237 + w * 0.1533168864985053));
  const odd =
    z * (0.666666666666667 + w * (0.2857142862605887 + w * (0.18182890116710865 + w * 0.14616856909240356)));
  const half = 0.5 * f * f;
  const whole = k * LN2_HIGH;
  const sum = whole + f;
  return sum + (whole - sum + f - (half - (s * (half + (even + odd)) + k * LN2_LOW)));
}
