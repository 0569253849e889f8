import { type Belief, type Column, TwinwardError } from '@twinward/contract';
import { pickMembers } from '../ensemble/resample.ts';

/** The largest share of members that may be replaced at once. */
const LARGEST_SHARE = 0.5;

/**
 * Replaces members that are no longer finite (in a column that is estimated, or in a prediction) by copies of the finite ones
 * in turn, keeping every log-weight in place. Throws `belief.collapsed` if more than half are lost: what is left would no
 * longer stand for the belief.
 */
export function recoverMembers(
  belief: Belief,
  columns: readonly Column[],
  predictions: readonly Float64Array[],
): { readonly belief: Belief; readonly recovered: number } {
  const finite: number[] = [];
  const lost: number[] = [];
  for (let m = 0; m < belief.size; m++) {
    const sound =
      columns.every((c, i) => c.role === 'memory' || Number.isFinite(belief.values[m * belief.width + i]!)) &&
      predictions.every((p) => Number.isFinite(p[m]!));
    (sound ? finite : lost).push(m);
  }
  if (lost.length === 0) return { belief, recovered: 0 };
  if (lost.length > LARGEST_SHARE * belief.size) {
    throw new TwinwardError(
      'belief.collapsed',
      `${lost.length} of ${belief.size} members of the belief are not finite numbers`,
      { remedy: 'look for readings or interventions outside the range of the model, or open the twin anew' },
    );
  }
  const ancestors = Int32Array.from({ length: belief.size }, (_, m) => m);
  lost.forEach((m, i) => {
    ancestors[m] = finite[i % finite.length]!;
  });
  const picked = pickMembers(belief, ancestors);
  return { belief: { ...picked, logWeights: belief.logWeights }, recovered: lost.length };
}
