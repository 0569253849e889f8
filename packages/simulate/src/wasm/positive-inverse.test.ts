import { expect, test } from 'vitest';
import { philox } from '../random/philox.ts';
import { PositiveInverse } from './positive-inverse.ts';

const draws = philox('00000000000000fe').draws(0, 0, 0);
const inverse = new PositiveInverse();

/** B'B + I for normal B [2n x n]. */
function positive(n: number): Float64Array {
  const b = Float64Array.from({ length: 2 * n * n }, () => draws.normal());
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      a[i * n + j] = i === j ? 1 : 0;
      for (let k = 0; k < 2 * n; k++) a[i * n + j] = a[i * n + j]! + b[k * n + i]! * b[k * n + j]!;
    }
  }
  return a;
}

test('a matrix times its inverse is the identity, whatever the size, and room is found for large ones', () => {
  for (const n of [1, 2, 3, 13, 64, 101]) {
    const a = positive(n);
    const swept = Float64Array.of(...a, 7);
    expect(inverse.invert(swept, n)).toBe(true);
    expect(swept[n * n]).toBe(7);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += a[i * n + k]! * swept[k * n + j]!;
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 10);
      }
    }
  }
});

test('a matrix that is not positive definite is refused and left as it was', () => {
  for (const entries of [
    [1, 2, 2, 1],
    [0, 0, 0, 1],
    [1, 1, 1, 1],
    [Number.NaN, 0, 0, 1],
  ]) {
    const a = Float64Array.from(entries);
    expect(inverse.invert(a, 2)).toBe(false);
    expect([...a]).toEqual(entries);
  }
});
