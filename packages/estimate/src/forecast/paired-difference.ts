import { type PathSet, TwinwardError } from '@twinward/contract';
import { type Fan, fanOf } from './fan.ts';
import { quantiles } from './quantile.ts';

/** Effect of a scenario on one summary of a path: its 5, 50 and 95 % quantiles over the pairs of paths, and the share in which it is up, and down. */
export interface PairedEffect {
  readonly what: 'highest' | 'lowest' | 'mean' | 'end';
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
  readonly higher: number;
  readonly lower: number;
}

/** Scenario minus baseline, path by path. */
export interface PairedDifference {
  readonly name: string;
  readonly unit: string;
  readonly of: 'observable' | 'output';
  readonly fan: Fan;
  readonly effects: readonly PairedEffect[];
}

/**
 * Scenario minus baseline, path m with path m. Both must come from one belief and one seed (common random numbers), so that
 * what differs is what the scenario did and not chance: the interval is that of the effect. `times` is the number of
 * instants. Throws `scenario.invalid` if the two are not paths of the same quantity, size and times.
 */
export function pairedDifference(
  baseline: PathSet,
  scenario: PathSet,
  times: number,
  weights: Float64Array | null,
): PairedDifference {
  const { name, unit, of } = baseline;
  const alike = name === scenario.name && unit === scenario.unit && of === scenario.of;
  if (!alike || times < 1 || baseline.values.length !== scenario.values.length) {
    throw new TwinwardError('scenario.invalid', `${name} and ${scenario.name} cannot be paired`, {
      remedy: 'run baseline and scenario with the same size, times and seed',
    });
  }
  const values = scenario.values.map((x, i) => x - baseline.values[i]!);
  const size = values.length / times;
  const summaries: Readonly<Record<PairedEffect['what'], (path: Float64Array) => number>> = {
    highest: (path) => path.reduce((a, b) => Math.max(a, b)),
    lowest: (path) => path.reduce((a, b) => Math.min(a, b)),
    mean: (path) => path.reduce((a, b) => a + b) / times,
    end: (path) => path[times - 1]!,
  };
  const row = (paths: PathSet, m: number) => paths.values.subarray(m * times, (m + 1) * times);
  const effects = (['highest', 'lowest', 'mean', 'end'] as const).map((what): PairedEffect => {
    const sample = Float64Array.from(
      { length: size },
      (_, m) => summaries[what](row(scenario, m)) - summaries[what](row(baseline, m)),
    );
    const [q05, q50, q95] = quantiles(sample, weights, [0.05, 0.5, 0.95]);
    const share = (side: number): number => {
      const sum = sample.reduce((a, x, m) => (Math.sign(x) === side ? a + (weights?.[m] ?? 1) : a), 0);
      return weights === null ? sum / size : Math.min(1, sum);
    };
    return { what, q05: q05!, q50: q50!, q95: q95!, higher: share(1), lower: share(-1) };
  });
  return { name, unit, of, fan: fanOf({ name, unit, of, values }, times, weights), effects };
}
