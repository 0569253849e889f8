import type { AlertBudget } from '../alert-budget.ts';

/** What budgets buy, learnt by `scripts/learn-alert-budgets.ts` from declared synthetic people. */
export const HEART_FAILURE_BUDGETS: readonly AlertBudget[] = [
  {
    alertsPerYear: 0.25,
    cumulative: 16.7,
    distance: 2.98,
    alerts: 6284,
    precision: 0.561,
    lead: { low: 2, median: 5, high: 8 },
  },
  {
    alertsPerYear: 0.5,
    cumulative: 12.97,
    distance: 2.79,
    alerts: 9767,
    precision: 0.435,
    lead: { low: 3, median: 6, high: 10 },
  },
  {
    alertsPerYear: 0.75,
    cumulative: 10.64,
    distance: 2.65,
    alerts: 13037,
    precision: 0.365,
    lead: { low: 3, median: 6, high: 11 },
  },
  {
    alertsPerYear: 1,
    cumulative: 9.3,
    distance: 2.56,
    alerts: 16109,
    precision: 0.315,
    lead: { low: 4, median: 7, high: 12 },
  },
  {
    alertsPerYear: 1.5,
    cumulative: 7.96,
    distance: 2.4,
    alerts: 21998,
    precision: 0.248,
    lead: { low: 4, median: 8, high: 13 },
  },
  {
    alertsPerYear: 2,
    cumulative: 7.23,
    distance: 2.28,
    alerts: 27650,
    precision: 0.205,
    lead: { low: 4, median: 9, high: 14 },
  },
  {
    alertsPerYear: 3,
    cumulative: 6.34,
    distance: 2.06,
    alerts: 38978,
    precision: 0.156,
    lead: { low: 5, median: 10, high: 16 },
  },
  {
    alertsPerYear: 4,
    cumulative: 5.76,
    distance: 1.88,
    alerts: 50269,
    precision: 0.127,
    lead: { low: 6, median: 11, high: 18 },
  },
];
