import { TwinwardError } from '@twinward/contract';
import { rowKernel } from '../linear-algebra/row-kernel.ts';
import { allFinite } from './member-rows.ts';
import type { ObservedEnsemble } from './observed-ensemble.ts';

/** The largest share of members that may be replaced at once. */
const LARGEST_SHARE = 0.5;

/**
 * Replaces members [members x size, by rows] that are not finite, in their state or their predictions, by copies of the finite ones in
 * turn; how many. Throws `belief.collapsed` when more than half are lost: what is left would no longer stand for the belief.
 */
export function recoverRows(
  values: Float64Array,
  members: number,
  observed: ObservedEnsemble | null,
): number {
  const size = values.length / members;
  // sums show it at once; that finite numbers have one that is not is rare enough for a second look
  const finite = rowKernel().finite(values, members, size);
  if (finite && (observed === null || observed.allFinite())) return 0;
  const lost: number[] = [];
  for (let m = 0; m < members; m++) {
    if (!allFinite(values, m * size, size) || observed?.isFinite(m) === false) lost.push(m);
  }
  if (lost.length > LARGEST_SHARE * members) {
    throw new TwinwardError(
      'belief.collapsed',
      `${lost.length} of ${members} members are not finite numbers after the model`,
      { field: 'members', remedy: 'look for parameters or observations outside the range of the model' },
    );
  }
  if (lost.length === 0) return 0;
  const gone = new Set(lost);
  const sound = Array.from({ length: members }, (_, m) => m).filter((m) => !gone.has(m));
  lost.forEach((m, index) => {
    const from = sound[index % sound.length]!;
    values.copyWithin(m * size, from * size, (from + 1) * size);
    observed?.copy(from, m);
  });
  return lost.length;
}
