import { exp, inverseNormal } from '@twinward/simulate';
import { gammaTail } from './gamma-tail.ts';

/**
 * The smallest k with P(Poisson(mean) <= k) >= p. One uniform number makes one count, and the count rises with the mean, so
 * two futures that share their draws differ only where their means do. A mean of zero or less gives 0.
 */
export function poissonQuantile(mean: number, p: number): number {
  if (!(mean > 0)) return 0;
  if (mean < 30) return bySearch(mean, p);
  const z = inverseNormal(p);
  let k = Math.max(0, Math.floor(mean + z * Math.sqrt(mean) + (z * z - 1) / 6));
  while (k > 0 && gammaTail(k, mean) >= p) k--;
  while (gammaTail(k + 1, mean) < p) k++;
  return k;
}

function bySearch(mean: number, p: number): number {
  let term = exp(-mean);
  let sum = term;
  let k = 0;
  while (sum < p && k < 400) {
    k++;
    term *= mean / k;
    sum += term;
  }
  return k;
}
