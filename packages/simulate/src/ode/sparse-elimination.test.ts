// Sparse elimination against what the matrices were made from.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SparseElimination } from './sparse-elimination.ts';

/** Rows of (column, value) as an elimination and its values. */
function sparse(rows: readonly (readonly (readonly [number, number])[])[]): {
  readonly elimination: SparseElimination;
  readonly values: Float64Array;
} {
  const starts = [0];
  const column: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    for (const [j, value] of row) {
      column.push(j);
      values.push(value);
    }
    starts.push(column.length);
  }
  return { elimination: new SparseElimination(starts, column), values: Float64Array.from(values) };
}

const times = (
  rows: readonly (readonly (readonly [number, number])[])[],
  x: ArrayLike<number>,
): Float64Array => Float64Array.from(rows, (row) => row.reduce((sum, [j, value]) => sum + value * x[j]!, 0));

describe('sparse elimination', () => {
  it('property: finds the solution a right-hand side was made from, whatever the pattern', () => {
    const system = fc.integer({ min: 1, max: 25 }).chain((n) =>
      fc.record({
        n: fc.constant(n),
        // a permuted diagonal makes it regular though its own diagonal may be empty
        turn: fc.nat(n - 1),
        others: fc.array(
          fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.double({ min: -1, max: 1, noNaN: true })),
          {
            maxLength: 3 * n,
          },
        ),
        x: fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n, maxLength: n }),
      }),
    );
    fc.assert(
      fc.property(system, ({ n, turn, others, x }) => {
        const rows = Array.from({ length: n }, (_, i) => new Map([[(i + turn) % n, 4 * n]]));
        for (const [i, j, value] of others) if (!rows[i]!.has(j)) rows[i]!.set(j, value);
        const entries = rows.map((row) => [...row].sort(([a], [b]) => a - b));
        const { elimination, values } = sparse(entries);
        expect(elimination.factor(values)).toBe(-1);
        const solution = new Float64Array(n);
        for (let again = 0; again < 2; again++) {
          elimination.factor(values);
          elimination.solve(times(entries, x), solution);
        }
        solution.forEach((value, i) => {
          expect(Math.abs(value - x[i]!)).toBeLessThan(1e-9);
        });
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  it('pivots where the diagonal is small: without it, 1e-20 would swallow the answer', () => {
    const rows = [
      [
        [0, 1e-20],
        [1, 1],
      ],
      [
        [0, 1],
        [1, 1],
      ],
    ] as const;
    const { elimination, values } = sparse(rows);
    expect(elimination.factor(values)).toBe(-1);
    const solution = new Float64Array(2);
    elimination.solve(Float64Array.of(1, 2), solution);
    expect([...solution]).toEqual([1, 1]);
  });

  it('names a column of a singular matrix, also where that is only by its numbers', () => {
    const equal = [
      [
        [0, 1],
        [1, 2],
      ],
      [
        [0, 2],
        [1, 4],
      ],
    ] as const;
    const { elimination, values } = sparse(equal);
    expect(elimination.factor(values)).toBeGreaterThanOrEqual(0);
    const { elimination: empty, values: none } = sparse([[[0, 1]], [[0, 1]]]);
    expect(empty.factor(none)).toBe(1);
    const { elimination: lost, values: nan } = sparse([[[0, Number.NaN]]]);
    expect(lost.factor(nan)).toBe(0);
  });

  it('takes a grid of 60 x 60 in its stride', () => {
    const side = 60;
    const rows = Array.from({ length: side * side }, (_, k) => {
      const [i, j] = [Math.floor(k / side), k % side];
      const row: [number, number][] = [];
      if (i > 0) row.push([k - side, -1]);
      if (j > 0) row.push([k - 1, -1]);
      row.push([k, 4.1]);
      if (j < side - 1) row.push([k + 1, -1]);
      if (i < side - 1) row.push([k + side, -1]);
      return row;
    });
    const { elimination, values } = sparse(rows);
    expect(elimination.factor(values)).toBe(-1);
    const x = Float64Array.from({ length: side * side }, (_, k) => Math.sin(k));
    const solution = new Float64Array(side * side);
    elimination.solve(times(rows, x), solution);
    solution.forEach((value, k) => {
      expect(Math.abs(value - x[k]!)).toBeLessThan(1e-11);
    });
  });
});
