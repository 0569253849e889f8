import type { AlertBudget } from '../alert-budget.ts';

/** What budgets buy, learnt by `scripts/learn-alert-budgets.ts` from declared synthetic people. */
export const HEART_FAILURE_BUDGETS: readonly AlertBudget[] = [
  {
    alertsPerYear: 0.25,
    cumulative: 16.62,
    distance: 2.98,
    alerts: 6165,
    precision: 0.553,
    lead: { low: 2, median: 5, high: 8 },
  },
  {
    alertsPerYear: 0.5,
    cumulative: 12.99,
    distance: 2.79,
    alerts: 9750,
    precision: 0.4344,
    lead: { low: 3, median: 6, high: 10 },
  },
  {
    alertsPerYear: 0.75,
    cumulative: 10.68,
    distance: 2.66,
    alerts: 13024,
    precision: 0.3654,
    lead: { low: 3, median: 6, high: 11 },
  },
  {
    alertsPerYear: 1,
    cumulative: 9.33,
    distance: 2.56,
    alerts: 16083,
    precision: 0.3157,
    lead: { low: 4, median: 7, high: 12 },
  },
  {
    alertsPerYear: 1.5,
    cumulative: 7.99,
    distance: 2.4,
    alerts: 21966,
    precision: 0.2488,
    lead: { low: 4, median: 8, high: 13 },
  },
  {
    alertsPerYear: 2,
    cumulative: 7.24,
    distance: 2.28,
    alerts: 27756,
    precision: 0.2048,
    lead: { low: 4, median: 9, high: 14 },
  },
  {
    alertsPerYear: 3,
    cumulative: 6.35,
    distance: 2.06,
    alerts: 39145,
    precision: 0.1551,
    lead: { low: 5, median: 10, high: 16 },
  },
  {
    alertsPerYear: 4,
    cumulative: 5.77,
    distance: 1.88,
    alerts: 50498,
    precision: 0.1263,
    lead: { low: 6, median: 11, high: 18 },
  },
];
