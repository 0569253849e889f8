import type { Column, Parameter } from '@twinward/contract';
import { s2008Equations } from './equations.ts';
import { SPREAD } from './population.ts';

const POPULATION =
  'UVA/Padova S2008 virtual adults as published with simglucose (vpatient_params.csv); medians by age group';

/** The parameters a twin learns from its person; all others stay typical of the age group. Priors shown are the adults'. */
export const ESTIMATED: readonly Parameter[] = (
  [
    ['Gb', 'Glucose at which basal insulin holds this person', 'mg/dL'],
    ['Vmx', 'Insulin sensitivity of muscle and fat', 'mg/kg/min/(pmol/L)'],
    ['kp3', 'Insulin sensitivity of the liver', 'mg/kg/min/(pmol/L)'],
    ['kabs', 'Speed of absorption from the gut', '/min'],
    ['kmax', 'Fastest emptying of the stomach', '/min'],
    ['p2u', 'Speed of insulin action on uptake', '/min'],
    ['ki', 'Speed of insulin action on the liver', '/min'],
  ] as const
).map(([name, label, unit]) => ({
  name,
  label,
  unit,
  prior: { kind: 'logNormal', ...SPREAD.adult[name] },
  source: POPULATION,
  role: 'estimated',
}));

const STATE_LABELS: Readonly<Record<string, string>> = {
  Qsto1: 'Solid carbohydrate in the stomach',
  Qsto2: 'Ground carbohydrate in the stomach',
  Qgut: 'Carbohydrate in the gut',
  Gp: 'Glucose in plasma and fast tissue',
  Gt: 'Glucose in slow tissue',
  Ip: 'Insulin in plasma',
  X: 'Insulin action on uptake',
  I1: 'Insulin action on the liver, first delay',
  Id: 'Insulin action on the liver',
  Il: 'Insulin in the liver',
  Isc1: 'Insulin under the skin, nonmonomeric',
  Isc2: 'Insulin under the skin, monomeric',
  Gs: 'Glucose under the skin',
};

/** Columns of a belief: the 13 states, two disturbances, the estimated parameters, and what is carried along. */
export const COLUMNS: readonly Column[] = [
  ...s2008Equations.states.map(
    (name): Column => ({
      name,
      label: STATE_LABELS[name]!,
      unit: s2008Equations.units[name],
      role: 'state',
      scale: name === 'Gp' || name === 'Gt' || name === 'Gs' ? 'log' : 'linear',
    }),
  ),
  {
    name: 'flux',
    label: 'Unexplained appearance of glucose',
    unit: 'mg/kg/min',
    role: 'state',
    scale: 'linear',
  },
  { name: 'sensor', label: 'Slow error of the sensor', unit: '1', role: 'state', scale: 'linear' },
  ...ESTIMATED.map(
    ({ name, label, unit }): Column => ({ name, label, unit, role: 'parameter', scale: 'log' }),
  ),
  { name: 'D', label: 'Size of the latest meal', unit: 'mg', role: 'memory', scale: 'linear' },
  { name: 'BW', label: 'Body weight', unit: 'kg', role: 'memory', scale: 'linear' },
  { name: 'basal', label: 'Programmed basal insulin', unit: 'U/min', role: 'memory', scale: 'linear' },
  { name: 'group', label: 'Age group: adult, adolescent, child', unit: '1', role: 'memory', scale: 'linear' },
];

/** Where each column lies in a row. */
export const AT: Readonly<Record<string, number>> = Object.fromEntries(
  COLUMNS.map((column, i) => [column.name, i]),
);

/** Numbers in a row. */
export const WIDTH: number = COLUMNS.length;
