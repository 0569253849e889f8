/** Eigenvalues [n], rising, and eigenvectors [n x n], column j belonging to value j. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix [n x n, row by row] by cyclic Jacobi rotations (Golub and Van Loan
 * 2013, section 8.5): accurate to rounding, small eigenvalues of scaled matrices included, in time n^3 times a few sweeps.
 * The largest component of each vector is positive, so that equal matrices give equal vectors.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const [app, aqq, apq] = [a[p * n + p]!, a[q * n + q]!, a[p * n + q]!];
        if (!(Math.abs(apq) > 1.1e-16 * Math.sqrt(Math.abs(app * aqq)) && Math.abs(apq) > 1e-300)) continue;
        turned = true;
        rotate(a, v, n, p, q);
      }
    }
    if (!turned) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[i * n + i]! - a[j * n + j]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    let largest = 0;
    for (let i = 0; i < n; i++)
      if (Math.abs(v[i * n + from]!) > Math.abs(largest)) largest = v[i * n + from]!;
    for (let i = 0; i < n; i++) vectors[i * n + to] = (largest < 0 ? -1 : 1) * v[i * n + from]!;
  });
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors };
}

/** Makes a_pq zero by a rotation in the plane of p and q, and turns the vectors along. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  const ratio = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const [akp, akq] = [a[k * n + p]!, a[k * n + q]!];
    a[k * n + p] = c * akp - s * akq;
    a[k * n + q] = s * akp + c * akq;
  }
  for (let k = 0; k < n; k++) {
    const [apk, aqk] = [a[p * n + k]!, a[q * n + k]!];
    a[p * n + k] = c * apk - s * aqk;
    a[q * n + k] = s * apk + c * aqk;
    const [vkp, vkq] = [v[k * n + p]!, v[k * n + q]!];
    v[k * n + p] = c * vkp - s * vkq;
    v[k * n + q] = s * vkp + c * vkq;
  }
  a[p * n + q] = 0;
  a[q * n + p] = 0;
}
