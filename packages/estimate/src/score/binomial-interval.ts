import { exp, log, logFactorial } from '@twinward/simulate';

/** Counts between which a share of all samples lies. */
export interface CountInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * The smallest central interval of counts that holds at least `mass` of the binomial distribution of `size` trials with
 * probability `p`: no more than (1 - mass) / 2 lies below it and no more above. By summing the exact probabilities.
 *
 * @param size trials, a whole number from 0 to 100,000
 * @param p between 0 and 1, both excluded
 * @example
 * binomialInterval(100, 0.9, 0.95).low; // 84
 */
export function binomialInterval(size: number, p: number, mass: number): CountInterval {
  const tail = (1 - mass) / 2;
  const [logP, logQ] = [log(p), log(1 - p)];
  const probability = (k: number): number =>
    exp(logFactorial(size) - logFactorial(k) - logFactorial(size - k) + k * logP + (size - k) * logQ);
  let low = 0;
  for (let below = probability(0); below <= tail && low < size; below += probability(low)) low++;
  let high = size;
  for (let above = probability(size); above <= tail && high > 0; above += probability(high)) high--;
  return { low, high };
}
