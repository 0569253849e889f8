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
      const less = Float64Array.from(x, (value) => 1 / (2 + value));
      kernel.scale(x, m, n, a, b, scaled, less);
      for (let at = 0; at < m * n; at++) {
        const j = at % n;
        expect(scaled[at]).toBe(x[at]! * a[j]! + b[j]! - less[at]!);
      }
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

test('one number that is not finite shows, wherever it is', () => {
  const x = Float64Array.from({ length: 21 }, (_, i) => i);
  expect(kernel.finite(x, 7, 3)).toBe(true);
  for (const spoilt of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    for (let at = 0; at < 21; at++) expect(kernel.finite(x.with(at, spoilt), 7, 3)).toBe(false);
  }
});
