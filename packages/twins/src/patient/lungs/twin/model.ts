// The twin of a person's lungs: the exchange of gas of Albanese 2016, averaged over breaths, re-estimated from what a ward measures.
import type { Belief, TwinModel } from '@twinward/contract';
import { memberReader } from '../../member-reader.ts';
import { advanceMembers } from './advance.ts';
import { breathCycle } from './breath-cycle.ts';
import { lungsCard } from './card.ts';
import { AT, COLUMNS, ESTIMATED } from './columns.ts';
import { OBSERVABLES } from './observables.ts';
import { FACTS, OUTPUT, priorBelief } from './prior.ts';
import { PREDICTIONS, READINGS } from './readings.ts';
import { TREATMENTS } from './treatment.ts';

const BTS = "O'Driscoll et al. 2017, BTS guideline, Thorax 72 suppl. 1:i1-i90";
const ARDSNET = 'Acute Respiratory Distress Syndrome Network 2000, N. Engl. J. Med. 342:1301-1308';
const AMATO = 'Amato et al. 2015, N. Engl. J. Med. 372:747-755';
const LEVITZKY = 'Adults at rest; Levitzky, Pulmonary Physiology';

const { read, median } = memberReader('lungs', AT);

/** Lungs of a person: saturation, blood gases, breathing and what a ventilator does. State and ten parameters follow the readings. */
export const lungs: TwinModel = {
  name: 'lungs',
  version: '1.0.0',
  kind: 'patient',
  card: lungsCard,
  facts: FACTS,
  parameters: ESTIMATED,
  columns: COLUMNS,
  observables: OBSERVABLES,
  interventions: TREATMENTS,
  inputs: [{ name: 'cardiac-output', label: 'Cardiac output', unit: 'L/min', default: OUTPUT }],
  outputs: [
    {
      name: 'saturation',
      label: 'Arterial saturation',
      unit: '%',
      reference: { low: 94, high: 98, source: BTS },
      endpoint: true,
    },
    {
      name: 'carbon-dioxide',
      label: 'Carbon dioxide in arterial blood',
      unit: 'mm[Hg]',
      reference: { low: 35, high: 45, source: LEVITZKY },
      endpoint: false,
    },
    {
      name: 'acidity',
      label: 'pH of arterial blood',
      unit: '[pH]',
      reference: { low: 7.35, high: 7.45, source: LEVITZKY },
      endpoint: false,
    },
    { name: 'minute-ventilation', label: 'Minute ventilation', unit: 'L/min', endpoint: false },
    { name: 'alveolar-ventilation', label: 'Alveolar ventilation', unit: 'L/min', endpoint: false },
    {
      name: 'driving-pressure',
      label: 'Driving pressure',
      unit: 'cm[H2O]',
      reference: { low: null, high: 15, source: AMATO },
      endpoint: true,
    },
    {
      name: 'respiratory-compliance',
      label: 'Compliance of lungs and chest',
      unit: 'mL/cm[H2O]',
      endpoint: false,
    },
    {
      name: 'oxygenation-index',
      label: 'Arterial oxygen over fraction breathed in',
      unit: 'mm[Hg]',
      reference: { low: 300, high: null, source: 'Berlin definition of ARDS 2012, JAMA 307:2526-2533' },
      endpoint: false,
    },
    { name: 'oxygen-gradient', label: 'Alveolar less arterial oxygen', unit: 'mm[Hg]', endpoint: false },
    { name: 'oxygen-delivery', label: 'Oxygen delivered', unit: 'mL/min', endpoint: false },
    {
      name: 'chest-pressure',
      label: 'Pressure in the chest above that of quiet breathing',
      unit: 'mm[Hg]',
      endpoint: false,
    },
  ],
  thresholds: [
    {
      name: 'hypoxaemia',
      words: 'fall below a saturation of 90 %',
      of: 'saturation',
      side: 'below',
      limit: 90,
      source: BTS,
    },
    {
      name: 'hypercapnia',
      words: 'have more than 50 mmHg of carbon dioxide',
      of: 'carbon-dioxide',
      side: 'above',
      limit: 50,
      source: 'Roussos and Koutsoukou 2003, Eur. Respir. J. 22 suppl. 47:3s-14s (respiratory failure)',
    },
    {
      name: 'acidosis',
      words: 'have a pH below 7.25',
      of: 'acidity',
      side: 'below',
      limit: 7.25,
      source: BTS,
    },
    {
      name: 'high-driving-pressure',
      words: 'have a driving pressure above 15 cmH2O',
      of: 'driving-pressure',
      side: 'above',
      limit: 15,
      source: AMATO,
    },
    {
      name: 'high-plateau',
      words: 'have a plateau pressure above 30 cmH2O',
      of: 'plateau-pressure',
      side: 'above',
      limit: 30,
      source: ARDSNET,
    },
  ],
  assimilation: { method: 'ensemble-kalman', members: 128 },
  futures: 96,
  horizon: { length: 3600, step: 300, scored: [300, 900, 1800, 3600] },
  memory: 86_400,
  heavy: true,
  fit: { warmUp: 6, window: 48, tolerance: 2.5, stale: 3600 },
  initialise: priorBelief,
  advance: advanceMembers,
  predict: (belief, observable) => read(belief, PREDICTIONS, 'observable', observable),
  output: (belief, output) => read(belief, READINGS, 'output', output),
  cycle: breathCycle,
  outsideValidity,
};

function outsideValidity(belief: Belief): readonly string[] {
  const saturation = median(belief, READINGS.saturation!);
  const dioxide = median(belief, READINGS['carbon-dioxide']!);
  const shunt = median(belief, (at) => at('shunt'));
  const outside: string[] = [];
  if (saturation < 60)
    outside.push(
      `saturation is about ${saturation.toFixed(0)} %; below 60 the drive and the tissues are others`,
    );
  if (dioxide > 110) outside.push(`carbon dioxide is about ${dioxide.toFixed(0)} mmHg; not tried above 110`);
  if (shunt > 0.5) outside.push('more than half of the blood passes no air; not tried');
  return outside;
}
