import type { RandomSource } from '@twinward/contract';
import { systematicAncestors } from '../ensemble/resample.ts';
import { quantiles } from './quantile.ts';

/** Values of the members of a belief, with their normalised weights or null when all weigh the same. */
export interface Ensemble {
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
}

/** How a quantity changed from one belief to a later one. */
export interface Change {
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
  /** Probability that it is higher now, and that it is lower, 0 to 1. */
  readonly higher: number;
  readonly lower: number;
}

/** Pairs drawn where members do not correspond. */
const PAIRS = 4000;

/**
 * Later minus earlier. With `paired`, member m is compared with member m, as holds for filters that move members and never draw them
 * anew, so that what both share (a person's parameters) cancels. Otherwise the two are taken to be independent, which widens the
 * interval and never narrows it for quantities that go together: members of each are drawn by weight and matched at random.
 */
export function changeBetween(
  earlier: Ensemble,
  later: Ensemble,
  paired: boolean,
  random: RandomSource,
): Change {
  const differences = paired
    ? later.values.map((value, m) => value - earlier.values[m]!)
    : drawnPairs(earlier, later, random);
  const weights = paired ? later.weights : null;
  const [q05, q50, q95] = quantiles(differences, weights, [0.05, 0.5, 0.95]);
  let [higher, lower] = [0, 0];
  differences.forEach((difference, m) => {
    const weight = weights?.[m] ?? 1;
    if (difference > 0) higher += weight;
    if (difference < 0) lower += weight;
  });
  const whole = weights === null ? differences.length : 1;
  const share = (sum: number): number => Math.min(1, sum / whole);
  return { q05: q05!, q50: q50!, q95: q95!, higher: share(higher), lower: share(lower) };
}

function drawnPairs(earlier: Ensemble, later: Ensemble, random: RandomSource): Float64Array {
  const draws = random.derive('pairs').draws(0, 0, 0);
  const before = systematicAncestors(earlier.weights, earlier.values.length, PAIRS, draws.uniform());
  const after = systematicAncestors(later.weights, later.values.length, PAIRS, draws.uniform());
  for (let k = PAIRS - 1; k > 0; k--) {
    const other = Math.floor(draws.uniform() * (k + 1));
    [after[k], after[other]] = [after[other]!, after[k]!];
  }
  return Float64Array.from(
    { length: PAIRS },
    (_, k) => later.values[after[k]!]! - earlier.values[before[k]!]!,
  );
}
