/**
 * (e^r - 1 - r - r^2/2) / r^2 for |r| <= ln(2) / 2: a polynomial of degree 9 fitted at Chebyshev nodes, absolute error below 2^-57;
 * even and odd powers apart, so that both run side by side.
 *
 * @example
 * exponentialCubic(0); // 0
 */
export function exponentialCubic(r: number): number {
  const z = r * r;
  const odd =
    0.16666666666666669 +
    z *
      (0.008333333333330062 +
        z * (0.00019841269863053618 + z * (2.7557268459997064e-6 + z * 2.510038549551032e-8)));
  const even =
    0.041666666666666664 +
    z *
      (0.0013888888888886552 +
        z * (2.4801587317144498e-5 + z * (2.755728296954995e-7 + z * 2.0911236630261545e-9)));
  return z * even + r * odd;
}

/**
 * (e^r - 1 - r) / r^2, likewise.
 *
 * @example
 * exponentialRest(0); // 0.5
 */
export function exponentialRest(r: number): number {
  return 0.5 + exponentialCubic(r);
}
