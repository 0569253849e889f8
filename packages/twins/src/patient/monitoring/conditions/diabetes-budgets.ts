import type { AlertBudget } from '../alert-budget.ts';

/** What budgets buy, learnt by `scripts/learn-alert-budgets.ts` from declared synthetic people. */
export const DIABETES_BUDGETS: readonly AlertBudget[] = [
  {
    alertsPerYear: 0.25,
    cumulative: 20.01,
    distance: 3.18,
    alerts: 5431,
    precision: 0.4936,
    lead: { low: 2, median: 3, high: 6 },
  },
  {
    alertsPerYear: 0.5,
    cumulative: 17.97,
    distance: 2.93,
    alerts: 8630,
    precision: 0.3632,
    lead: { low: 2, median: 4, high: 7 },
  },
  {
    alertsPerYear: 0.75,
    cumulative: 16.73,
    distance: 2.8,
    alerts: 11704,
    precision: 0.2942,
    lead: { low: 2, median: 4, high: 7 },
  },
  {
    alertsPerYear: 1,
    cumulative: 15.88,
    distance: 2.71,
    alerts: 14681,
    precision: 0.2494,
    lead: { low: 2, median: 4, high: 7 },
  },
  {
    alertsPerYear: 1.5,
    cumulative: 14.63,
    distance: 2.6,
    alerts: 20536,
    precision: 0.1973,
    lead: { low: 2, median: 5, high: 8 },
  },
  {
    alertsPerYear: 2,
    cumulative: 13.73,
    distance: 2.51,
    alerts: 26426,
    precision: 0.1667,
    lead: { low: 2, median: 5, high: 8 },
  },
  {
    alertsPerYear: 3,
    cumulative: 12.39,
    distance: 2.39,
    alerts: 38070,
    precision: 0.1326,
    lead: { low: 2, median: 5, high: 9 },
  },
  {
    alertsPerYear: 4,
    cumulative: 11.4,
    distance: 2.31,
    alerts: 49648,
    precision: 0.1125,
    lead: { low: 3, median: 6, high: 9 },
  },
];
