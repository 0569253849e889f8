import type { Distribution } from '@twinward/contract';
import { log } from '../elementary/log.ts';

/**
 * Log-normally distributed, by the mean and the standard deviation of the quantity itself.
 *
 * @example
 * logNormalOf(1, 1.5).median; // 0.5547
 */
export function logNormalOf(mean: number, sd: number): Distribution & { readonly kind: 'logNormal' } {
  const square = 1 + (sd / mean) ** 2;
  return { kind: 'logNormal', median: mean / Math.sqrt(square), logSd: Math.sqrt(log(square)) };
}
