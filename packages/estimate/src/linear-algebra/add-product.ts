/** A matrix read with strides: entry (i, k) lies at i * row + k * column. */
export interface Strided {
  readonly values: Float64Array;
  readonly row: number;
  readonly column: number;
}

/**
 * C += A B for A [m x inner] read with strides, B [inner x n] and C [m x n] by rows; `triangle` asks for the lower triangle of a
 * square C only (entries above it are then undefined). Sums run in the order of `inner`, four terms at a time.
 */
export function addProduct(
  c: Float64Array,
  a: Strided,
  b: Float64Array,
  m: number,
  inner: number,
  n: number,
  triangle = false,
): void {
  const { values, row, column } = a;
  let i = 0;
  for (; i + 1 < m; i += 2) {
    const width = triangle ? Math.min(n, i + 2) : n;
    const [c0, c1] = [i * n, (i + 1) * n];
    let k = 0;
    for (; k + 3 < inner; k += 4) {
      const at = i * row + k * column;
      const next = at + row;
      const a00 = values[at]!;
      const a01 = values[at + column]!;
      const a02 = values[at + 2 * column]!;
      const a03 = values[at + 3 * column]!;
      const a10 = values[next]!;
      const a11 = values[next + column]!;
      const a12 = values[next + 2 * column]!;
      const a13 = values[next + 3 * column]!;
      const b0 = k * n;
      const b1 = b0 + n;
      const b2 = b1 + n;
      const b3 = b2 + n;
      for (let j = 0; j < width; j++) {
        const v0 = b[b0 + j]!;
        const v1 = b[b1 + j]!;
        const v2 = b[b2 + j]!;
        const v3 = b[b3 + j]!;
        c[c0 + j] = c[c0 + j]! + (a00 * v0 + a01 * v1 + (a02 * v2 + a03 * v3));
        c[c1 + j] = c[c1 + j]! + (a10 * v0 + a11 * v1 + (a12 * v2 + a13 * v3));
      }
    }
    for (; k < inner; k++) {
      const a0 = values[i * row + k * column]!;
      const a1 = values[(i + 1) * row + k * column]!;
      for (let j = 0; j < width; j++) {
        const v = b[k * n + j]!;
        c[c0 + j] = c[c0 + j]! + a0 * v;
        c[c1 + j] = c[c1 + j]! + a1 * v;
      }
    }
  }
  if (i < m) {
    const c0 = i * n;
    for (let k = 0; k < inner; k++) {
      const a0 = values[i * row + k * column]!;
      for (let j = 0; j < n; j++) c[c0 + j] = c[c0 + j]! + a0 * b[k * n + j]!;
    }
  }
}
