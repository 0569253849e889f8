/** L [n x n, row by row], lower triangular with L L' = A; rows of effects that do not vary are left at 0. */
export function lowerFactor(a: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      if (i === j) l[i * n + i] = Math.sqrt(Math.max(0, sum));
      else if (l[j * n + j]! > 0) l[i * n + j] = sum / l[j * n + j]!;
    }
  }
  return l;
}
