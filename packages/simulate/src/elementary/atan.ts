import { withSign } from './with-sign.ts';

/**
 * Arc tangent, -pi/2 to pi/2: atan |x| = atan c + atan((|x| - c) / (1 + c |x|)) about the nearest c of 0, 1/2, 1, 3/2 and
 * infinity, then an odd polynomial of degree 25 fitted at Chebyshev nodes.
 *
 * Uses only + - * /, so that every engine gives the same bits. Within 0.9 ulp of the true value.
 *
 * @example
 * atan(1); // 0.7853981633974483
 */
export function atan(x: number): number {
  const a = Math.abs(x);
  const small = a < 0.4375;
  const half = a < 0.6875;
  const one = a < 1.1875;
  const some = a < 2.4375;
  const c = small ? 0 : half ? 0.5 : one ? 1 : 1.5;
  const t = (some ? a - c : -1) / (some ? 1 + c * a : a);
  const z = t * t;
  const w = z * z;
  const even =
    0.3333333333333333 +
    w *
      (0.14285714285566672 +
        w *
          (0.09090908355081977 +
            w * (0.06666241706297325 + w * (0.052166649790788854 + w * 0.03312674367384146))));
  const odd =
    0.1999999999999941 +
    w *
      (0.1111111109663336 +
        w *
          (0.07692285541401948 +
            w * (0.05876944220330461 + w * (0.044921989571273566 + w * 0.014771803541259421))));
  const rest = t * z * (even - z * odd);
  const centre = small
    ? 0
    : half
      ? 0.4636476090008061
      : one
        ? 0.7853981633974483
        : some
          ? 0.982793723247329
          : 1.5707963267948966;
  const centreLow = small
    ? 0
    : half
      ? 2.2698777452961687e-17
      : one
        ? 3.061616997868383e-17
        : some
          ? 1.3903311031230998e-17
          : 6.123233995736766e-17;
  return withSign(centre + (t - (rest - centreLow)), x);
}
