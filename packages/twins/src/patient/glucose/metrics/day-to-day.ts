// How much glucose differs from one day to the next at the same time of day.
import type { DayGrid } from './day-grid.ts';

/** Differences between grid values a number of hours apart, where both were measured. */
function differences({ step, mgdl }: DayGrid, hours: number): readonly number[] {
  const lag = Math.round(60 / step) * hours;
  const found: number[] = [];
  for (let i = lag; i < mgdl.length; i++) {
    const difference = mgdl[i]! - mgdl[i - lag]!;
    if (!Number.isNaN(difference)) found.push(difference);
  }
  return found;
}

/**
 * Continuous overall net glycaemic action over `hours`, mg/dL: the standard deviation of the differences (McDonnell et al. 2005, Diabetes
 * Technol Ther 7:253). Null if fewer than two pairs were measured.
 */
export function conga(grid: DayGrid, hours = 24): number | null {
  const found = differences(grid, hours);
  if (found.length < 2) return null;
  const mean = found.reduce((sum, d) => sum + d, 0) / found.length;
  return Math.sqrt(found.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (found.length - 1));
}

/**
 * Mean of daily differences, mg/dL: the mean absolute difference at the same time of consecutive days (Molnar et al. 1972,
 * Diabetologia 8:342). Null if no pair was measured.
 */
export function meanOfDailyDifferences({ step, mgdl }: DayGrid): number | null {
  const found = differences({ step, mgdl }, 24);
  return found.length === 0 ? null : found.reduce((sum, d) => sum + Math.abs(d), 0) / found.length;
}
