import { expect, test } from 'vitest';
import { studentQuantile } from './student-quantile.ts';

test('quantiles of t are those of the tables', () => {
  const table: readonly (readonly [p: number, degrees: number, t: number])[] = [
    [0.975, 1, 12.7062047],
    [0.975, 2, 4.3026527],
    [0.975, 9, 2.2621572],
    [0.95, 4, 2.1318468],
    [0.995, 30, 2.7499957],
    [0.975, 120, 1.9799304],
    [0.975, 5000, 1.9604386],
  ];
  for (const [p, degrees, t] of table) expect(studentQuantile(p, degrees)).toBeCloseTo(t, 6);
  expect(studentQuantile(0.05, 4)).toBeCloseTo(-2.1318468, 6);
  expect(studentQuantile(0.5, 3)).toBeCloseTo(0, 12);
});

test('no quantile where there is none', () => {
  expect(studentQuantile(1, 3)).toBeNaN();
  expect(studentQuantile(0.9, 0)).toBeNaN();
});
