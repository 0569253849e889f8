import { studentQuantile } from '@twinward/estimate';
import type { FigureEstimate } from './hospital-result.ts';

/**
 * Means over replications with 95 % intervals, none of those that grow; those that grow only until a run ends by itself say so. A replication
 * without a figure does not count for it.
 */
export function figureEstimates(
  samples: readonly Readonly<Record<string, number>>[],
  growing: Readonly<Record<string, string>>,
  bound: Readonly<Record<string, string>> = {},
): Readonly<Record<string, FigureEstimate>> {
  const names = new Set(samples.flatMap((sample) => Object.keys(sample)));
  return Object.fromEntries(
    [...names].map((name) => {
      const estimate = estimateOf(samples.map((sample) => sample[name] ?? Number.NaN));
      if (name in growing) return [name, { ...estimate, why: growing[name]! }];
      return [name, name in bound ? { ...estimate, bound: bound[name]! } : estimate];
    }),
  );
}

/** The mean of numbers, those aside that are none, with its 95 % interval. */
export function estimateOf(given: readonly number[]): FigureEstimate {
  const values = given.filter((value) => !Number.isNaN(value));
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const sd = count > 1 ? Math.sqrt(squares / (count - 1)) : Number.NaN;
  const half = (studentQuantile(0.975, count - 1) * sd) / Math.sqrt(count);
  return { mean, low: mean - half, high: mean + half, sd, count };
}
