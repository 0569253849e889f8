import {
  type DeteriorationRule,
  type DeteriorationStatistics,
  followDeterioration,
  openDeterioration,
} from './deterioration.ts';

/** The statistics of every day of a person whose daily values are all known. */
export function followDays(
  rule: DeteriorationRule,
  days: readonly Readonly<Record<string, number | null>>[],
): readonly DeteriorationStatistics[] {
  let state = openDeterioration(rule);
  return days.map((values) => {
    const { state: after, cumulative, distance } = followDeterioration(rule, state, values);
    state = after;
    return { cumulative, distance };
  });
}
