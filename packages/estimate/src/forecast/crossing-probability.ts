import { type Instant, type PathSet, type Threshold, TwinwardError } from '@twinward/contract';
import { quantile } from './quantile.ts';

/** How likely a threshold is to be crossed within the horizon. */
export interface CrossingProbability {
  /** Share of all paths that cross at any of the times, 0 to 1. */
  readonly probability: number;
  /** The same in fiftieths, rounded; but 1 or 49 where it is not exactly none or all. */
  readonly count: number;
  /** `9 of 50 futures go below 70 mg/dL`. */
  readonly words: string;
  /** Median time of the first crossing among the paths that cross; null if none does. */
  readonly typicalAt: Instant | null;
}

/**
 * The share of futures that cross a threshold at one of the times. The output of the name is watched, if there is one, else
 * the observable, whose readings carry their error. Throws `model.invalid` if neither is among the paths.
 */
export function probabilityOf(
  threshold: Threshold,
  paths: readonly PathSet[],
  times: readonly Instant[],
  weights: Float64Array | null,
): CrossingProbability {
  const named = paths.filter((p) => p.name === threshold.of);
  const watched = named.find((p) => p.of === 'output') ?? named[0];
  if (watched === undefined) {
    throw new TwinwardError('model.invalid', `the threshold ${threshold.name} watches ${threshold.of}`, {
      field: threshold.of,
      remedy: 'declare an output or observable of that name',
    });
  }
  const size = times.length === 0 ? 0 : watched.values.length / times.length;
  const first: Instant[] = [];
  const firstWeights: number[] = [];
  let probability = 0;
  for (let m = 0; m < size; m++) {
    const row = watched.values.subarray(m * times.length, (m + 1) * times.length);
    const at = row.findIndex((x) => (threshold.side === 'below' ? x < threshold.limit : x > threshold.limit));
    if (at === -1) continue;
    first.push(times[at]!);
    firstWeights.push(weights === null ? 1 / size : weights[m]!);
    probability += firstWeights.at(-1)!;
  }
  const share = first.length === size && size > 0 ? 1 : Math.min(1, probability);
  const rounded = Math.round(share * 50);
  const count = share === 0 || share === 1 ? rounded : Math.min(49, Math.max(1, rounded));
  const typical =
    share === 0
      ? null
      : quantile(first, weights === null ? null : firstWeights.map((w) => w / probability), 0.5);
  return {
    probability: share,
    count,
    words: `${count} of 50 futures ${threshold.words}`,
    typicalAt: typical === null ? null : (Math.round(typical) as Instant),
  };
}
