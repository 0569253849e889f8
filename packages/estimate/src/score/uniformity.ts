import { exp } from '@twinward/simulate';
import { gammaTail } from '../distribution/gamma-tail.ts';

/** A statistic and the probability of one at least as large if the claim under test is true. */
export interface TestResult {
  readonly statistic: number;
  readonly p: number;
}

/**
 * Kolmogorov and Smirnov's test that values on [0, 1] are uniform, with the p-value of Stephens 1970: the limiting distribution
 * at (sqrt(N) + 0.12 + 0.11 / sqrt(N)) D, good to about 0.01 from N = 5 on. NaN for no values.
 */
export function uniformityTest(values: ArrayLike<number>): TestResult {
  const sorted = Float64Array.from(values).sort();
  const size = sorted.length;
  let distance = size === 0 ? Number.NaN : 0;
  sorted.forEach((x, i) => {
    distance = Math.max(distance, (i + 1) / size - x, x - i / size);
  });
  const root = Math.sqrt(size);
  const lambda = (root + 0.12 + 0.11 / root) * distance;
  return { statistic: distance, p: kolmogorovTail(lambda) };
}

/** Pearson's test that counts are equal up to chance; p from the chi-square distribution with bins - 1 degrees of freedom. */
export function flatnessTest(counts: ArrayLike<number>): TestResult {
  const bins = counts.length;
  let total = 0;
  for (let i = 0; i < bins; i++) total += counts[i]!;
  let statistic = 0;
  for (let i = 0; i < bins; i++) statistic += (counts[i]! - total / bins) ** 2 / (total / bins);
  return { statistic, p: gammaTail((bins - 1) / 2, statistic / 2) };
}

/** 2 sum (-1)^(k-1) exp(-2 k^2 lambda^2). */
function kolmogorovTail(lambda: number): number {
  if (lambda < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) {
    const term = exp(-2 * k * k * lambda * lambda);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-17) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}
