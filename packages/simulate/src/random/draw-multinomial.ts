import { type Draws, TwinwardError } from '@twinward/contract';
import { drawBinomial } from './draw-binomial.ts';

/**
 * How many of `n` independent trials come to each of some outcomes, in proportion to the weights, which need not add up to 1: for
 * each outcome in turn a binomial count of the trials that are left (Davis 1993, Comput. Stat. Data Anal. 16:205-217). An outcome of
 * weight 0 is never drawn. Writes whole numbers that add up to n to `counts`, as many as there are weights, and gives them.
 *
 * Throws `usage` unless n is a whole number >= 0, counts fit and weights are finite, not negative and one of them positive.
 *
 * @example
 * const draws = philox('00000000000000ff').draws(0, 0, 0);
 * drawMultinomial(draws, 40, [0.7, 0.2, 0.1]); // 28,7,5: the triage classes of 40 arrivals
 */
export function drawMultinomial(
  draws: Draws,
  n: number,
  weights: ArrayLike<number>,
  counts: Float64Array = new Float64Array(weights.length),
): Float64Array {
  if (!(Number.isInteger(n) && n >= 0)) {
    throw new TwinwardError('usage', `no multinomial distribution of ${n} trials`, { field: 'n' });
  }
  if (counts.length !== weights.length) {
    throw new TwinwardError('usage', `${weights.length} outcomes do not fill ${counts.length} counts`, {
      field: 'counts',
    });
  }
  // weights from each outcome on, summed from the end, where they are all that is left
  let sum = 0;
  for (let i = weights.length - 1; i >= 0; i--) {
    const weight = weights[i]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new TwinwardError('usage', `weight ${i} is ${weight}`, { field: 'weights', row: i + 1 });
    }
    sum += weight;
    counts[i] = sum;
  }
  if (!(sum > 0 && sum < Infinity)) {
    throw new TwinwardError('usage', 'the weights have no finite positive sum', { field: 'weights' });
  }
  let left = n;
  for (let i = 0; i < weights.length; i++) {
    const count = left === 0 || weights[i] === 0 ? 0 : drawBinomial(draws, left, weights[i]! / counts[i]!);
    counts[i] = count;
    left -= count;
  }
  return counts;
}
