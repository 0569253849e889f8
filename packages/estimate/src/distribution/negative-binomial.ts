import { inverseNormal, log, logFactorial } from '@twinward/simulate';
import { betaShare } from './beta-share.ts';
import { logGamma } from './log-gamma.ts';

/**
 * ln P(count = k) of the negative binomial distribution with this mean and size: variance mean + mean^2 / size, so that a small size
 * scatters more than a Poisson count and an infinite one not. Mean 0 gives 0 counts.
 */
export function logNegativeBinomial(k: number, mean: number, size: number): number {
  if (!(Number.isInteger(k) && k >= 0)) return Number.NEGATIVE_INFINITY;
  if (mean === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  const chance = log(mean / (size + mean));
  return logGamma(k + size) - logGamma(size) - logFactorial(k) - size * log(1 + mean / size) + k * chance;
}

/** P(count < k): the incomplete beta function I_p(size, k) at p = size / (size + mean) (Abramowitz and Stegun 26.5.26). */
export function negativeBinomialBelow(k: number, mean: number, size: number): number {
  if (k <= 0) return 0;
  return mean === 0 ? 1 : betaShare(size / (size + mean), size, k);
}

/**
 * The smallest k with P(count <= k) >= p, 0 < p < 1: one uniform number makes one count, which rises with the mean (see
 * `poissonQuantile`). A mean of zero or less gives 0.
 */
export function negativeBinomialQuantile(mean: number, size: number, p: number): number {
  if (!(mean > 0)) return 0;
  const reaches = (k: number): boolean => negativeBinomialBelow(k + 1, mean, size) >= p;
  if (reaches(0)) return 0;
  const sd = Math.sqrt(mean + (mean * mean) / size);
  let high = Math.max(1, Math.ceil(mean + inverseNormal(p) * sd));
  let low = 0; // never reaches
  while (!reaches(high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}
