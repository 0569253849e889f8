/**
 * Eigenvalues and vectors of symmetric matrices, one after another of any size up to the largest, without allocation: Householder
 * tridiagonalisation and implicit QL (Golub and Van Loan 2013, algorithms 8.3.1 and 8.3.3; shift after Wilkinson). Errors are
 * about rounding of the largest eigenvalue; `symmetricEigen` keeps the small ones of a scaled matrix accurate, and is slower.
 *
 * @example
 * const eigen = new EigenWorkspace();
 * eigen.decompose(Float64Array.of(2, 1, 1, 2), 2);
 * eigen.values[0] + eigen.values[1]; // 4
 */
export class EigenWorkspace {
  /** Eigenvalues, in no order. */
  values: Float64Array = new Float64Array(0);
  /** Orthonormal eigenvectors by rows: row j [n] belongs to value j. */
  vectors: Float64Array = new Float64Array(0);
  #beside = new Float64Array(0);
  #scale = new Float64Array(0);
  #work = new Float64Array(0);

  /** Decomposes a symmetric matrix [n x n], of which the lower triangle is read; the matrix is overwritten. */
  decompose(a: Float64Array, n: number): void {
    if (this.values.length < n) {
      this.values = new Float64Array(n);
      this.vectors = new Float64Array(n * n);
      this.#beside = new Float64Array(n);
      this.#scale = new Float64Array(n);
      this.#work = new Float64Array(n);
    }
    tridiagonalise(a, n, this.values, this.#beside, this.#scale, this.#work);
    accumulate(a, n, this.#scale, this.vectors);
    diagonalise(this.values, this.#beside, this.vectors, n);
  }
}

/** T = Q'AQ: its diagonal, the entries beside it (beside[i] between i - 1 and i), and the reflections in the rows of a. */
function tridiagonalise(
  a: Float64Array,
  n: number,
  diagonal: Float64Array,
  beside: Float64Array,
  scale: Float64Array,
  p: Float64Array,
): void {
  for (let i = n - 1; i >= 2; i--) {
    const row = i * n;
    let square = 0;
    for (let j = 0; j < i - 1; j++) square += a[row + j]! * a[row + j]!;
    const last = a[row + i - 1]!;
    if (!(square > 0)) {
      beside[i] = last;
      scale[i] = 0;
      continue;
    }
    const length = Math.sqrt(square + last * last);
    const alpha = last > 0 ? -length : length;
    beside[i] = alpha;
    a[row + i - 1] = last - alpha;
    const beta = 1 / (length * (length + Math.abs(last)));
    scale[i] = beta;
    // p = beta A v over the leading i rows, from the lower triangle
    for (let r = 0; r < i; r++) {
      const at = r * n;
      const vr = a[row + r]!;
      let sum = 0;
      for (let c = 0; c < r; c++) {
        const entry = a[at + c]!;
        sum += entry * a[row + c]!;
        p[c] = p[c]! + entry * vr;
      }
      p[r] = sum + a[at + r]! * vr;
    }
    let dot = 0;
    for (let r = 0; r < i; r++) {
      p[r] = beta * p[r]!;
      dot += p[r]! * a[row + r]!;
    }
    const half = 0.5 * beta * dot;
    for (let r = 0; r < i; r++) p[r] = p[r]! - half * a[row + r]!;
    // A -= v p' + p v'
    for (let r = 0; r < i; r++) {
      const at = r * n;
      const vr = a[row + r]!;
      const pr = p[r]!;
      for (let c = 0; c <= r; c++) a[at + c] = a[at + c]! - (vr * p[c]! + pr * a[row + c]!);
    }
  }
  if (n > 1) beside[1] = a[n]!;
  if (n > 0) beside[0] = 0;
  for (let i = 0; i < n; i++) diagonal[i] = a[i * n + i]!;
}

/** Q' [n x n] from the reflections in the rows of a: its rows are turned into eigenvectors by `diagonalise`. */
function accumulate(a: Float64Array, n: number, scale: Float64Array, q: Float64Array): void {
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < n; c++) q[r * n + c] = r === c ? 1 : 0;
  }
  for (let i = 2; i < n; i++) {
    const beta = scale[i]!;
    if (beta === 0) continue;
    const row = i * n;
    for (let r = 0; r < i; r++) {
      const at = r * n;
      let dot = 0;
      for (let c = 0; c < i; c++) dot += q[at + c]! * a[row + c]!;
      const share = beta * dot;
      for (let c = 0; c < i; c++) q[at + c] = q[at + c]! - share * a[row + c]!;
    }
  }
}

/** Implicit QL on a tridiagonal matrix, turning the rows of z along. */
function diagonalise(d: Float64Array, e: Float64Array, z: Float64Array, n: number): void {
  for (let i = 1; i < n; i++) e[i - 1] = e[i]!;
  if (n > 0) e[n - 1] = 0;
  for (let l = 0; l < n; l++) {
    for (let tries = 0; tries < 60; tries++) {
      let m = l;
      for (; m < n - 1; m++) {
        const size = Math.abs(d[m]!) + Math.abs(d[m + 1]!);
        if (Math.abs(e[m]!) <= 2.220446049250313e-16 * size) break;
      }
      if (m === l) break;
      let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
      let r = Math.sqrt(g * g + 1);
      g = d[m]! - d[l]! + e[l]! / (g + (g < 0 ? -r : r));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        let f = s * e[i]!;
        const b = c * e[i]!;
        r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] = d[i + 1]! - p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1]! - p;
        r = (d[i]! - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        const low = i * n;
        const high = low + n;
        for (let k = 0; k < n; k++) {
          f = z[high + k]!;
          const below = z[low + k]!;
          z[high + k] = s * below + c * f;
          z[low + k] = c * below - s * f;
        }
      }
      if (r === 0 && i >= l) continue;
      d[l] = d[l]! - p;
      e[l] = g;
      e[m] = 0;
    }
  }
}
