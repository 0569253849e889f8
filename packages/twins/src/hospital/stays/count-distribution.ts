/**
 * A number to be counted, by its probabilities.
 *
 * @example
 * new CountDistribution([0.25, 0.5, 0.25]).quantile(0.5); // 1
 */
export class CountDistribution {
  readonly mean: number;
  /** Cumulative probabilities of 0, 1, 2, ... */
  readonly #sums: Float64Array;

  /** `masses`: probabilities of 0, 1, 2, ..., which sum to 1 but for rounding and a tail that may be cut. */
  constructor(masses: ArrayLike<number>) {
    this.#sums = new Float64Array(masses.length);
    let [sum, mean] = [0, 0];
    for (let k = 0; k < masses.length; k++) {
      sum += masses[k]!;
      mean += k * masses[k]!;
      this.#sums[k] = Math.min(1, sum);
    }
    this.mean = mean;
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
