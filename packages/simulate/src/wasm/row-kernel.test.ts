import { expect, test } from 'vitest';
import { philox } from '../random/philox.ts';
import { RowKernel } from './row-kernel.ts';

const draws = philox('00000000000000fd').draws(0, 0, 0);
const numbers = (length: number) => Float64Array.from({ length }, () => draws.normal());
const kernel = new RowKernel();

test('sums and scaled rows have the bits of the plain loop, whatever the number of columns', () => {
  for (const n of [1, 2, 3, 4, 7, 8, 13, 30, 1000]) {
    for (const m of [1, 2, 9, 64]) {
      const [x, a, b] = [numbers(m * n + 3), numbers(n), numbers(n)];
      const sums = new Float64Array(n);
      kernel.departures(x, m, n, sums);
      const scaled = new Float64Array(m * n + 2).fill(5);
      kernel.scale(x, m, n, a, b, scaled);
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let i = 0; i < m; i++) sum += x[i * n + j]! - x[j]!;
        expect(sums[j]).toBe(sum);
        for (let i = 0; i < m; i++) expect(scaled[i * n + j]).toBe(x[i * n + j]! * a[j]! + b[j]!);
      }
      expect([...scaled.subarray(m * n)]).toEqual([5, 5]);
    }
  }
});

test('rows that agree depart by nothing at all', () => {
  const sums = new Float64Array(3);
  kernel.departures(
    Float64Array.from({ length: 30 }, (_, i) => 0.1 * (i % 3)),
    10,
    3,
    sums,
  );
  expect([...sums]).toEqual([0, 0, 0]);
});
