import type { AlertBudget } from '../alert-budget.ts';

/** What budgets buy, learnt by `scripts/learn-alert-budgets.ts` from declared synthetic people. */
export const COPD_BUDGETS: readonly AlertBudget[] = [
  {
    alertsPerYear: 0.25,
    cumulative: 12.11,
    distance: 2.97,
    alerts: 3834,
    precision: 0.637,
    lead: { low: 1, median: 2, high: 2 },
  },
  {
    alertsPerYear: 0.5,
    cumulative: 9.62,
    distance: 2.77,
    alerts: 6137,
    precision: 0.546,
    lead: { low: 1, median: 2, high: 3 },
  },
  {
    alertsPerYear: 0.75,
    cumulative: 8.39,
    distance: 2.64,
    alerts: 8022,
    precision: 0.481,
    lead: { low: 1, median: 2, high: 3 },
  },
  {
    alertsPerYear: 1,
    cumulative: 7.66,
    distance: 2.53,
    alerts: 9709,
    precision: 0.429,
    lead: { low: 1, median: 2, high: 3 },
  },
  {
    alertsPerYear: 1.5,
    cumulative: 6.8,
    distance: 2.38,
    alerts: 12890,
    precision: 0.352,
    lead: { low: 1, median: 2, high: 4 },
  },
  {
    alertsPerYear: 2,
    cumulative: 6.27,
    distance: 2.27,
    alerts: 15883,
    precision: 0.3,
    lead: { low: 1, median: 2, high: 4 },
  },
  {
    alertsPerYear: 3,
    cumulative: 5.56,
    distance: 2.1,
    alerts: 21794,
    precision: 0.234,
    lead: { low: 2, median: 3, high: 5 },
  },
  {
    alertsPerYear: 4,
    cumulative: 5.09,
    distance: 1.99,
    alerts: 27478,
    precision: 0.193,
    lead: { low: 2, median: 3, high: 5 },
  },
];
