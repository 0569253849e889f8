import type { Variate } from './quantity.ts';

/**
 * Exponentially distributed, by its mean.
 *
 * @example
 * exponential(12).mean; // 12
 */
export function exponential(mean: number): Variate & { readonly kind: 'exponential' } {
  return { kind: 'exponential', mean };
}
