import { normaliseLogWeights } from './log-weights.ts';

/**
 * Bayes' rule on weighted members: normalised log-weights [size] after an observation of these log-densities [size], and the
 * logarithm of the mass it had, -Infinity if no member could have given it. A member that weighs nothing stays so, whatever its
 * density. Log-densities are divided by `doubt`, so that an observation that is doubted counts for less.
 */
export function reweigh(
  logWeights: Float64Array,
  logDensities: Float64Array,
  doubt = 1,
): { readonly logWeights: Float64Array; readonly logSum: number } {
  return normaliseLogWeights(
    logWeights.map((w, m) => (w > Number.NEGATIVE_INFINITY ? w + logDensities[m]! / doubt : w)),
  );
}
