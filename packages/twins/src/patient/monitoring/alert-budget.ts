import { TwinwardError } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';
import type { DeteriorationRule, DeteriorationStatistics } from './deterioration.ts';

/** What a budget of false alerts buys, as learnt from declared synthetic people. */
export interface AlertBudget {
  readonly alertsPerYear: number;
  /** Thresholds of the two statistics. */
  readonly cumulative: number;
  readonly distance: number;
  /** Of how many alerts within this budget what follows was learnt. */
  readonly alerts: number;
  /** Share of these alerts that an event followed within 30 days. */
  readonly precision: number;
  /** Days from these to the event: quartiles. */
  readonly lead: { readonly low: number; readonly median: number; readonly high: number };
}

/** An alert that was raised stands until both statistics have fallen below this share of their thresholds. */
const STANDING_SHARE = 0.5;
/** Days after an alert in which no other begins. */
export const REFRACTORY_DAYS = 7;

/**
 * What a budget of false alerts in a patient-year buys, between the budgets of a rule on the scale of their logarithm.
 * Throws `usage` for a budget the rule was not tried with.
 */
export function budgetAt({ budgets, name }: DeteriorationRule, alertsPerYear: number): AlertBudget {
  const above = budgets.findIndex((budget) => budget.alertsPerYear >= alertsPerYear);
  const upper = budgets[above];
  if (upper !== undefined && upper.alertsPerYear === alertsPerYear) return upper;
  const lower = budgets[above - 1];
  if (upper === undefined || lower === undefined) {
    throw new TwinwardError('usage', `${name} was not tried with ${alertsPerYear} alerts a year`, {
      field: 'alertsPerYear',
      remedy: `choose ${budgets[0]?.alertsPerYear} to ${budgets.at(-1)?.alertsPerYear}`,
    });
  }
  const share = log(alertsPerYear / lower.alertsPerYear) / log(upper.alertsPerYear / lower.alertsPerYear);
  const between = (a: number, b: number): number => a + share * (b - a);
  return {
    alertsPerYear,
    cumulative: between(lower.cumulative, upper.cumulative),
    distance: between(lower.distance, upper.distance),
    alerts: Math.min(lower.alerts, upper.alerts),
    precision: between(lower.precision, upper.precision),
    lead: {
      low: between(lower.lead.low, upper.lead.low),
      median: between(lower.lead.median, upper.lead.median),
      high: between(lower.lead.high, upper.lead.high),
    },
  };
}

/** Whether an alert would begin within a budget, would stand if it was raised, or there is nothing. */
export function levelWithin(
  { cumulative, distance }: Pick<AlertBudget, 'cumulative' | 'distance'>,
  seen: DeteriorationStatistics,
): 'begins' | 'stands' | 'clear' {
  if (seen.cumulative >= cumulative || seen.distance >= distance) return 'begins';
  const stands = seen.cumulative > STANDING_SHARE * cumulative || seen.distance > STANDING_SHARE * distance;
  return stands ? 'stands' : 'clear';
}

/**
 * How rare such a day is: the smallest budget within which an alert would begin, between those of the rule; not below the smallest
 * nor above the largest.
 */
export function rarityOf({ budgets }: DeteriorationRule, seen: DeteriorationStatistics): number {
  return Math.min(rarity(budgets, 'cumulative', seen.cumulative), rarity(budgets, 'distance', seen.distance));
}

function rarity(budgets: readonly AlertBudget[], of: 'cumulative' | 'distance', value: number): number {
  const first = budgets[0]!;
  const last = budgets.at(-1)!;
  if (value >= first[of]) return first.alertsPerYear;
  const above = budgets.findIndex((budget) => budget[of] <= value);
  if (above === -1) return last.alertsPerYear;
  const [lower, upper] = [budgets[above - 1]!, budgets[above]!];
  const share = (value - lower[of]) / (upper[of] - lower[of]);
  return exp(log(lower.alertsPerYear) + share * log(upper.alertsPerYear / lower.alertsPerYear));
}
