import { type AlertBudget, levelWithin, REFRACTORY_DAYS } from './alert-budget.ts';
import type { DeteriorationStatistics } from './deterioration.ts';

/** The days, from 0, on which alerts begin within a budget: once an episode, and not within the refractory days after one. */
export function alertDays(
  budget: Pick<AlertBudget, 'cumulative' | 'distance'>,
  days: readonly DeteriorationStatistics[],
): readonly number[] {
  const begun: number[] = [];
  let stands = false;
  let ended = Number.NEGATIVE_INFINITY;
  days.forEach((day, t) => {
    const level = levelWithin(budget, day);
    if (stands && level === 'clear') {
      stands = false;
      ended = t;
    } else if (!stands && level === 'begins' && t > ended + REFRACTORY_DAYS) {
      stands = true;
      begun.push(t);
    }
  });
  return begun;
}
