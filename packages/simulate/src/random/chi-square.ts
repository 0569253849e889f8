/**
 * Pearson's chi-square of counts against expected counts, for tests of goodness of fit.
 *
 * @example
 * chiSquare([12, 8], [10, 10]); // 0.8
 */
export function chiSquare(observed: ArrayLike<number>, expected: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < observed.length; i++) {
    const difference = observed[i]! - expected[i]!;
    sum += (difference * difference) / expected[i]!;
  }
  return sum;
}
