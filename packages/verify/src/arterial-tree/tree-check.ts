/** A figure and the range in which it must lie. */
export interface TreeCheck {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The mean of a course. */
export function meanOf(course: ArrayLike<number>): number {
  return Array.from(course).reduce((sum, value) => sum + value, 0) / course.length;
}

/** Highest less lowest of a course. */
export function pulseOf(course: ArrayLike<number>): number {
  const values = Array.from(course);
  return Math.max(...values) - Math.min(...values);
}

/** Root of the mean of squared differences. */
export function rms(ours: readonly number[], theirs: readonly number[]): number {
  return Math.sqrt(meanOf(ours.map((value, i) => (value - theirs[i]!) ** 2)));
}
