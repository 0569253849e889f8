import { studentQuantile } from '@twinward/estimate';
import type { FigureEstimate } from './hospital-result.ts';

/** Means over replications with 95 % intervals; a replication without a figure does not count for it. */
export function figureEstimates(
  samples: readonly Readonly<Record<string, number>>[],
): Readonly<Record<string, FigureEstimate>> {
  const names = new Set(samples.flatMap((sample) => Object.keys(sample)));
  return Object.fromEntries(
    [...names].map((name) => [name, estimateOf(samples.map((sample) => sample[name] ?? Number.NaN))]),
  );
}

/** The mean of numbers, those aside that are none, with its 95 % interval. */
export function estimateOf(given: readonly number[]): FigureEstimate {
  const values = given.filter((value) => !Number.isNaN(value));
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const sd = Math.sqrt(squares / (count - 1));
  const half = (studentQuantile(0.975, count - 1) * sd) / Math.sqrt(count);
  return { mean, low: mean - half, high: mean + half, sd, count };
}
