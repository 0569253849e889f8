import { type Draws, TwinwardError } from '@twinward/contract';

/**
 * Values with weights, as a table of what was counted: drawn by inversion of the cumulative weights, found from a guide table (Chen
 * and Asau 1974, AIIE Trans. 6:163-166) in a time that does not grow with their number. One uniform gives one value, and a larger
 * uniform never a smaller place in the table, so that scenarios that share draws stay together.
 *
 * Weights need not add up to 1; a value of weight 0 is never drawn. Throws `usage` for weights that are negative, not finite or all 0,
 * and for values and weights that differ in number.
 *
 * @example
 * const stay = new EmpiricalDistribution([1, 2, 3, 7], [12, 30, 18, 4]);
 * stay.draw(philox('00000000000000ff').draws(0, 0, 0)); // 2 days in hospital
 */
export class EmpiricalDistribution {
  readonly #values: Float64Array;
  /** Weights up to and with each value. */
  readonly #cumulative: Float64Array;
  /** For each of as many equal parts of (0, 1) as there are values, the first value that may be drawn there. */
  readonly #guide: Uint32Array;

  constructor(values: ArrayLike<number>, weights: ArrayLike<number>) {
    if (values.length !== weights.length) {
      throw new TwinwardError('usage', `${values.length} values have ${weights.length} weights`, {
        field: 'weights',
      });
    }
    const drawn: number[] = [];
    const cumulative: number[] = [];
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i]!;
      if (!(weight >= 0 && weight < Infinity) || Number.isNaN(values[i]!)) {
        throw new TwinwardError('usage', `value ${i} is ${values[i]} with weight ${weight}`, {
          field: 'weights',
          row: i + 1,
          remedy: 'give numbers with finite weights of 0 or more',
        });
      }
      if (weight === 0) continue;
      sum += weight;
      drawn.push(values[i]!);
      cumulative.push(sum);
    }
    if (!(sum > 0 && sum < Infinity)) {
      throw new TwinwardError('usage', 'the weights have no finite positive sum', { field: 'weights' });
    }
    this.#values = Float64Array.from(drawn);
    this.#cumulative = Float64Array.from(cumulative);
    this.#guide = new Uint32Array(drawn.length);
    for (let part = 0, place = 0; part < drawn.length; part++) {
      while (cumulative[place]! <= (part / drawn.length) * sum && place < drawn.length - 1) place++;
      this.#guide[part] = place;
    }
  }

  draw(draws: Draws): number {
    return this.quantile(draws.uniform());
  }

  /** The value that the uniform number u stands for: the first whose cumulative weight is above u times their sum, 0 < u < 1. */
  quantile(u: number): number {
    const [cumulative, last] = [this.#cumulative, this.#values.length - 1];
    const target = u * cumulative[last]!;
    let place = this.#guide[Math.min(last, Math.floor(u * this.#guide.length))]!;
    while (place > 0 && cumulative[place - 1]! > target) place--;
    while (place < last && cumulative[place]! <= target) place++;
    return this.#values[place]!;
  }
}
