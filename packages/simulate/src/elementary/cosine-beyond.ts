/**
 * What cos(r + low) has beyond fl(1 - r^2/2), for |r| <= pi/4 and a small `low`: the rounding of that difference, and an even
 * polynomial of degree 14 fitted at Chebyshev nodes.
 *
 * @example
 * 1 - 0.125 + cosineBeyond(0.5, 0); // 0.8775825618903728
 */
export function cosineBeyond(r: number, low: number): number {
  const z = r * r;
  const w = z * z;
  const half = 0.5 * z;
  const top = 1 - half;
  const even = 0.041666666666666664 + w * (2.4801587298763433e-5 + w * 2.0876146024689747e-9);
  const odd = -0.0013888888888887395 + w * (-2.7557317270560326e-7 + w * -1.1382614868556325e-11);
  return 1 - top - half + (w * (even + z * odd) - r * low);
}
