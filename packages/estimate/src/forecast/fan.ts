import type { PathSet } from '@twinward/contract';
import { meanOf } from '../ensemble/moments.ts';
import { pathColumn } from './path-column.ts';
import { quantiles } from './quantile.ts';

/** Mean and quantiles at 5, 25, 50, 75 and 95 % over time, each [T], in the paths' unit. */
export interface Fan {
  readonly mean: readonly number[];
  readonly q05: readonly number[];
  readonly q25: readonly number[];
  readonly q50: readonly number[];
  readonly q75: readonly number[];
  readonly q95: readonly number[];
}

/** The fan of a set of paths over `times` instants (their number), with normalised weights [size] or, if null, equal ones. */
export function fanOf(paths: PathSet, times: number, weights: Float64Array | null): Fan {
  const columns = Array.from({ length: times }, (_, t) => pathColumn(paths, times, t));
  const rows = columns.map((c) => quantiles(c, weights, [0.05, 0.25, 0.5, 0.75, 0.95]));
  const level = (k: number) => rows.map((row) => row[k]!);
  return {
    mean: columns.map((c) => meanOf(c, weights)),
    q05: level(0),
    q25: level(1),
    q50: level(2),
    q75: level(3),
    q95: level(4),
  };
}
