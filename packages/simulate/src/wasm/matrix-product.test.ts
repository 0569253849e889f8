import { describe, expect, it } from 'vitest';
import { philox } from '../random/philox.ts';
import { MatrixProduct, type Strided } from './matrix-product.ts';

const draws = philox('00000000000000ff').draws(0, 0, 0);
const numbers = (length: number) => Float64Array.from({ length }, () => draws.normal());

/** The plain loop. */
function plain(
  c: Float64Array,
  a: Strided,
  b: Float64Array,
  m: number,
  inner: number,
  n: number,
): Float64Array {
  const out = c.slice();
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < inner; k++) {
        out[i * n + j] = out[i * n + j]! + a.values[i * a.row + k * a.column]! * b[k * n + j]!;
      }
    }
  }
  return out;
}

describe('a product of matrices', () => {
  const product = new MatrixProduct();

  it('has the bits of the plain loop at every size, for a matrix and its transpose', () => {
    for (const m of [1, 2, 3, 4, 5, 8, 11]) {
      for (const n of [1, 2, 3, 4, 5, 7, 8, 13]) {
        for (const inner of [1, 2, 5, 16]) {
          for (const [row, column] of [
            [inner, 1],
            [1, m],
          ] as const) {
            const a = { values: numbers(m * inner + 3), row, column };
            const [b, c] = [numbers(inner * n + 1), numbers(m * n)];
            const wanted = plain(c, a, b, m, inner, n);
            product.add(c, a, b, m, inner, n);
            expect(c).toEqual(wanted);
          }
        }
      }
    }
  });

  it('takes only the lower triangle where that is all that is asked for', () => {
    for (const n of [1, 3, 4, 6, 9, 14]) {
      const [a, b, c] = [{ values: numbers(n * 5), row: 5, column: 1 }, numbers(5 * n), numbers(n * n)];
      const wanted = plain(c, a, b, n, 5, n);
      product.add(c, a, b, n, 5, n, true);
      for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) expect(c[i * n + j]).toBe(wanted[i * n + j]);
    }
  });

  it('finds room for large ones, and leaves alone what lies behind a matrix', () => {
    const [m, inner, n] = [70, 90, 110];
    const [a, b] = [{ values: numbers(m * inner), row: inner, column: 1 }, numbers(inner * n)];
    const c = numbers(m * n + 7);
    const wanted = plain(c, a, b, m, inner, n);
    product.add(c, a, b, m, inner, n);
    expect(c).toEqual(wanted);
    product.add(c, a, b, 0, inner, n);
    expect(c).toEqual(wanted);
  });
});
