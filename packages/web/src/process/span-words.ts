import { formatSpan } from '../units/format.ts';

/** Quarters of a span in words: the median, and what half of them lie between. */
export function spanWords({
  q25,
  q50,
  q75,
}: {
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
}): string {
  if (q25 === q75) return formatSpan(q50 * 1000);
  return `${formatSpan(q50 * 1000)} (half: ${formatSpan(q25 * 1000)} to ${formatSpan(q75 * 1000)})`;
}

/** Seconds as hours for a table. */
export function hoursOf(seconds: number): number {
  return Number((seconds / 3600).toFixed(3));
}
