/**
 * (sin r - r) / r^3, for |r| <= pi/4 and z = r^2: an even polynomial of degree 12 fitted at Chebyshev nodes.
 *
 * @example
 * sineFactor(0); // -0.16666666666666666
 */
export function sineFactor(z: number): number {
  const w = z * z;
  const even =
    -0.16666666666666666 +
    w * (-0.0001984126984126506 + w * (-2.5052106231157904e-8 + w * -7.586685070091267e-13));
  const odd = 0.008333333333333331 + w * (2.7557319219335453e-6 + w * 1.605853141458901e-10);
  return even + z * odd;
}

/**
 * What sin(r + low) has beyond r, for |r| <= pi/4 and a small `low`.
 *
 * @example
 * 0.5 + sineBeyond(0.5, 0); // 0.479425538604203
 */
export function sineBeyond(r: number, low: number): number {
  const z = r * r;
  return r * z * sineFactor(z) + low * (1 - 0.5 * z);
}
