import { exp, log } from '@twinward/simulate';

const HALF_LOG_TWO_PI = 0.9189385332046728;
const SQRT_TWO_PI = 2.5066282746310002;

/**
 * The upper tail of the standard normal, P(Z > x), to a relative error below 1e-9 (1e-15 in the centre and beyond
 * 7.07). Hart 1968, algorithm 5666, and the continued fraction, as in West 2005 ("Better approximations to cumulative
 * normal functions", Wilmott).
 *
 * @example
 * normalTail(1.959963984540054); // 0.025
 */
export function normalTail(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  const a = Math.abs(x);
  const tail = a > 38 ? 0 : exp(-0.5 * a * a) / millsDenominator(a);
  return x >= 0 ? tail : 1 - tail;
}

/** P(Z <= x) of the standard normal, as accurate in the lower tail. */
export function normalCumulative(x: number): number {
  return normalTail(-x);
}

/** The natural logarithm of P(Z > x), finite for every finite x. */
export function logNormalTail(x: number): number {
  if (x < 5) return log(normalTail(x));
  return -0.5 * x * x - log(millsDenominator(x));
}

/** phi(x) / P(Z > x), the hazard of the standard normal (the inverse Mills ratio), finite for every finite x. */
export function normalHazard(x: number): number {
  if (x < 0) return exp(-0.5 * x * x) / SQRT_TWO_PI / normalTail(x);
  return millsDenominator(x) / SQRT_TWO_PI;
}

/** Natural logarithm of the normal density with this mean and variance. */
export function logNormalDensity(x: number, mean: number, variance: number): number {
  const d = x - mean;
  return -0.5 * ((d * d) / variance + log(variance)) - HALF_LOG_TWO_PI;
}

/** exp(-a^2/2) / P(Z > a) for a >= 0. */
function millsDenominator(a: number): number {
  if (a < 7.07106781186547) {
    const top =
      (((((3.52624965998911e-2 * a + 0.700383064443688) * a + 6.37396220353165) * a + 33.912866078383) * a +
        112.079291497871) *
        a +
        221.213596169931) *
        a +
      220.206867912376;
    const bottom =
      ((((((8.83883476483184e-2 * a + 1.75566716318264) * a + 16.064177579207) * a + 86.7807322029461) * a +
        296.564248779674) *
        a +
        637.333633378831) *
        a +
        793.826512519948) *
        a +
      440.413735824752;
    return bottom / top;
  }
  let fraction = a;
  for (let k = 24; k >= 1; k--) fraction = a + k / fraction;
  return fraction * SQRT_TWO_PI;
}
