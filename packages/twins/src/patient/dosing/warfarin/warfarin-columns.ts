import type { Column, Parameter } from '@twinward/contract';
import { memoryColumn, stateColumn } from '../../belief-columns.ts';
import { HAMBERG_2010, SPREAD, WARFARIN } from './hamberg-2010.ts';

const parameter = (name: string, label: string, unit: string): Column => ({
  name,
  label,
  unit,
  role: 'parameter',
  scale: 'log',
});

/** The columns of a belief. */
export const WARFARIN_COLUMNS: readonly Column[] = [
  stateColumn('depot', 'S-warfarin yet to be absorbed', 'mg'),
  stateColumn('central', 'S-warfarin in the body', 'mg'),
  ...[1, 2].flatMap((chain) =>
    [1, 2, 3].map((stage) =>
      stateColumn(`chain-${chain}-${stage}`, `Clotting activity, chain ${chain}, stage ${stage}`, '1'),
    ),
  ),
  parameter('CL', 'Clearance of S-warfarin', 'L/h'),
  parameter('V', 'Volume of S-warfarin', 'L'),
  parameter('EC50', 'Level of S-warfarin at half effect', 'mg/L'),
  memoryColumn('base', 'INR without warfarin', '1'),
  memoryColumn('age', 'Age', 'a'),
];

/** Places of the columns. */
export const AT = { depot: 0, central: 1, chains: 2, CL: 8, V: 9, EC50: 10, base: 11, age: 12 } as const;

/** Columns of a member. */
export const WIDTH: number = WARFARIN_COLUMNS.length;

const logNormal = (median: number, logSd: number) => ({ kind: 'logNormal', median, logSd }) as const;

/** What is estimated, in a person of 71 with CYP2C9 *1/*1 and VKORC1 G/G; other genotypes and ages move the medians. */
export const WARFARIN_PARAMETERS: readonly Parameter[] = [
  {
    name: 'CL',
    label: 'Clearance of S-warfarin (age 71, CYP2C9 *1/*1)',
    unit: 'L/h',
    prior: logNormal(0.348, SPREAD.CL),
    source: `${HAMBERG_2010}, table 2`,
    role: 'estimated',
  },
  {
    name: 'V',
    label: 'Volume of S-warfarin',
    unit: 'L',
    prior: logNormal(WARFARIN.V, SPREAD.V),
    source: `${HAMBERG_2010}, table 2`,
    role: 'estimated',
  },
  {
    name: 'EC50',
    label: 'Level of S-warfarin at half effect (VKORC1 G/G)',
    unit: 'mg/L',
    prior: logNormal(4.1, SPREAD.EC50),
    source: `${HAMBERG_2010}, table 4`,
    role: 'estimated',
  },
];
