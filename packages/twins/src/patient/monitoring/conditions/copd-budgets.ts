import type { AlertBudget } from '../alert-budget.ts';

/** What budgets buy, learnt by `scripts/learn-alert-budgets.ts` from declared synthetic people. */
export const COPD_BUDGETS: readonly AlertBudget[] = [
  {
    alertsPerYear: 0.25,
    cumulative: 11.19,
    distance: 2.85,
    alerts: 8042,
    precision: 0.6569,
    lead: { low: 1, median: 2, high: 2 },
  },
  {
    alertsPerYear: 0.5,
    cumulative: 9.01,
    distance: 2.67,
    alerts: 12544,
    precision: 0.5605,
    lead: { low: 1, median: 2, high: 3 },
  },
  {
    alertsPerYear: 0.75,
    cumulative: 7.92,
    distance: 2.54,
    alerts: 16232,
    precision: 0.4914,
    lead: { low: 1, median: 2, high: 3 },
  },
  {
    alertsPerYear: 1,
    cumulative: 7.29,
    distance: 2.45,
    alerts: 19541,
    precision: 0.4367,
    lead: { low: 1, median: 2, high: 3 },
  },
  {
    alertsPerYear: 1.5,
    cumulative: 6.52,
    distance: 2.3,
    alerts: 25741,
    precision: 0.3596,
    lead: { low: 1, median: 2, high: 4 },
  },
  {
    alertsPerYear: 2,
    cumulative: 6.04,
    distance: 2.2,
    alerts: 31724,
    precision: 0.3071,
    lead: { low: 1, median: 2, high: 4 },
  },
  {
    alertsPerYear: 3,
    cumulative: 5.41,
    distance: 2.04,
    alerts: 43338,
    precision: 0.2401,
    lead: { low: 2, median: 3, high: 4 },
  },
  {
    alertsPerYear: 4,
    cumulative: 4.98,
    distance: 1.94,
    alerts: 54700,
    precision: 0.1979,
    lead: { low: 2, median: 3, high: 5 },
  },
];
