import { type Draws, TwinwardError } from '@twinward/contract';

/**
 * A continuous distribution by its quantiles, straight between them: the values that so much of the probability lies below, from 0 to
 * 1. One uniform gives one number, a larger uniform never a smaller one, so that scenarios that share draws stay together.
 *
 * Throws `usage` unless probabilities rise from 0 to 1, and values, as many, are finite and do not fall.
 *
 * @example
 * const age = new QuantileTable([0, 0.25, 0.5, 0.75, 1], [18, 44, 61, 74, 98]);
 * age.draw(philox('00000000000000ff').draws(0, 0, 0)); // 63.81 years
 */
export class QuantileTable {
  readonly #probabilities: Float64Array;
  readonly #values: Float64Array;

  constructor(probabilities: ArrayLike<number>, values: ArrayLike<number>) {
    const n = probabilities.length;
    if (n < 2 || values.length !== n || probabilities[0] !== 0 || probabilities[n - 1] !== 1) {
      throw new TwinwardError('usage', `${values.length} values at ${n} probabilities are no quantiles`, {
        field: 'probabilities',
        remedy: 'give a value for each probability, the first 0 and the last 1',
      });
    }
    for (let i = 0; i < n; i++) {
      const rises = i === 0 || (probabilities[i]! > probabilities[i - 1]! && values[i]! >= values[i - 1]!);
      if (rises && Number.isFinite(values[i]!)) continue;
      throw new TwinwardError('usage', `quantile ${i + 1} is ${values[i]} at ${probabilities[i]}`, {
        field: 'values',
        row: i + 1,
        remedy: 'give rising probabilities and finite values that do not fall',
      });
    }
    this.#probabilities = Float64Array.from(probabilities);
    this.#values = Float64Array.from(values);
  }

  /**
   * The distribution of a sample of two or more: its order statistics at equal steps of probability (Hyndman and Fan 1996, Am. Stat.
   * 50:361-365, definition 7). Throws `usage` for a smaller one, and for values that are not finite.
   *
   * @example
   * QuantileTable.ofSample([3, 1, 2]).quantile(0.25); // 1.5
   */
  static ofSample(sample: ArrayLike<number>): QuantileTable {
    const last = sample.length - 1;
    const probabilities = Float64Array.from(sample, (_, i) => i / last);
    return new QuantileTable(probabilities, Float64Array.from(sample).sort());
  }

  draw(draws: Draws): number {
    return this.quantile(draws.uniform());
  }

  /** The value that the share u of the probability lies below, 0 <= u <= 1. */
  quantile(u: number): number {
    const probabilities = this.#probabilities;
    let low = 0;
    let high = probabilities.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (probabilities[middle]! <= u) low = middle;
      else high = middle;
    }
    const share = (u - probabilities[low]!) / (probabilities[high]! - probabilities[low]!);
    return this.#values[low]! + share * (this.#values[high]! - this.#values[low]!);
  }
}
