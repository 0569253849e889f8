import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invertPositive } from './positive-definite.ts';
import { solveSquare } from './solve-square.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import { inverseOfNormal, solveUpper, triangularise } from './triangularise.ts';

// Hundredths: a matrix of them is singular, or far enough from it to be told.
const entry = fc.integer({ min: -1000, max: 1000 }).map((hundredths) => hundredths / 100);
const sized = (rows: number, columns: number) =>
  fc
    .array(entry, { minLength: rows * columns, maxLength: rows * columns })
    .map((values) => Float64Array.from(values));
/** A'B for A and B of `rows` rows. */
const crossed = (a: Float64Array, b: Float64Array, rows: number) => {
  const [n, m] = [a.length / rows, b.length / rows];
  return Float64Array.from({ length: n * m }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < rows; k++) sum += a[k * n + Math.floor(at / m)]! * b[k * m + (at % m)]!;
    return sum;
  });
};
const close = (a: ArrayLike<number>, b: ArrayLike<number>, within = 1e-8) => {
  for (let i = 0; i < b.length; i++)
    expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(within * (1 + Math.abs(b[i]!)));
};

describe('triangularise', () => {
  it("keeps A'A and the solution of the normal equations", () => {
    fc.assert(
      fc.property(sized(6, 3), sized(6, 1), (a, b) => {
        const [whole, right] = [crossed(a, a, 6), crossed(a, b, 6)];
        const system = triangularise(a.slice(), b.slice(), 3);
        close(crossed(system.r, system.r, 3), whole);
        close(crossed(system.r, system.c, 3), right);
        const x = solveUpper(system);
        fc.pre(x !== null && Math.min(...[0, 4, 8].map((i) => Math.abs(system.r[i]!))) > 0.1);
        close(
          Float64Array.from([0, 1, 2], (i) => [0, 1, 2].reduce((s, j) => s + whole[3 * i + j]! * x![j]!, 0)),
          right,
          1e-7,
        );
        close(crossed(inverseOfNormal(system.r, 3)!, whole, 3), [1, 0, 0, 0, 1, 0, 0, 0, 1], 1e-6);
      }),
    );
  });

  it('finds columns that repeat each other, and takes missing rows as zeros', () => {
    const repeated = triangularise(Float64Array.of(1, 2, 2, 4, 3, 6), Float64Array.of(1, 1, 1), 2);
    expect(solveUpper(repeated)).toBeNull();
    expect(inverseOfNormal(repeated.r, 2)).toBeNull();
    expect([...triangularise(Float64Array.of(3, 4), Float64Array.of(5), 2).r.slice(2)]).toEqual([0, 0]);
  });
});

/** How far what is solved is from what was asked, against the size of the solution: elimination with pivots is stable backwards. */
const BACKWARD = 1e-11;

describe('a square system', () => {
  it('is solved for several right-hand sides, or called singular', () => {
    fc.assert(
      fc.property(sized(4, 4), sized(4, 2), (a, b) => {
        const [left, x] = [a.slice(), b.slice()];
        if (!solveSquare(left, x, 4)) return;
        const back = b.map((_, at) =>
          [0, 1, 2, 3].reduce((s, k) => s + a[4 * Math.floor(at / 2) + k]! * x[2 * k + (at % 2)]!, 0),
        );
        close(back, b, BACKWARD * (1 + Math.max(...x.map(Math.abs))));
      }),
    );
    expect(solveSquare(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1), 2)).toBe(false);
    const swapped = Float64Array.of(3, 5);
    expect(solveSquare(Float64Array.of(0, 1, 1, 0), swapped, 2)).toBe(true);
    expect([...swapped]).toEqual([5, 3]);
  });
});

describe('a symmetric matrix', () => {
  it('is its eigenvectors times its eigenvalues, which rise', () => {
    fc.assert(
      fc.property(sized(5, 4), (half) => {
        const a = crossed(half, half, 5);
        const { values, vectors } = symmetricEigen(a, 4);
        expect([...values]).toEqual([...values].sort((x, y) => x - y));
        close(crossed(vectors, vectors, 4), [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], 1e-12);
        const back = a.map((_, at) =>
          [0, 1, 2, 3].reduce(
            (s, k) => s + values[k]! * vectors[4 * Math.floor(at / 4) + k]! * vectors[4 * (at % 4) + k]!,
            0,
          ),
        );
        close(back, a, 1e-10);
      }),
    );
  });

  it('keeps small eigenvalues of a scaled matrix accurate', () => {
    // D H D with H = [[2, 1], [1, 2]] and D = diag(1, 1e-10): determinant 3e-20
    const { values } = symmetricEigen(Float64Array.of(2, 1e-10, 1e-10, 2e-20), 2);
    expect(values[0]! / 1.5e-20).toBeCloseTo(1, 9);
  });

  it('has an inverse and a determinant when it is positive', () => {
    fc.assert(
      fc.property(sized(6, 3), (half) => {
        const a = crossed(half, half, 6);
        for (const i of [0, 4, 8]) a[i] = a[i]! + 1;
        const { inverse, logDeterminant } = invertPositive(a, 3)!;
        close(crossed(inverse, a, 3), [1, 0, 0, 0, 1, 0, 0, 0, 1], 1e-7);
        expect(logDeterminant).toBeCloseTo(
          symmetricEigen(a, 3).values.reduce((s, v) => s + Math.log(v), 0),
          8,
        );
      }),
    );
    expect(invertPositive(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
  });
});
