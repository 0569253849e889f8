import type { DeteriorationRule } from './deterioration.ts';

/**
 * Worsening heart failure at home: weight and what a wearable tells. Scatter and wander are those of the declared synthetic people
 * (`verify monitoring`), chosen to be like those in reports of home monitoring (Koehler et al. 2018, Lancet 392:1047; Stehlik et al.
 * 2020, Circ. Heart Fail. 13:e006513); no open recording of people who worsened exists to learn them from. Budgets come from stable
 * people of that kind, drawn with seeds that verification does not use (`scripts/learn-alert-budgets.ts`).
 */
export const HEART_FAILURE: DeteriorationRule = {
  name: 'heart-failure',
  vitals: [
    {
      name: 'weight',
      label: 'Weight',
      unit: 'kg',
      worse: 1,
      typical: 82,
      between: 15,
      scatter: 0.55,
      wander: 0.09,
      weight: 1,
    },
    {
      name: 'heart-rate',
      label: 'Resting heart rate',
      unit: '/min',
      worse: 1,
      typical: 72,
      between: 9,
      scatter: 2.6,
      wander: 0.35,
      weight: 1,
    },
    {
      name: 'respiratory-rate',
      label: 'Respiratory rate at night',
      unit: '/min',
      worse: 1,
      typical: 17,
      between: 2.5,
      scatter: 0.95,
      wander: 0.12,
      weight: 1,
    },
    {
      name: 'activity',
      label: 'Active hours',
      unit: 'h',
      worse: -1,
      typical: 3,
      between: 1.2,
      scatter: 0.6,
      wander: 0.06,
      weight: 1,
    },
  ],
  allowance: 0.5,
  budgets: [
    { alertsPerYear: 0.25, cumulative: 10.91, distance: 3.29 },
    { alertsPerYear: 0.5, cumulative: 8.21, distance: 3.04 },
    { alertsPerYear: 1, cumulative: 5.5, distance: 2.74 },
    { alertsPerYear: 1.5, cumulative: 4.37, distance: 2.58 },
    { alertsPerYear: 2, cumulative: 3.78, distance: 2.44 },
    { alertsPerYear: 3, cumulative: 3.11, distance: 2.22 },
    { alertsPerYear: 4, cumulative: 2.72, distance: 2.02 },
  ],
};
