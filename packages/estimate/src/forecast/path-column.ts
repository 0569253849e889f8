import type { PathSet } from '@twinward/contract';

/** The values of all paths [size] at one of `count` times. */
export function pathColumn(paths: PathSet, count: number, time: number): Float64Array {
  const size = count === 0 ? 0 : paths.values.length / count;
  return Float64Array.from({ length: size }, (_, m) => paths.values[m * count + time]!);
}
