import type { CgmSeries } from '@twinward/connect/wearables';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Minutes between grid points. */
export const GRID_MINUTES = 5;

/** A recording on a grid of five minutes. */
export interface GlucoseGrid {
  readonly id: string;
  /** Milliseconds of the wall clock at the first point, counted as if its zone were UTC. */
  readonly start: number;
  /** mg/dL at each point; NaN where there is no reading. */
  readonly mgdl: Float64Array;
  /** The first point of the last 30 %. */
  readonly split: number;
}

/**
 * Puts a recording on a grid that starts at its first reading. Each reading goes to the nearest point, the later one if two meet;
 * nothing is interpolated. Two wears of one person months apart are joined: a gap of more than two days is shortened by whole
 * days to between one and two, so that the time of day stays. The split is at 70 % of the grid.
 */
export function fiveMinuteGrid({ id, times, mgdl }: CgmSeries): GlucoseGrid {
  const order = Array.from(times.keys()).sort((a, b) => times[a]! - times[b]!);
  const start = times[order[0]!]!;
  const points: (readonly [number, number])[] = [];
  let shortened = 0;
  order.forEach((i, rank) => {
    const gap = rank === 0 ? 0 : times[i]! - times[order[rank - 1]!]!;
    if (gap > 2 * DAY) shortened += (Math.floor(gap / DAY) - 1) * DAY;
    points.push([Math.round((times[i]! - shortened - start) / (GRID_MINUTES * MINUTE)), mgdl[i]!]);
  });
  const grid = new Float64Array(points.at(-1)![0] + 1).fill(Number.NaN);
  for (const [point, value] of points) grid[point] = value;
  return { id, start, mgdl: grid, split: Math.floor(grid.length * 0.7) };
}
