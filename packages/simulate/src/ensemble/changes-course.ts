import type { EnsembleArrays } from './ensemble-arrays.ts';
import type { PairCourse } from './pair-course.ts';

/** A change with its symbol found: which array, which position, and what happens there. */
export interface RowChange {
  readonly time: number;
  readonly array: 'y' | 'p' | 'u';
  readonly index: number;
  readonly add: boolean;
  readonly value: number;
}

/** The course of two members through their own changes: the pair restarts at the times of either. */
export function changesCourse(
  arrays: EnsembleArrays,
  states: number,
  changes: readonly (readonly RowChange[])[],
  a: number,
  b: number,
): PairCourse {
  const of = (member: number): readonly RowChange[] => changes[changes.length === 1 ? 0 : member] ?? [];
  const lists = a === b ? [of(a)] : [of(a), of(b)];
  const times = [...new Set(lists.flatMap((list) => list.map(({ time }) => time)))].sort((x, y) => x - y);
  const strides = { y: arrays.yStride ?? states, p: arrays.pStride, u: arrays.uStride };
  return {
    times,
    restart: 'estimate',
    act: (_, t) => {
      lists.forEach((list, lane) => {
        const member = lane === 0 ? a : b;
        for (const { time, array, index, add, value } of list) {
          if (time !== t) continue;
          const at = member * strides[array] + index;
          arrays[array][at] = add ? arrays[array][at]! + value : value;
        }
      });
    },
  };
}
