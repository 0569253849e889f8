import { binaryOrder } from './binary-order.ts';
import type { DoubleDouble } from './double-double.ts';
import { scaled } from './scaled.ts';

/** `errorInUlp` of a double against (high + low) 2^k, good to about 2^-40; Infinity for what is not finite. */
export function estimatedError(given: number, { high, low }: DoubleDouble, k: number): number {
  if (!Number.isFinite(given)) return Infinity;
  let order = binaryOrder(high);
  // just below a power of two the binade is the one below
  if (high * low < 0 && Math.abs(high) === 2 ** order) order -= 1;
  const unit = Math.max(order + k, -1022) - 52 - k;
  return Math.abs(scaled(given, -k) - high - low) / 2 ** unit;
}
