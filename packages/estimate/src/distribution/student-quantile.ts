import { atan, inverseNormal } from '@twinward/simulate';

/** From so many degrees of freedom on, the expansion about the normal is right to ten digits. */
const MANY = 2_000;

/**
 * The quantile of Student's t: P(T <= x) = p, with a whole number of degrees of freedom from 1 on and p in (0, 1). Solved from
 * the finite series for the probability (Abramowitz and Stegun 1964, eq. 26.7.3 and 26.7.4); NaN outside.
 *
 * @example
 * studentQuantile(0.975, 9); // 2.262157
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1 && Number.isInteger(degrees) && degrees >= 1)) return Number.NaN;
  if (p < 0.5) return -studentQuantile(1 - p, degrees);
  if (degrees > MANY) {
    const z = inverseNormal(p);
    return z + (z * z * z + z) / (4 * degrees);
  }
  const inside = 2 * p - 1;
  let high = 1;
  while (within(high, degrees) < inside) high *= 2;
  let low = 0;
  for (let i = 0; i < 200 && low < high; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (within(middle, degrees) < inside) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(|T| <= t). */
function within(t: number, degrees: number): number {
  const length = Math.sqrt(degrees + t * t);
  const sine = t / length;
  const square = degrees / (degrees + t * t);
  const odd = degrees % 2 === 1;
  let term = odd ? Math.sqrt(square) : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= (square * (k - 1)) / k;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (atan(t / Math.sqrt(degrees)) + sine * sum) : sine * sum;
}
