import { effectiveSize } from '../ensemble/effective-size.ts';

/**
 * The value below which the share `p` (0 to 1) of a sample [N] lies. Equal weights (null): Hyndman and Fan's type 6, the sorted
 * value at position p (N + 1), because then the next value from the same distribution falls below it with probability p
 * exactly, which is what a forecast promises. Weighted: sorted value i stands at 1/2 + (M_i - 1/2) n / (n + 1), M_i the weight
 * below it plus half its own and n the effective sample size, which is type 6 when the weights are equal. Between values it is
 * linear, beyond them the smallest or largest. NaN for an empty sample.
 *
 * @example
 * quantile([10, 20, 30], null, 0.5); // 20
 */
export function quantile(values: ArrayLike<number>, weights: ArrayLike<number> | null, p: number): number {
  return quantiles(values, weights, [p])[0]!;
}

/** Several quantiles of one sample, sorting it once. */
export function quantiles(
  values: ArrayLike<number>,
  weights: ArrayLike<number> | null,
  ps: readonly number[],
): number[] {
  const size = values.length;
  if (weights === null) {
    const sorted = Float64Array.from(values).sort();
    return ps.map((p) => {
      const position = p * (size + 1) - 1;
      if (!(position > 0)) return sorted[0] ?? Number.NaN;
      const i = Math.min(size - 1, Math.floor(position));
      const share = position - i;
      const next = sorted[Math.min(size - 1, i + 1)]!;
      return share > 0 && next > sorted[i]!
        ? sorted[i]! + Math.min(1, share) * (next - sorted[i]!)
        : sorted[i]!;
    });
  }
  const order = Array.from({ length: size }, (_, i) => i)
    .filter((i) => weights[i]! > 0)
    .sort((a, b) => values[a]! - values[b]!);
  const n = effectiveSize(weights);
  let below = 0;
  const places = order.map((i) => {
    const middle = below + weights[i]! / 2;
    below += weights[i]!;
    return 0.5 + ((middle - 0.5) * n) / (n + 1);
  });
  return ps.map((p) => {
    const after = places.findIndex((place) => place >= p);
    if (after === 0) return values[order[0]!]!;
    if (after === -1) return order.length === 0 ? Number.NaN : values[order.at(-1)!]!;
    const [low, high] = [values[order[after - 1]!]!, values[order[after]!]!];
    const share = (p - places[after - 1]!) / (places[after]! - places[after - 1]!);
    return low + share * (high - low);
  });
}
