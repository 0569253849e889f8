import type { Column, Parameter } from '@twinward/contract';
import { memoryColumn, parameterColumn, stateColumn } from '../../belief-columns.ts';
import { placeOf } from '../../place-of.ts';
import { closedLoopEquations } from '../heart/closed-loop.ts';

const REFERENCE = 'Regazzoni et al. 2022, J. Comput. Phys. 457:111083, table 3, as median; spread chosen';

/** What a twin learns of its person. Medians are those of an adult at rest. */
export const ESTIMATED: readonly Parameter[] = [
  {
    name: 'resistance',
    symbol: 'R_AR_SYS',
    label: 'Systemic vascular resistance',
    unit: 'mm[Hg].s/mL',
    prior: { kind: 'logNormal', median: 0.95, logSd: 0.3 },
    source:
      'Mean pressure 90 mmHg at 5.4 L/min, adults at rest (Guyton and Hall, Medical Physiology); spread chosen',
    role: 'estimated',
  },
  {
    name: 'compliance',
    symbol: 'C_AR_SYS',
    label: 'Arterial compliance',
    unit: 'mL/mm[Hg]',
    prior: { kind: 'logNormal', median: 1.2, logSd: 0.18 },
    source:
      'Median chosen: a stroke volume of 75 mL goes with a pulse pressure of 44 mmHg; spread of body size, 0.11, and between subjects of one size 0.14, chosen: the sum of the arteries within their ranges spreads by 0.10 (Heldt 2004), stroke volume over pulse pressure by 0.30 with the scatter of echo and cuff in it (Tecumseh)',
    role: 'estimated',
  },
  {
    name: 'contractility',
    symbol: 'Emax_LV',
    label: 'Contractility of the left ventricle',
    unit: 'mm[Hg]/mL',
    prior: { kind: 'logNormal', median: 2.5, logSd: 0.4 },
    source: REFERENCE,
    role: 'estimated',
  },
  {
    name: 'stiffness',
    symbol: 'Epass_LV',
    label: 'Diastolic stiffness of the left ventricle',
    unit: 'mm[Hg]/mL',
    prior: { kind: 'logNormal', median: 0.0945, logSd: 0.25 },
    source: REFERENCE,
    role: 'estimated',
  },
  {
    name: 'volume',
    label: 'Stressed blood volume',
    unit: 'mL',
    prior: { kind: 'logNormal', median: 1380, logSd: 0.3 },
    source: 'Chosen: an adult at rest then has an output of 5.3 L/min',
    role: 'estimated',
  },
  {
    name: 'pulmonaryResistance',
    symbol: 'R_AR_PUL',
    label: 'Pulmonary vascular resistance',
    unit: 'mm[Hg].s/mL',
    prior: { kind: 'logNormal', median: 0.032, logSd: 0.3 },
    source: REFERENCE,
    role: 'estimated',
  },
  {
    name: 'rightStiffness',
    symbol: 'Epass_RV',
    label: 'Diastolic stiffness of the right heart',
    unit: 'mm[Hg]/mL',
    prior: { kind: 'logNormal', median: 0.0406, logSd: 0.3 },
    source: REFERENCE,
    role: 'estimated',
  },
  {
    name: 'chest',
    symbol: 'p_thorax',
    label: 'Pressure in the chest, with the level of the transducer',
    unit: 'mm[Hg]',
    prior: { kind: 'normal', mean: 0, sd: 1.5 },
    source: 'Chosen; 0 is that of the published loop',
    role: 'estimated',
  },
  {
    name: 'heartRate',
    label: 'Heart rate at the set point of the reflex',
    unit: '/min',
    prior: { kind: 'logNormal', median: 72, logSd: 0.2 },
    source: 'Adults at rest, 60 to 100 /min',
    role: 'estimated',
  },
];

/**
 * Columns of a belief: what is learnt, what the last beat came to, the reflex, then what is carried along: valves, pump, timing of the
 * walls, and the state of the closed loop at the end of that beat.
 */
export const COLUMNS: readonly Column[] = [
  ...ESTIMATED.map(parameterColumn),
  stateColumn('rate', 'Heart rate', '/min', 'log'),
  stateColumn('systolic', 'Systolic pressure', 'mm[Hg]', 'log'),
  stateColumn('diastolic', 'Diastolic pressure', 'mm[Hg]', 'log'),
  stateColumn('mean', 'Mean arterial pressure', 'mm[Hg]', 'log'),
  stateColumn('rightAtrial', 'Right atrial pressure', 'mm[Hg]', 'linear'),
  stateColumn('leftAtrial', 'Left atrial pressure', 'mm[Hg]', 'linear'),
  stateColumn('output', 'Cardiac output', 'L/min', 'log'),
  stateColumn('endDiastolic', 'End-diastolic volume', 'mL', 'log'),
  stateColumn('endSystolic', 'End-systolic volume', 'mL', 'log'),
  stateColumn('work', 'Stroke work', 'J', 'log'),
  stateColumn('pulmonary', 'Mean pulmonary arterial pressure', 'mm[Hg]', 'linear'),
  stateColumn('rise', 'Steepest rise of left ventricular pressure', 'mm[Hg]/s', 'log'),
  stateColumn('weight', 'Body weight', 'kg', 'log'),
  stateColumn('setPoint', 'Set point of the baroreflex', 'mm[Hg]', 'log'),
  memoryColumn('beta', 'Reflex to the sinus node and ventricles', 'mm[Hg]'),
  memoryColumn('alpha', 'Reflex to the resistances', 'mm[Hg]'),
  memoryColumn('venous', 'Reflex to the veins', 'mm[Hg]'),
  memoryColumn('aorticArea', 'Effective orifice of the aortic valve', 'cm2'),
  memoryColumn('mitralLeak', 'Regurgitant orifice of the mitral valve', 'cm2'),
  memoryColumn('pumpSpeed', 'Speed of the assist pump', '/min'),
  memoryColumn('pumpFlow', 'Flow through the assist pump', 'L/min'),
  memoryColumn('wallDelay', 'Delay of the lateral wall of the left ventricle', 'ms'),
  ...closedLoopEquations.states.map((name) =>
    memoryColumn(name, `${name} of the closed loop`, closedLoopEquations.units[name]),
  ),
];

/** Where each column lies in a row. */
export const AT: Readonly<Record<string, number>> = placeOf(COLUMNS.map(({ name }) => name));

/** Numbers in a row. */
export const WIDTH: number = COLUMNS.length;
