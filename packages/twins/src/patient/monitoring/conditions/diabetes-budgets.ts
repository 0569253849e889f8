import type { AlertBudget } from '../alert-budget.ts';

/** What budgets buy, learnt by `scripts/learn-alert-budgets.ts` from declared synthetic people. */
export const DIABETES_BUDGETS: readonly AlertBudget[] = [
  {
    alertsPerYear: 0.25,
    cumulative: 13.59,
    distance: 3.24,
    alerts: 2740,
    precision: 0.493,
    lead: { low: 2, median: 3, high: 6 },
  },
  {
    alertsPerYear: 0.5,
    cumulative: 11.92,
    distance: 2.99,
    alerts: 4329,
    precision: 0.358,
    lead: { low: 2, median: 4, high: 7 },
  },
  {
    alertsPerYear: 0.75,
    cumulative: 10.98,
    distance: 2.85,
    alerts: 5889,
    precision: 0.294,
    lead: { low: 2, median: 4, high: 7 },
  },
  {
    alertsPerYear: 1,
    cumulative: 10.33,
    distance: 2.76,
    alerts: 7410,
    precision: 0.251,
    lead: { low: 2, median: 4, high: 7 },
  },
  {
    alertsPerYear: 1.5,
    cumulative: 9.38,
    distance: 2.64,
    alerts: 10396,
    precision: 0.198,
    lead: { low: 2, median: 4, high: 8 },
  },
  {
    alertsPerYear: 2,
    cumulative: 8.7,
    distance: 2.55,
    alerts: 13332,
    precision: 0.167,
    lead: { low: 2, median: 5, high: 8 },
  },
  {
    alertsPerYear: 3,
    cumulative: 7.76,
    distance: 2.43,
    alerts: 19300,
    precision: 0.135,
    lead: { low: 2, median: 5, high: 9 },
  },
  {
    alertsPerYear: 4,
    cumulative: 7.08,
    distance: 2.35,
    alerts: 25086,
    precision: 0.114,
    lead: { low: 3, median: 5, high: 9 },
  },
];
