import { type Draws, TwinwardError } from '@twinward/contract';
import { exp } from '../elementary/exp.ts';
import { log } from '../elementary/log.ts';

/**
 * A gamma number of the given shape and scale (mean shape * scale), by Marsaglia and Tsang 2000 (ACM TOMS 26:363-372); a
 * shape below 1 through shape + 1 and a power of a uniform. Takes a random number of draws, on average fewer than 3.
 * Throws `usage` unless both are positive and finite.
 *
 * @example
 * const draws = philox('00000000000000ff').draws(0, 0, 0);
 * drawGamma(draws, 2, 3.5); // 6.46960 days in hospital
 */
export function drawGamma(draws: Draws, shape: number, scale: number): number {
  if (!(shape > 0 && shape < Infinity && scale > 0 && scale < Infinity)) {
    throw new TwinwardError('usage', `no gamma distribution of shape ${shape} and scale ${scale}`);
  }
  if (shape < 1) return drawGamma(draws, shape + 1, scale) * exp(log(draws.uniform()) / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = draws.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (log(draws.uniform()) < 0.5 * x * x + d * (1 - v + log(v))) return d * v * scale;
  }
}
