import { expect, it } from 'vitest';
import { csvText } from './csv.ts';
import { nearestIndex } from './nearest.ts';

it('a cell with commas, quotes or lines comes back from a spreadsheet as it was', () => {
  expect(csvText(['a', 'b'], [['x, "y"\nz', 1.5]])).toBe('a,b\r\n"x, ""y""\nz",1.5\r\n');
});

it('a cell never runs as a formula, and a number keeps its sign', () => {
  expect(csvText(['a'], [['=1+1'], ['@x'], [-3], ['-3']])).toBe("a\r\n'=1+1\r\n'@x\r\n-3\r\n-3\r\n");
});

it('what is absent is an empty cell, not a zero', () => {
  expect(csvText(['a', 'b'], [[null, Number.NaN]])).toBe('a,b\r\n,\r\n');
});

it('finds the nearest instant of many', () => {
  expect(nearestIndex([0, 10, 20], 14)).toBe(1);
  expect(nearestIndex([0, 10, 20], 16)).toBe(2);
  expect(nearestIndex([0, 10, 20], -99)).toBe(0);
  expect(nearestIndex([], 1)).toBe(-1);
});
