import { type Draws, TwinwardError } from '@twinward/contract';
import { exp } from '../elementary/exp.ts';
import { log } from '../elementary/log.ts';
import { drawGamma } from './draw-gamma.ts';

/**
 * A beta number on [0, 1] with shapes a and b (mean a / (a + b)): the ratio of two gammas, or Johnk's rejection in
 * logarithms when both shapes are at most 1, which does not break down when both gammas would underflow. Throws `usage`
 * unless both are positive and finite.
 *
 * @example
 * const draws = philox('00000000000000ff').draws(0, 0, 0);
 * drawBeta(draws, 9, 1); // 0.86088, an adherence
 */
export function drawBeta(draws: Draws, a: number, b: number): number {
  if (!(a > 0 && a < Infinity && b > 0 && b < Infinity))
    throw new TwinwardError('usage', `no beta distribution of shapes ${a} and ${b}`);
  if (a > 1 || b > 1) {
    const x = drawGamma(draws, a, 1);
    return x / (x + drawGamma(draws, b, 1));
  }
  for (;;) {
    const logX = log(draws.uniform()) / a;
    const logY = log(draws.uniform()) / b;
    const largest = Math.max(logX, logY);
    const logSum = largest + log(exp(logX - largest) + exp(logY - largest));
    if (logSum <= 0) return exp(logX - logSum);
  }
}
