import { log } from '@twinward/simulate';
import { cholesky } from '../ensemble/cholesky.ts';

/** The inverse [n x n] of a symmetric positive definite matrix and the logarithm of its determinant; null when it is not one. */
export function invertPositive(
  a: Float64Array,
  n: number,
): { readonly inverse: Float64Array; readonly logDeterminant: number } | null {
  const l = cholesky(a, n);
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) {
    if (!(l[i * n + i]! > 0)) return null;
    logDeterminant += 2 * log(l[i * n + i]!);
  }
  const half = new Float64Array(n * n); // L^-1
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= l[i * n + k]! * half[k * n + j]!;
      half[i * n + j] = sum / l[i * n + i]!;
    }
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += half[k * n + i]! * half[k * n + j]!;
      inverse[i * n + j] = sum;
      inverse[j * n + i] = sum;
    }
  }
  return { inverse, logDeterminant };
}
