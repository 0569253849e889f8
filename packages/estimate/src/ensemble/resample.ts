import type { Belief } from '@twinward/contract';
import { effectiveSize } from './effective-size.ts';
import { weightsOf } from './log-weights.ts';

/**
 * Systematic resampling (Carpenter, Clifford and Fearnhead 1999): the members [size] that stand for a weighted ensemble when all
 * weigh the same. `u` is one uniform number on (0, 1). Each member appears floor or ceiling of weight x size times, in order.
 */
export function systematicAncestors(
  weights: Float64Array | null,
  members: number,
  size: number,
  u: number,
): Int32Array {
  const ancestors = new Int32Array(size);
  // rounding of the sum must not reach a member that weighs nothing
  let last = members - 1;
  while (last > 0 && weights?.[last] === 0) last--;
  let member = 0;
  let below = weights === null ? 1 / members : weights[0]!;
  for (let k = 0; k < size; k++) {
    const position = (k + u) / size;
    while (position >= below && member < last) {
      member++;
      below = weights === null ? (member + 1) / members : below + weights[member]!;
    }
    ancestors[k] = member;
  }
  return ancestors;
}

/**
 * The members that a weighted ensemble goes on with, by `systematicAncestors`, if its effective sample size is below this share of
 * its members; null while it is not.
 */
export function ancestorsWhenFew(weights: Float64Array, share: number, u: () => number): Int32Array | null {
  const members = weights.length;
  if (effectiveSize(weights) >= share * members) return null;
  return systematicAncestors(weights, members, members, u());
}

/** The belief whose members, equally weighted, are copies of the given members [size]: rows and structures. */
export function pickMembers(belief: Belief, ancestors: Int32Array): Belief {
  const { width } = belief;
  const values = new Float64Array(ancestors.length * width);
  ancestors.forEach((from, to) => {
    values.set(belief.values.subarray(from * width, (from + 1) * width), to * width);
  });
  return {
    at: belief.at,
    size: ancestors.length,
    width,
    values,
    logWeights: null,
    structures:
      belief.structures === null ? null : Array.from(ancestors, (from) => belief.structures![from]!),
  };
}

/** A belief of `size` equally weighted members that stands for this one; `u` as in `systematicAncestors`. */
export function resample(belief: Belief, size: number, u: number): Belief {
  return pickMembers(belief, systematicAncestors(weightsOf(belief), belief.size, size, u));
}
