import type { Belief } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';

/** Normalised weights [size] of a belief's members, or null when all are equal. The same bits on every machine. */
export function weightsOf(belief: Belief): Float64Array | null {
  if (belief.logWeights === null) return null;
  return belief.logWeights.map((w) => exp(w));
}

/**
 * Log-weights shifted so that their exponentials sum to 1, with the logarithm of the sum they had before. The sum is -Infinity
 * when every weight is zero or not a number; the weights returned are then meaningless.
 */
export function normaliseLogWeights(raw: Float64Array): {
  readonly logWeights: Float64Array;
  readonly logSum: number;
} {
  let highest = Number.NEGATIVE_INFINITY;
  for (const w of raw) if (w > highest) highest = w;
  let sum = 0;
  for (const w of raw) if (w > Number.NEGATIVE_INFINITY) sum += exp(w - highest);
  const logSum = highest === Number.NEGATIVE_INFINITY ? highest : highest + log(sum);
  return {
    logWeights: raw.map((w) => (Number.isNaN(w) ? Number.NEGATIVE_INFINITY : w - logSum)),
    logSum,
  };
}
