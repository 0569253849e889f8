/** The triangular system a least-squares problem comes down to: R [n x n, row by row, zeros below] and the first n of Q'b. */
export interface Triangular {
  readonly r: Float64Array;
  readonly c: Float64Array;
}

/**
 * A = Q R by Householder reflections (Golub and Van Loan 2013, algorithm 5.2.1), applied to b at once: min |A x - b| is R x = c. A is
 * [m x n, row by row] with b [m]; both are overwritten. With fewer rows than columns, the missing rows count as zeros.
 */
export function triangularise(a: Float64Array, b: Float64Array, n: number): Triangular {
  const m = b.length;
  for (let k = 0; k < Math.min(m, n); k++) reflect(a, b, n, m, k);
  const r = new Float64Array(n * n);
  const c = new Float64Array(n);
  for (let i = 0; i < Math.min(m, n); i++) {
    for (let j = i; j < n; j++) r[i * n + j] = a[i * n + j]!;
    c[i] = b[i]!;
  }
  return { r, c };
}

/** Makes column k zero below the diagonal. */
function reflect(a: Float64Array, b: Float64Array, n: number, m: number, k: number): void {
  let largest = 0;
  for (let i = k; i < m; i++) largest = Math.max(largest, Math.abs(a[i * n + k]!));
  if (!(largest > 0)) return;
  // v is the column over its largest entry, so that nothing overflows or vanishes
  const v = new Float64Array(m - k);
  let sum = 0;
  for (let i = k; i < m; i++) {
    v[i - k] = a[i * n + k]! / largest;
    sum += v[i - k]! * v[i - k]!;
  }
  const length = (v[0]! > 0 ? -1 : 1) * Math.sqrt(sum);
  // the reflection is I - v v' / h, v = column - length e_k and h = length (length - top)
  const h = length * (length - v[0]!);
  v[0] = v[0]! - length;
  for (let j = k + 1; j <= n; j++) {
    const column = j < n;
    let dot = 0;
    for (let i = k; i < m; i++) dot += v[i - k]! * (column ? a[i * n + j]! : b[i]!);
    const share = dot / h;
    for (let i = k; i < m; i++) {
      if (column) a[i * n + j] = a[i * n + j]! - share * v[i - k]!;
      else b[i] = b[i]! - share * v[i - k]!;
    }
  }
  a[k * n + k] = largest * length;
}

/** x with R x = c; null when R is singular to working precision (a pivot below 1e-15 n of the largest). */
export function solveUpper({ r, c }: Triangular): Float64Array | null {
  const n = c.length;
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(r[i * n + i]!));
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    const pivot = r[i * n + i]!;
    if (!(Math.abs(pivot) > n * 1e-15 * largest)) return null;
    let sum = c[i]!;
    for (let j = i + 1; j < n; j++) sum -= r[i * n + j]! * x[j]!;
    x[i] = sum / pivot;
  }
  return x;
}

/** (R'R)^-1 [n x n], the covariance that goes with a triangular R; null when R is singular to working precision. */
export function inverseOfNormal(r: Float64Array, n: number): Float64Array | null {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const c = new Float64Array(n);
    c[j] = 1;
    const column = solveUpper({ r, c });
    if (column === null) return null;
    for (let i = 0; i <= j; i++) inverse[i * n + j] = column[i]!;
  }
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += inverse[i * n + k]! * inverse[j * n + k]!;
      out[i * n + j] = sum;
      out[j * n + i] = sum;
    }
  }
  return out;
}
