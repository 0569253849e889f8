/** The effective sample size of normalised weights [N], 1 / sum w^2 (Kong, Liu and Wong 1994): N when equal, 1 when one has all. */
export function effectiveSize(weights: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < weights.length; i++) squares += weights[i]! * weights[i]!;
  return 1 / squares;
}
