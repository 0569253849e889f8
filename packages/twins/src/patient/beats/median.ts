import { quantile } from '@twinward/estimate';

/** The middle of some numbers; NaN of none. */
export function medianOf(values: readonly number[]): number {
  return quantile(values, null, 0.5);
}
