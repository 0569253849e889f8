import { exp, log } from '@twinward/simulate';

/** Beyond so many standard deviations above its mean nothing is added up. */
const WIDTH = 20;

/**
 * A number to be counted, negative binomial: Poisson with a rate that is Gamma distributed of a shape and an inverse scale.
 *
 * @example
 * new CountForecast(40, 10).quantile(0.5); // 4
 */
export class CountForecast {
  readonly mean: number;
  /** Cumulative probabilities of 0, 1, 2, ... */
  readonly #sums: readonly number[];

  constructor(shape: number, rate: number) {
    this.mean = shape / rate;
    const sd = Math.sqrt(this.mean * (1 + 1 / rate));
    const last = Math.ceil(this.mean + WIDTH * sd + WIDTH);
    const sums: number[] = [];
    let mass = exp(-shape * log(1 + 1 / rate));
    let sum = 0;
    for (let k = 0; k <= last; k++) {
      sum += mass;
      sums.push(Math.min(1, sum));
      mass *= (shape + k) / ((k + 1) * (rate + 1));
    }
    this.#sums = sums;
  }

  /** Probability of at most so many. */
  cumulative(count: number): number {
    return count < 0 ? 0 : (this.#sums[Math.min(Math.floor(count), this.#sums.length - 1)] ?? 1);
  }

  /** The least number that is not exceeded with at least a probability. */
  quantile(probability: number): number {
    const found = this.#sums.findIndex((sum) => sum >= probability);
    return found < 0 ? this.#sums.length - 1 : found;
  }

  /** Continuous ranked probability score against what was counted; smaller is better (Gneiting and Raftery 2007, section 4.2). */
  crps(counted: number): number {
    let score = Math.max(0, counted - this.#sums.length);
    for (const [k, sum] of this.#sums.entries()) score += (sum - (counted <= k ? 1 : 0)) ** 2;
    return score;
  }

  /**
   * How much of what was counted lies between two probabilities, from 0 to 1: a count stands for the whole range of probability
   * between those of one less and of itself, so that the mean over right forecasts is `high - low`.
   */
  between(counted: number, low: number, high: number): number {
    const [below, upTo] = [this.cumulative(counted - 1), this.cumulative(counted)];
    if (upTo <= below) return 0;
    return Math.max(0, Math.min(upTo, high) - Math.max(below, low)) / (upTo - below);
  }
}
