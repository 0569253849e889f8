import type { AlertBudget } from '../alert-budget.ts';

/** What budgets buy, learnt by `scripts/learn-alert-budgets.ts` from declared synthetic people. */
export const HEART_FAILURE_BUDGETS: readonly AlertBudget[] = [
  {
    alertsPerYear: 0.25,
    cumulative: 12.61,
    distance: 3.14,
    alerts: 3083,
    precision: 0.548,
    lead: { low: 2, median: 5, high: 8 },
  },
  {
    alertsPerYear: 0.5,
    cumulative: 9.47,
    distance: 2.93,
    alerts: 4822,
    precision: 0.423,
    lead: { low: 3, median: 5, high: 10 },
  },
  {
    alertsPerYear: 0.75,
    cumulative: 7.5,
    distance: 2.76,
    alerts: 6498,
    precision: 0.357,
    lead: { low: 3, median: 6, high: 10 },
  },
  {
    alertsPerYear: 1,
    cumulative: 6.42,
    distance: 2.67,
    alerts: 8067,
    precision: 0.309,
    lead: { low: 3, median: 7, high: 11 },
  },
  {
    alertsPerYear: 1.5,
    cumulative: 5.27,
    distance: 2.5,
    alerts: 11060,
    precision: 0.244,
    lead: { low: 4, median: 7, high: 13 },
  },
  {
    alertsPerYear: 2,
    cumulative: 4.67,
    distance: 2.36,
    alerts: 13966,
    precision: 0.204,
    lead: { low: 4, median: 8, high: 14 },
  },
  {
    alertsPerYear: 3,
    cumulative: 3.99,
    distance: 2.14,
    alerts: 19824,
    precision: 0.156,
    lead: { low: 5, median: 9, high: 16 },
  },
  {
    alertsPerYear: 4,
    cumulative: 3.57,
    distance: 1.95,
    alerts: 25436,
    precision: 0.129,
    lead: { low: 6, median: 11, high: 17 },
  },
];
