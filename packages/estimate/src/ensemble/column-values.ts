import type { Belief, Column } from '@twinward/contract';

/** One column [size] of a belief, copied. */
export function columnValues(belief: Belief, column: number): Float64Array {
  const { size, width, values } = belief;
  const out = new Float64Array(size);
  for (let m = 0; m < size; m++) out[m] = values[m * width + column]!;
  return out;
}

/** The indices of the columns assimilation moves: all but memory. */
export function estimatedColumns(columns: readonly Column[]): readonly number[] {
  return columns.flatMap((c, i) => (c.role === 'memory' ? [] : [i]));
}
