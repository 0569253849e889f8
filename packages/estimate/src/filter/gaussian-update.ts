import type { LinearObservation } from './linear-observation.ts';

/**
 * The Kalman update of a mean [n] and a covariance [n x n] in place (Kalman 1960), one observation at a time, which independent errors
 * allow: c = P h', s = h c + r, x += c (y - h x) / s, P -= c c' / s. The covariance may be singular. `origin` is the point the
 * observations were linearised about. Returns z = sum of (y - h x)^2 / s, which is chi-square with as many degrees of freedom as there are
 * observations while the belief is consistent.
 */
export function gaussianUpdate(
  mean: Float64Array,
  covariance: Float64Array,
  origin: Float64Array,
  { count, jacobian, residual, variance }: LinearObservation,
  work: Float64Array,
): number {
  const n = mean.length;
  let distance = 0;
  for (let k = 0; k < count; k++) {
    const row = k * n;
    let innovation = residual[k]!;
    for (let i = 0; i < n; i++) innovation -= jacobian[row + i]! * (mean[i]! - origin[i]!);
    let s = variance[k]!;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += covariance[i * n + j]! * jacobian[row + j]!;
      work[i] = sum;
      s += jacobian[row + i]! * sum;
    }
    const gain = innovation / s;
    distance += innovation * gain;
    for (let i = 0; i < n; i++) {
      const c = work[i]!;
      mean[i] = mean[i]! + c * gain;
      const share = c / s;
      for (let j = 0; j < n; j++) covariance[i * n + j] = covariance[i * n + j]! - share * work[j]!;
    }
  }
  return distance;
}
