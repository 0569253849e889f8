import type { Column, Parameter } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';
import { memoryColumn, stateColumn } from '../../belief-columns.ts';
import type { Kinetics } from './kinetics.ts';
import { FREE_LIVING } from './population.ts';

const SOURCE =
  'Reference physiologies learned from thirteen recordings (Hall et al. 2018), first 70 % of each; the weights are tempered and fade over about 500 readings';

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
  stateColumn('G', 'Plasma glucose above the baseline', 'mg/dL'),
  stateColumn('X', 'Insulin-like action, as glucose it answers', 'mg/dL'),
  stateColumn('A1', 'Appearing glucose, first stage of the gut', 'mg/dL'),
  stateColumn('A2', 'Appearing glucose, second stage of the gut', 'mg/dL'),
  stateColumn('I', 'Glucose at the sensor above the baseline', 'mg/dL'),
  stateColumn('B', 'Baseline above the personal mean', 'mg/dL'),
  stateColumn('E', 'Slow error of the sensor', 'mg/dL'),
  stateColumn('volatility', 'Restlessness now, against the usual', '1', 'log'),
  stateColumn('scale', 'Variance of all disturbances, against the reference', '1', 'log'),
  ...RATES.map(([name, label, unit]): Column => ({ name, label, unit, role: 'parameter', scale: 'log' })),
  memoryColumn('mean', 'Personal mean glucose', 'mg/dL'),
  memoryColumn('scaleWeight', 'Readings behind the variance', '{count}'),
  memoryColumn('score', 'Faded sum of log scores', '1'),
  memoryColumn('physiology', 'Number of the reference physiology', '1'),
  memoryColumn('gain', 'Rise of glucose per gram of carbohydrate', 'mg/dL/g'),
  memoryColumn('mealG', 'Response of plasma glucose to logged food, per unit of gain', 'g'),
  memoryColumn('mealX', 'Response of insulin-like action to logged food', 'g'),
  memoryColumn('mealA1', 'Logged food in the first stage of the gut', 'g'),
  memoryColumn('mealA2', 'Logged food in the second stage of the gut', 'g'),
  memoryColumn('mealI', 'Response of the sensor site to logged food', 'g'),
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
