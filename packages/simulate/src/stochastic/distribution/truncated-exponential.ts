import type { Draws } from '@twinward/contract';
import { expm1 } from '../../elementary/expm1.ts';
import { log } from '../../elementary/log.ts';

/** An exponential number of mean 1 that lies in [low, high], 0 <= low <= high, by inversion of one uniform. */
export function truncatedExponential(draws: Draws, low: number, high: number): number {
  const u = draws.uniform();
  if (high === Number.POSITIVE_INFINITY) return low - log(u);
  // 1 - u (1 - e^-(high - low)) is the share of the interval's probability that lies above
  const above = 1 + u * expm1(low - high);
  return Math.min(high, low - log(above));
}
