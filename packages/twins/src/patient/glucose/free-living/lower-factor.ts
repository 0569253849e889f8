/**
 * The lower triangular L with L L' = A for a symmetric, non-negative A [n x n] of which the lower triangle is read. A state
 * without spread of its own gets an empty column. Written into `out` [n x n].
 */
export function lowerFactor(
  A: ArrayLike<number>,
  n: number,
  out: Float64Array = new Float64Array(n * n),
): Float64Array {
  out.fill(0);
  for (let j = 0; j < n; j++) {
    let d = A[j * n + j]!;
    for (let k = 0; k < j; k++) d -= out[j * n + k]! * out[j * n + k]!;
    if (!(d > 1e-12)) continue;
    d = Math.sqrt(d);
    out[j * n + j] = d;
    for (let i = j + 1; i < n; i++) {
      let sum = A[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= out[i * n + k]! * out[j * n + k]!;
      out[i * n + j] = sum / d;
    }
  }
  return out;
}
