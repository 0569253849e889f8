import { normalCumulative } from '@twinward/estimate';
import { log } from '@twinward/simulate';
import type { SyntheticCondition } from './synthetic-condition.ts';

/** People with type 1 diabetes: a continuous glucose sensor, a pump or pen that counts, a scale, and a ketone meter used now and then. */
export const DIABETES_PEOPLE: SyntheticCondition = {
  name: 'diabetes',
  vitals: [
    {
      name: 'mean',
      scale: 'log',
      level: { mean: 165, sd: 25, least: 110 },
      drift: 0.004,
      swing: { memory: 0.4, sd: 0.08 },
      noise: 0.1,
      weekend: 0.02,
      device: 'sensor',
      step: 0.1,
      bounds: [50, 380],
    },
    {
      name: 'variation',
      scale: 'log',
      level: { mean: 34, sd: 5, least: 20 },
      drift: 0.004,
      swing: { memory: 0.3, sd: 0.06 },
      noise: 0.15,
      weekend: 0.04,
      device: 'sensor',
      step: 0.1,
      bounds: [8, 90],
    },
    {
      name: 'wear',
      scale: 'linear',
      level: { mean: 94, sd: 3, least: 75 },
      drift: 0,
      swing: { memory: 0, sd: 0 },
      noise: 4,
      weekend: 0,
      device: 'sensor',
      step: 0.1,
      bounds: [30, 100],
    },
    {
      name: 'insulin',
      scale: 'log',
      level: { mean: 45, sd: 14, least: 15 },
      drift: 0.004,
      swing: { memory: 0.3, sd: 0.05 },
      noise: 0.12,
      weekend: 0.03,
      device: 'pump',
      step: 0.1,
      bounds: [1, 250],
    },
    {
      name: 'weight',
      scale: 'linear',
      level: { mean: 76, sd: 13, least: 40 },
      drift: 0.02,
      swing: { memory: 0.6, sd: 0.3 },
      noise: 0.2,
      weekend: 0,
      device: 'scale',
      step: 0.1,
      bounds: [30, 250],
    },
    {
      name: 'ketones',
      scale: 'linear',
      level: { mean: 0.15, sd: 0.05, least: 0.05 },
      drift: 0,
      swing: { memory: 0.3, sd: 0.03 },
      noise: 0.07,
      weekend: 0,
      device: 'ketone meter',
      step: 0.1,
      bounds: [0, 8],
    },
  ],
  events: [
    {
      name: 'severe low',
      perYear: 1,
      apart: 14,
      buildUp: { mean: 2, sd: 0.7, least: 1, most: 4 },
      recovery: 2,
      signs: {
        mean: { share: 0.7, least: -0.4, most: -0.1 },
        variation: { share: 0.75, least: 0.1, most: 0.5 },
        insulin: { share: 0.3, least: 0.05, most: 0.25 },
      },
    },
    {
      name: 'ketoacidosis',
      perYear: 0.08,
      apart: 30,
      buildUp: { mean: 3, sd: 1.5, least: 1, most: 8 },
      recovery: 4,
      signs: {
        mean: { share: 0.9, least: 0.25, most: 0.7 },
        insulin: { share: 0.6, least: -0.9, most: -0.2 },
        ketones: { share: 0.9, least: 0.6, most: 2.5 },
        weight: { share: 0.6, least: -3, most: -0.8 },
        wear: { share: 0.4, least: -50, most: -10 },
      },
    },
    {
      name: 'loss of control',
      perYear: 0.4,
      apart: 60,
      buildUp: { mean: 14, sd: 5, least: 5, most: 28 },
      recovery: 21,
      signs: {
        mean: { share: 1, least: 0.15, most: 0.45 },
        variation: { share: 0.5, least: 0.05, most: 0.25 },
        insulin: { share: 0.5, least: -0.4, most: -0.1 },
        wear: { share: 0.5, least: -40, most: -5 },
      },
    },
  ],
  nuisances: [
    {
      name: 'sick days',
      perYear: 1,
      apart: 20,
      lasts: [3, 6],
      moves: { mean: [0.05, 0.25], insulin: [0, 0.2] },
    },
    {
      name: 'feast',
      perYear: 6,
      apart: 14,
      lasts: [1, 3],
      moves: { mean: [0, 0.2], variation: [0.05, 0.3] },
    },
    {
      name: 'days of sport',
      perYear: 2,
      apart: 20,
      lasts: [2, 6],
      moves: { mean: [-0.2, -0.05], variation: [0, 0.2], insulin: [-0.2, -0.05] },
    },
    { name: 'a sensor that reads off', perYear: 2, apart: 20, lasts: [7, 12], moves: { mean: [-0.1, 0.1] } },
    {
      name: 'another insulin',
      perYear: 0.3,
      apart: 60,
      lasts: [1, Infinity],
      moves: { insulin: [-0.15, 0.15] },
    },
  ],
  use: { 'ketone meter': [0.1, 0.5], sensor: [0.85, 0.99] },
  foreseen: 14,
  after: 7,
  derive: (day) => ({ ...day, ...timesOutOfRange(day.mean ?? null, day.variation ?? null) }),
  sources: [
    'In the day before a severe low the low blood glucose index and variation rise and the mean falls; nothing is seen earlier than 48 h: Kovatchev et al. 2000, J. Clin. Endocrinol. Metab. 85:4287',
    'Severe lows of 0.4, 2.3 and 5.2 a half-year in people of low, moderate and high risk: Cox et al. 1998, Diabetes Care 21:1870; here 1 a year',
    'Ketoacidosis of 4.6 to 8 in 100 person-years: English, Ford 2009, Anaesthesia Tutorial of the Week 128; insulin left out and infection come before',
    'Glucose of a day is taken as log-normal, from which times below 70 and above 250 mg/dL follow',
    'Loss of control of 0.4 a year, sizes and shares of all signs, sick days, feasts and sport: assumptions',
  ],
};

/** Per cent of a day below 70 and above 250 mg/dL at a mean (mg/dL) and coefficient of variation (%), to a reading in 288. */
function timesOutOfRange(
  mean: number | null,
  variation: number | null,
): { readonly below: number | null; readonly above: number | null } {
  if (mean === null || variation === null) return { below: null, above: null };
  const variance = log(1 + (variation / 100) ** 2);
  const [sd, median] = [Math.sqrt(variance), log(mean) - variance / 2];
  const share = (limit: number): number => normalCumulative((log(limit) - median) / sd);
  const readings = (x: number): number => (100 * Math.round(288 * x)) / 288;
  return { below: readings(share(70)), above: readings(1 - share(250)) };
}
