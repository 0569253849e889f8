/** The relative step of a central difference that balances rounding and curvature: the cube root of the rounding unit. */
const RELATIVE = 6.055454452393343e-6;

/**
 * Pairs of states about x for central differences: `pairs` [2 n x n, by rows] holds x + h_i e_i and x - h_i e_i in turn, with h_i [n]
 * a small share of the larger of |x_i| and the `scale` of component i (of 1, where both are 0).
 */
export function spreadPairs(
  x: Float64Array,
  scale: (i: number) => number,
  steps: Float64Array,
  pairs: Float64Array,
): void {
  const n = x.length;
  for (let i = 0; i < n; i++) {
    const size = Math.max(Math.abs(x[i]!), scale(i));
    steps[i] = RELATIVE * (size > 0 ? size : 1);
    pairs.set(x, 2 * i * n);
    pairs.set(x, (2 * i + 1) * n);
    pairs[2 * i * n + i] = x[i]! + steps[i]!;
    pairs[(2 * i + 1) * n + i] = x[i]! - steps[i]!;
  }
}
