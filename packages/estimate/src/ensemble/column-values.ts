import type { Belief, Column } from '@twinward/contract';

/** One column [size] of a belief, copied. */
export function columnValues(belief: Belief, column: number): Float64Array {
  return Float64Array.from({ length: belief.size }, (_, m) => belief.values[m * belief.width + column]!);
}

/** The indices of the columns assimilation moves: all but memory. */
export function estimatedColumns(columns: readonly Column[]): readonly number[] {
  return columns.flatMap((c, i) => (c.role === 'memory' ? [] : [i]));
}
