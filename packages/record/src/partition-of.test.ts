import { type SubjectRef, subjectRef } from '@twinward/contract';
import { expect, it } from 'vitest';
import { PARTITIONS, partitionOf } from './partition-of.ts';

it('the partition of a subject never changes: stored events stand in it', () => {
  const known = ['Patient/p-17', 'Location/ward-3', 'Device/ct-2', 'Group/county'].map(subjectRef);
  expect(known.map(partitionOf)).toEqual([127, 11, 149, 66]);
});

it('spreads consecutively numbered subjects evenly over all partitions', () => {
  const counts = new Array<number>(PARTITIONS).fill(0);
  const subjects = 25_600;
  for (let i = 0; i < subjects; i++) {
    const part = partitionOf(`Patient/p-${i}` as SubjectRef);
    counts[part] = counts[part]! + 1;
  }
  const mean = subjects / PARTITIONS;
  const chiSquare = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
  // 255 degrees of freedom: mean 255, 99.99 % below 350.
  expect(chiSquare).toBeLessThan(350);
});
