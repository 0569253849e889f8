// The twin of a circulation: the closed loop of Regazzoni 2022 with a baroreflex, re-estimated from vital signs.
import type { Belief, TwinModel } from '@twinward/contract';
import { type MemberReading, memberReader } from '../../member-reader.ts';
import { advanceMembers } from './advance.ts';
import { arterialPressures } from './arterial-pressures.ts';
import { circulationCard } from './card.ts';
import { AT, COLUMNS, ESTIMATED } from './columns.ts';
import { heartbeat } from './heartbeat.ts';
import { OBSERVABLES } from './observables.ts';
import { FACTS, priorBelief } from './prior.ts';
import { setAside } from './set-aside.ts';
import { TREATMENTS } from './treatment.ts';

const MAP_TARGET =
  'Evans et al. 2021, Intensive Care Med. 47:1181-1247 (Surviving Sepsis: mean pressure of 65 mmHg)';

/** Stressed volume, mL, below which no circulation of this model was tried. */
const LEAST_STRESSED = 400;

const { read, median } = memberReader('circulation', AT);

const PREDICTIONS: Readonly<Record<string, MemberReading>> = {
  'heart-rate': (at) => at('rate'),
  systolic: (at) => at('systolic'),
  diastolic: (at) => at('diastolic'),
  'central-venous': (at) => at('rightAtrial'),
  'ejection-fraction': (at) => ejectionFraction(at),
  mean: (at) => at('mean'),
  'stroke-volume': (at) => strokeVolume(at),
  'cardiac-output': (at) => at('output'),
  'end-diastolic': (at) => at('endDiastolic'),
  'end-systolic': (at) => at('endSystolic'),
  'pulmonary-pressure': (at) => at('pulmonary'),
  weight: (at) => at('weight'),
};

const READINGS: Readonly<Record<string, MemberReading>> = {
  'cardiac-output': (at) => at('output'),
  'stroke-volume': (at) => strokeVolume(at),
  ejection: (at) => ejectionFraction(at),
  'mean-pressure': (at) => at('mean'),
  'end-diastolic-volume': (at) => at('endDiastolic'),
  'end-systolic-volume': (at) => at('endSystolic'),
  'stroke-work': (at) => at('work'),
  'left-atrial': (at) => at('leftAtrial'),
  'mean-pulmonary': (at) => at('pulmonary'),
  'steepest-rise': (at) => at('rise'),
  'pump-flow': (at) => at('pumpFlow'),
  'vascular-resistance': (at) => (60 * (at('mean') - at('rightAtrial'))) / (1000 * at('output')),
};

function strokeVolume(at: (name: string) => number): number {
  return (1000 * at('output')) / at('rate');
}

function ejectionFraction(at: (name: string) => number): number {
  return 100 * (1 - at('endSystolic') / at('endDiastolic'));
}

/** Heart and vessels of a person. State and nine parameters follow heart rate, cuff or line, central venous pressure, catheter, echo and scales. */
export const circulation: TwinModel = {
  name: 'circulation',
  version: '2.5.0',
  kind: 'patient',
  card: circulationCard,
  facts: FACTS,
  parameters: ESTIMATED,
  columns: COLUMNS,
  observables: OBSERVABLES,
  interventions: TREATMENTS,
  inputs: [
    {
      name: 'chest-pressure',
      label: 'Pressure in the chest above that of quiet breathing',
      unit: 'mm[Hg]',
      default: 0,
    },
    {
      name: 'beta-blockade',
      label: 'Beta-1 receptors of the heart that are blocked',
      unit: '%',
      default: 0,
    },
    {
      name: 'second-beta-blockade',
      label: 'Beta-1 receptors that a second drug would block alone',
      unit: '%',
      default: 0,
    },
  ],
  outputs: [
    {
      name: 'cardiac-output',
      label: 'Cardiac output',
      unit: 'L/min',
      reference: { low: 4, high: 8, source: 'Adults at rest; Guyton and Hall, Medical Physiology' },
      endpoint: true,
    },
    { name: 'stroke-volume', label: 'Stroke volume, forward', unit: 'mL', endpoint: false },
    {
      name: 'ejection',
      label: 'Ejection fraction',
      unit: '%',
      reference: { low: 52, high: null, source: 'Lang et al. 2015, J. Am. Soc. Echocardiogr. 28:1-39 (men)' },
      endpoint: true,
    },
    {
      name: 'mean-pressure',
      label: 'Mean arterial pressure',
      unit: 'mm[Hg]',
      reference: { low: 65, high: null, source: MAP_TARGET },
      endpoint: true,
    },
    { name: 'end-diastolic-volume', label: 'End-diastolic volume', unit: 'mL', endpoint: false },
    { name: 'end-systolic-volume', label: 'End-systolic volume', unit: 'mL', endpoint: false },
    { name: 'stroke-work', label: 'Stroke work', unit: 'J', endpoint: false },
    { name: 'left-atrial', label: 'Left atrial pressure', unit: 'mm[Hg]', endpoint: false },
    { name: 'mean-pulmonary', label: 'Mean pulmonary arterial pressure', unit: 'mm[Hg]', endpoint: false },
    {
      name: 'steepest-rise',
      label: 'Steepest rise of left ventricular pressure (dP/dt max)',
      unit: 'mm[Hg]/s',
      endpoint: false,
    },
    { name: 'pump-flow', label: 'Flow through the assist pump', unit: 'L/min', endpoint: false },
    { name: 'vascular-resistance', label: 'Vascular resistance', unit: 'mm[Hg].s/mL', endpoint: false },
  ],
  thresholds: [
    {
      name: 'low-pressure',
      words: 'fall below a mean pressure of 65 mmHg',
      of: 'mean-pressure',
      side: 'below',
      limit: 65,
      source: MAP_TARGET,
    },
    {
      name: 'low-output',
      words: 'fall below 4 L/min',
      of: 'cardiac-output',
      side: 'below',
      limit: 4,
      source: 'Adults at rest; Guyton and Hall, Medical Physiology',
    },
    {
      name: 'congestion',
      words: 'have a left atrial pressure above 18 mmHg',
      of: 'left-atrial',
      side: 'above',
      limit: 18,
      source: 'Forrester et al. 1976, N. Engl. J. Med. 295:1356-1362',
    },
  ],
  assimilation: { method: 'ensemble-kalman', members: 96, relaxation: 0.2 },
  futures: 96,
  horizon: { length: 3600, step: 300, scored: [300, 900, 1800, 3600] },
  memory: 86_400,
  heavy: true,
  fit: { warmUp: 6, window: 48, tolerance: 2.5, stale: 3600 },
  initialise: priorBelief,
  advance: advanceMembers,
  predict: (belief, observable) => read(belief, PREDICTIONS, 'observable', observable),
  output: (belief, output) => read(belief, READINGS, 'output', output),
  setAside: (belief, measurement, recent) =>
    setAside(belief, measurement, recent, (observable) =>
      read(belief, PREDICTIONS, 'observable', observable),
    ),
  cycle: heartbeat,
  closeUps: { 'arterial-tree': arterialPressures },
  outsideValidity,
};

function outsideValidity(belief: Belief): readonly string[] {
  const pressure = median(belief, (at) => at('mean'));
  const volume = median(belief, (at) => at('volume'));
  const outside: string[] = [];
  if (pressure < 35)
    outside.push(`mean pressure is about ${pressure.toFixed(0)} mmHg; below 35 the reflex is another`);
  if (pressure > 170) outside.push(`mean pressure is about ${pressure.toFixed(0)} mmHg; not tried above 170`);
  if (volume < LEAST_STRESSED) outside.push('hardly any blood is left that fills the vessels under pressure');
  return outside;
}
