import { exp } from '@twinward/simulate';

/**
 * Probability that a standard normal number is larger: West's double-precision rational approximation (West 2005, Better approximations to
 * cumulative normal functions, Wilmott Magazine, May; Hart 1968), relative error below 1e-14 out to 37.
 *
 * @example
 * normalTail(0); // 0.5
 */
export function normalTail(z: number): number {
  const x = Math.abs(z);
  const lower = x > 37 ? 0 : exp((-x * x) / 2) * (x < 7.07106781186547 ? ratio(x) : continued(x));
  return z >= 0 ? lower : 1 - lower;
}

const ABOVE = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
];
const BELOW = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
];

function ratio(x: number): number {
  return polynomial(ABOVE, x) / polynomial(BELOW, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

function continued(x: number): number {
  return 1 / ((x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) * 2.506628274631);
}
