/**
 * The continuous ranked probability score of a sample against what came true, in the unit of both; 0 is perfect. The fair
 * estimator, unbiased for the distribution behind the sample (Ferro 2014, QJRMS 140:1917; Zamo and Naveau 2018, eq. 14):
 * mean |x_i - y| - sum |x_i - x_j| / (2 N (N - 1)). With normalised weights the pairs are divided by 1 - sum w^2
 * instead. A single value scores its absolute error.
 *
 * @example
 * crps([1, 3], 2); // 0
 */
export function crps(
  sample: ArrayLike<number>,
  truth: number,
  weights: ArrayLike<number> | null = null,
): number {
  const size = sample.length;
  const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => sample[a]! - sample[b]!);
  let [error, pairs, below, squares, first] = [0, 0, 0, 0, 0];
  for (const i of order) {
    const [x, w] = [sample[i]!, weights === null ? 1 / size : weights[i]!];
    error += w * Math.abs(x - truth);
    // each pair once: w_i w_j (x_i - x_j) over j before i
    pairs += w * (below * x - first);
    below += w;
    first += w * x;
    squares += w * w;
  }
  return squares < 1 - 1e-12 ? error - pairs / (1 - squares) : error;
}
