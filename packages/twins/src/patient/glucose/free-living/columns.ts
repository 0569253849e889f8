import type { Column, Parameter } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';
import type { Kinetics } from './kinetics.ts';
import { FREE_LIVING } from './population.ts';

const SOURCE =
  'Reference physiologies learned from thirteen recordings (Hall et al. 2018), first 70 % of each; the weights are tempered and fade over about 500 readings';

const state = (name: string, label: string, unit = 'mg/dL', scale: Column['scale'] = 'linear'): Column => ({
  name,
  label,
  unit,
  role: 'state',
  scale,
});
const memory = (name: string, label: string, unit: string): Column => ({
  name,
  label,
  unit,
  role: 'memory',
  scale: 'linear',
});

const RATES = [
  ['kg', 'Return of glucose to the baseline by itself', '/min'],
  ['si', 'Strength of insulin-like action', '/min'],
  ['px', 'Speed of insulin-like action', '/min'],
  ['ka', 'Speed of absorption from the gut', '/min'],
  ['ti', 'Lag from plasma to the sensor', 'min'],
] as const satisfies readonly (readonly [keyof Kinetics, string, string])[];

/** The rates that the weights of the physiologies estimate, in the order of their columns. */
export const ESTIMATED_RATES: readonly (keyof Kinetics)[] = RATES.map(([name]) => name);

/** Columns of a belief. A row of the belief is one reference physiology; a row of its branch is one future. */
export const COLUMNS: readonly Column[] = [
  state('G', 'Plasma glucose above the baseline'),
  state('X', 'Insulin-like action, as glucose it answers'),
  state('A1', 'Appearing glucose, first stage of the gut'),
  state('A2', 'Appearing glucose, second stage of the gut'),
  state('I', 'Glucose at the sensor above the baseline'),
  state('B', 'Baseline above the personal mean'),
  state('E', 'Slow error of the sensor'),
  state('volatility', 'Restlessness now, against the usual', '1', 'log'),
  state('scale', 'Variance of all disturbances, against the reference', '1', 'log'),
  ...RATES.map(([name, label, unit]): Column => ({ name, label, unit, role: 'parameter', scale: 'log' })),
  memory('mean', 'Personal mean glucose', 'mg/dL'),
  memory('scaleWeight', 'Readings behind the variance', '{count}'),
  memory('score', 'Faded sum of log scores', '1'),
  memory('physiology', 'Number of the reference physiology', '1'),
  memory('gain', 'Rise of glucose per gram of carbohydrate', 'mg/dL/g'),
  memory('mealG', 'Response of plasma glucose to logged food, per unit of gain', 'g'),
  memory('mealX', 'Response of insulin-like action to logged food', 'g'),
  memory('mealA1', 'Logged food in the first stage of the gut', 'g'),
  memory('mealA2', 'Logged food in the second stage of the gut', 'g'),
  memory('mealI', 'Response of the sensor site to logged food', 'g'),
];

/** Where each column after the seven states lies in a row. */
export const AT = {
  volatility: 7,
  scale: 8,
  rates: 9,
  mean: 14,
  scaleWeight: 15,
  score: 16,
  physiology: 17,
  gain: 18,
  meal: 19,
} as const;

/** Numbers in a row. */
export const WIDTH: number = COLUMNS.length;

/** Median rise of glucose per gram of carbohydrate at 70 kg, mg/dL, and the standard deviation of its logarithm. */
export const MEAL_GAIN = { median: 3, logSd: 0.5 } as const;

/** Median and log-sd of the log-normal with the mean and variance of the logarithms over the reference physiologies. */
function priorOf(name: keyof Kinetics): { readonly median: number; readonly logSd: number } {
  const logs = FREE_LIVING.points.map(({ kinetics }) => log(kinetics[name]));
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  const square = logs.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (logs.length - 1);
  return { median: exp(mean), logSd: Math.sqrt(square) };
}

/** The rates, with log-normal priors that match the mean and spread of the reference physiologies' logarithms; and the meal gain. */
export const PARAMETERS: readonly Parameter[] = [
  ...RATES.map(
    ([name, label, unit]): Parameter => ({
      name,
      label,
      unit,
      prior: { kind: 'logNormal', ...priorOf(name) },
      source: SOURCE,
      role: 'estimated',
    }),
  ),
  {
    name: 'gain',
    label: 'Rise of glucose per gram of carbohydrate, at 70 kg; inversely as weight',
    unit: 'mg/dL/g',
    prior: { kind: 'logNormal', ...MEAL_GAIN },
    source:
      'Stated, not fitted: 3 to 5 mg/dL per gram is usual teaching in type 1 diabetes; test meals of one recorded person without diabetes suggest 0.6 to 3',
    role: 'derived',
  },
];
