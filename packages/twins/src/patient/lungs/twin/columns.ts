import type { Column, Parameter } from '@twinward/contract';
import { memoryColumn, parameterColumn, stateColumn } from '../../belief-columns.ts';
import { placeOf } from '../../place-of.ts';
import { ventilationEquations } from '../exchange/ventilation-equations.ts';

const PAPER = 'Albanese et al. 2016, Am. J. Physiol. Heart Circ. Physiol. 310:H899-H921';

/** What a twin learns of its person. Medians are those of an adult at rest; spreads reach what is seen in hospital. */
export const ESTIMATED: readonly Parameter[] = [
  {
    name: 'shunt',
    label: 'Shunt through the lungs',
    unit: '1',
    prior: { kind: 'logitNormal', median: 0.05, logitSd: 0.8, low: 0, high: 0.6 },
    source: `${PAPER}, table 4, has 0.017 in health; Levitzky, Pulmonary Physiology, 0.02 to 0.05; spread chosen`,
    role: 'estimated',
  },
  {
    name: 'deadShare',
    symbol: 'V_D,alv / V_A',
    label: 'Alveoli without blood flow',
    unit: '1',
    prior: { kind: 'logitNormal', median: 0.1, logitSd: 0.7, low: 0, high: 0.7 },
    source:
      'Chosen: nearly none in health, half in severe ARDS (Nuckton et al. 2002, N. Engl. J. Med. 346:1281-1286)',
    role: 'estimated',
  },
  {
    name: 'resistance',
    symbol: 'R_aw',
    label: 'Resistance of the airways',
    unit: 'cm[H2O].s/L',
    prior: { kind: 'logNormal', median: 2.5, logSd: 0.6 },
    source: `${PAPER}, table 3, sums to 1.75; median raised for people in hospital; spread chosen`,
    role: 'estimated',
  },
  {
    name: 'compliance',
    symbol: 'C_A',
    label: 'Compliance of the lungs',
    unit: 'mL/cm[H2O]',
    prior: { kind: 'logNormal', median: 160, logSd: 0.45 },
    source: `${PAPER}, table 3, has 200; median lowered for people in hospital; spread chosen`,
    role: 'estimated',
  },
  {
    name: 'production',
    symbol: 'MCO2',
    label: 'Carbon dioxide produced',
    unit: 'mL/min',
    prior: { kind: 'logNormal', median: 207, logSd: 0.18 },
    source: `${PAPER}, table 5; spread chosen`,
    role: 'estimated',
  },
  {
    name: 'rate',
    label: 'Breaths a minute without chemical drive',
    unit: '/min',
    prior: { kind: 'logNormal', median: 14, logSd: 0.2 },
    source: `${PAPER}, table 3, has 12; adults at rest 12 to 20; spread chosen`,
    role: 'estimated',
  },
  {
    name: 'effort',
    symbol: 'P_mus,min',
    label: 'Pull of the muscles without chemical drive',
    unit: 'cm[H2O]',
    prior: { kind: 'logNormal', median: 5, logSd: 0.3 },
    source: `${PAPER}, table 3; spread chosen`,
    role: 'estimated',
  },
  {
    name: 'drive',
    symbol: 'G_c',
    label: 'Central drive, of the published gain',
    unit: '1',
    prior: { kind: 'logNormal', median: 1, logSd: 0.35 },
    source: `${PAPER}, table 6; spread chosen`,
    role: 'estimated',
  },
  {
    name: 'setPoint',
    symbol: 'PaCO2,n',
    label: 'Carbon dioxide at which the drive adds nothing',
    unit: 'mm[Hg]',
    prior: { kind: 'normal', mean: 40, sd: 3 },
    source: `${PAPER}, table 6; spread chosen`,
    role: 'estimated',
  },
  {
    name: 'baseExcess',
    label: 'Base excess',
    unit: 'mmol/L',
    prior: { kind: 'normal', mean: 0, sd: 3 },
    source: 'Adults, -2 to 2 mmol/L; spread widened for people in hospital',
    role: 'estimated',
  },
];

/** Columns of a belief: what is learnt, what breath and blood come to, what is carried along, then the state of the exchange of gas. */
export const COLUMNS: readonly Column[] = [
  ...ESTIMATED.map(parameterColumn),
  stateColumn('breaths', 'Breaths a minute', '/min', 'log'),
  stateColumn('tidal', 'Tidal volume', 'mL', 'log'),
  { ...stateColumn('saturation', 'Arterial saturation', '1', 'linear'), scale: 'logit', low: 0, high: 1 },
  stateColumn('arterialO2', 'Arterial oxygen', 'mm[Hg]', 'log'),
  stateColumn('arterialCO2', 'Arterial carbon dioxide', 'mm[Hg]', 'log'),
  stateColumn('endTidalCO2', 'End-tidal carbon dioxide', 'mm[Hg]', 'log'),
  stateColumn('alveolarO2', 'Alveolar oxygen', 'mm[Hg]', 'log'),
  stateColumn('content', 'Arterial content of oxygen', '1', 'log'),
  stateColumn('plateau', 'Plateau pressure', 'cm[H2O]', 'linear'),
  stateColumn('totalPeep', 'Pressure at the end of expiration', 'cm[H2O]', 'linear'),
  stateColumn('pleural', 'Pressure around the lungs above that of quiet breathing', 'cm[H2O]', 'linear'),
  memoryColumn('fresh', 'Alveolar ventilation', 'mL/s'),
  memoryColumn('inspired', 'Fraction of oxygen breathed in', '1'),
  memoryColumn('output', 'Cardiac output', 'L/min'),
  memoryColumn('haemoglobin', 'Haemoglobin', 'g/dL'),
  ...ventilationEquations.states.map((name) =>
    stateColumn(
      name,
      `${name} of the exchange of gas`,
      ventilationEquations.units[name]!,
      ventilationEquations.units[name] === '1' ? 'log' : 'linear',
    ),
  ),
];

/** Where each column lies in a row. */
export const AT: Readonly<Record<string, number>> = placeOf(COLUMNS.map(({ name }) => name));

/** Numbers in a row. */
export const WIDTH: number = COLUMNS.length;
