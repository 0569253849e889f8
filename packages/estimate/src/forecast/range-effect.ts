import type { PathSet } from '@twinward/contract';

/** Share of pairs of paths of which a scenario leaves less, or more, of the course outside a range. */
export interface RangeEffect {
  /** 0 to 1; what is missing to 1 is no difference. */
  readonly benefit: number;
  readonly harm: number;
}

/** Differences below this share of the baseline's own excess are rounding. */
const ROUNDING = 1e-9;

/**
 * What a scenario does to how far and how long a quantity lies outside a range: each path's mean distance beyond the nearer bound is
 * compared with that of its own baseline, so that leaving the range, staying out longer and going out farther all count. Paths of the
 * two must be paired, [size x times], by common random numbers; a bound of null is none.
 *
 * @example
 * const before = { name: 'pressure', unit: 'mm[Hg]', of: 'output', values: Float64Array.of(50, 60) };
 * const after = { ...before, values: Float64Array.of(60, 70) };
 * rangeEffect(before, after, 1, { low: 65, high: null }).benefit; // 1
 */
export function rangeEffect(
  baseline: PathSet,
  scenario: PathSet,
  times: number,
  range: { readonly low: number | null; readonly high: number | null },
): RangeEffect {
  const low = range.low ?? Number.NEGATIVE_INFINITY;
  const high = range.high ?? Number.POSITIVE_INFINITY;
  const outside = ({ values }: PathSet, m: number): number => {
    let sum = 0;
    for (let t = 0; t < times; t++) {
      const x = values[m * times + t]!;
      sum += Math.max(0, low - x, x - high);
    }
    return sum / times;
  };
  const size = baseline.values.length / times;
  let [better, worse] = [0, 0];
  for (let m = 0; m < size; m++) {
    const [before, after] = [outside(baseline, m), outside(scenario, m)];
    const slack = ROUNDING * Math.max(before, after);
    if (after < before - slack) better++;
    if (after > before + slack) worse++;
  }
  return { benefit: better / size, harm: worse / size };
}
