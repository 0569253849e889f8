/** Mean of a sample [N], with normalised weights [N] or, if null, equal ones. */
export function meanOf(values: ArrayLike<number>, weights: ArrayLike<number> | null): number {
  // taken about the first value, so that equal values have exactly that mean and no spread
  const first = values[0]!;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - first) * (weights === null ? 1 : weights[i]!);
  return first + (weights === null ? sum / values.length : sum);
}

/**
 * Unbiased covariance of two samples [N] about their means: divided by N - 1 when the weights are equal (null), by one minus
 * the sum of their squares otherwise. A single member has covariance 0.
 */
export function covarianceOf(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  weights: ArrayLike<number> | null,
): number {
  const [ma, mb] = [meanOf(a, weights), meanOf(b, weights)];
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < a.length; i++) {
    const w = weights === null ? 1 / a.length : weights[i]!;
    sum += w * (a[i]! - ma) * (b[i]! - mb);
    squares += w * w;
  }
  return squares < 1 - 1e-12 ? sum / (1 - squares) : 0;
}
