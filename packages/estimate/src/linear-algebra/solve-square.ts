/**
 * X with A X = B for a square A [n x n] and B [n x m], row by row, by Gaussian elimination with partial pivoting; both are
 * overwritten and B becomes X. False when A is singular.
 */
export function solveSquare(a: Float64Array, b: Float64Array, n: number): boolean {
  const m = b.length / n;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[pivot * n + k]!)) pivot = i;
    if (!(Math.abs(a[pivot * n + k]!) > 0)) return false;
    if (pivot !== k) {
      swapRows(a, n, k, pivot);
      swapRows(b, m, k, pivot);
    }
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! / a[k * n + k]!;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) a[i * n + j] = a[i * n + j]! - factor * a[k * n + j]!;
      for (let j = 0; j < m; j++) b[i * m + j] = b[i * m + j]! - factor * b[k * m + j]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = 0; j < m; j++) {
      let sum = b[i * m + j]!;
      for (let k = i + 1; k < n; k++) sum -= a[i * n + k]! * b[k * m + j]!;
      b[i * m + j] = sum / a[i * n + i]!;
    }
  }
  return true;
}

function swapRows(a: Float64Array, width: number, i: number, j: number): void {
  const row = a.slice(i * width, (i + 1) * width);
  a.copyWithin(i * width, j * width, (j + 1) * width);
  a.set(row, j * width);
}
