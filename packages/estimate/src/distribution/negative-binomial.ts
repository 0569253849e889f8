import { exp, log, logFactorial } from '@twinward/simulate';
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

/** P(count < k), by the sum of its terms. */
export function negativeBinomialBelow(k: number, mean: number, size: number): number {
  if (k <= 0) return 0;
  const chance = mean / (size + mean);
  let term = exp(-size * log(1 + mean / size));
  let sum = term;
  for (let i = 1; i < k; i++) {
    term *= (chance * (size + i - 1)) / i;
    sum += term;
  }
  return Math.min(1, sum);
}
