import { type Draws, TwinwardError } from '@twinward/contract';

/**
 * The position of one of the weights, drawn in proportion to them; takes one uniform. Weights need not add up to 1; one
 * that is 0 is never drawn. Throws `usage` when a weight is negative or not finite, or none is positive.
 *
 * @example
 * const draws = philox('00000000000000ff').draws(0, 0, 0);
 * drawCategorical(draws, [0.7, 0.2, 0.1]); // 0, the triage class of an arrival
 */
export function drawCategorical(draws: Draws, weights: ArrayLike<number>): number {
  let total = 0;
  let last = -1;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && weight < Infinity)) throw new TwinwardError('usage', `weight ${i} is ${weight}`);
    total += weight;
    if (weight > 0) last = i;
  }
  if (last < 0 || total === Infinity)
    throw new TwinwardError('usage', 'the weights have no finite positive sum');
  let left = draws.uniform() * total;
  for (let i = 0; i < last; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return last;
}
