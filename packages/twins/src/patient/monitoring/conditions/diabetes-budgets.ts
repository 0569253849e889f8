import type { AlertBudget } from '../alert-budget.ts';

/** What budgets buy, learnt by `scripts/learn-alert-budgets.ts` from declared synthetic people. */
export const DIABETES_BUDGETS: readonly AlertBudget[] = [
  {
    alertsPerYear: 0.25,
    cumulative: 20.07,
    distance: 3.17,
    alerts: 5434,
    precision: 0.493,
    lead: { low: 2, median: 3, high: 6 },
  },
  {
    alertsPerYear: 0.5,
    cumulative: 17.96,
    distance: 2.93,
    alerts: 8647,
    precision: 0.362,
    lead: { low: 2, median: 4, high: 7 },
  },
  {
    alertsPerYear: 0.75,
    cumulative: 16.71,
    distance: 2.8,
    alerts: 11685,
    precision: 0.294,
    lead: { low: 2, median: 4, high: 7 },
  },
  {
    alertsPerYear: 1,
    cumulative: 15.85,
    distance: 2.71,
    alerts: 14670,
    precision: 0.249,
    lead: { low: 2, median: 4, high: 7 },
  },
  {
    alertsPerYear: 1.5,
    cumulative: 14.59,
    distance: 2.6,
    alerts: 20545,
    precision: 0.196,
    lead: { low: 2, median: 5, high: 8 },
  },
  {
    alertsPerYear: 2,
    cumulative: 13.68,
    distance: 2.51,
    alerts: 26443,
    precision: 0.166,
    lead: { low: 2, median: 5, high: 8 },
  },
  {
    alertsPerYear: 3,
    cumulative: 12.34,
    distance: 2.39,
    alerts: 38096,
    precision: 0.132,
    lead: { low: 2, median: 5, high: 9 },
  },
  {
    alertsPerYear: 4,
    cumulative: 11.35,
    distance: 2.31,
    alerts: 49691,
    precision: 0.112,
    lead: { low: 3, median: 6, high: 9 },
  },
];
