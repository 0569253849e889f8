// The twin of a person treated with insulin: the UVA/Padova S2008 equations, re-estimated from a glucose sensor.
import { type Belief, type TwinModel, TwinwardError } from '@twinward/contract';
import { capillaryGlucose, sensorGlucose } from '../observables.ts';
import { glucoseThresholds } from '../thresholds.ts';
import { advanceMembers } from './advance-members.ts';
import { s2008Card } from './card.ts';
import { AGE_GROUPS, TYPICAL } from './population.ts';
import { FACTS, priorBelief } from './prior.ts';
import { sensorError } from './sensor-error.ts';
import { TREATMENTS } from './treatment.ts';
import { AT, COLUMNS, ESTIMATED } from './twin-columns.ts';

/** Glucose, insulin and carbohydrate of a person treated with insulin. State and seven parameters follow the sensor. */
export const glucoseS2008: TwinModel = {
  name: 'glucose-s2008',
  version: '1.0.0',
  kind: 'patient',
  card: s2008Card,
  facts: FACTS,
  parameters: ESTIMATED,
  columns: COLUMNS,
  observables: [sensorGlucose({ kind: 'additive', sd: 1 }), capillaryGlucose],
  interventions: TREATMENTS,
  inputs: [],
  outputs: [
    {
      name: 'plasma-glucose',
      label: 'Plasma glucose',
      unit: 'mg/dL',
      reference: { low: 70, high: 180, source: 'Battelino et al. 2019, Diabetes Care 42:1593-1603' },
      endpoint: true,
    },
    { name: 'plasma-insulin', label: 'Plasma insulin', unit: 'pmol/L', endpoint: false },
    { name: 'appearance', label: 'Glucose appearing from meals', unit: 'mg/kg/min', endpoint: false },
    { name: 'insulin-under-skin', label: 'Insulin still under the skin', unit: '[iU]', endpoint: false },
  ],
  thresholds: glucoseThresholds,
  assimilation: { method: 'ensemble-kalman', members: 256, leastCorrelation: 2, relaxation: 0.4 },
  horizon: { length: 7200, step: 300, scored: [900, 1800, 3600, 7200] },
  memory: 86_400,
  fit: { warmUp: 12, window: 72, tolerance: 2.5, stale: 3600 },
  initialise: priorBelief,
  advance: advanceMembers,
  predict: (belief, observable) => {
    if (observable === 'glucose') return read(belief, (at, vg) => at('Gs') / vg + sensorError(at('sensor')));
    if (observable === 'capillary-glucose') return read(belief, (at, vg) => at('Gp') / vg);
    return unknown('observable', observable);
  },
  output: (belief, output) => {
    switch (output) {
      case 'plasma-glucose':
        return read(belief, (at, vg) => at('Gp') / vg);
      case 'plasma-insulin':
        return read(belief, (at, _vg, vi) => at('Ip') / vi);
      case 'appearance':
        return read(belief, (at, _vg, _vi, f) => (f * at('kabs') * at('Qgut')) / at('BW'));
      case 'insulin-under-skin':
        return read(belief, (at) => ((at('Isc1') + at('Isc2')) * at('BW')) / 6000);
      default:
        return unknown('output', output);
    }
  },
  outsideValidity: (belief) => {
    const glucose = [...read(belief, (at, vg) => at('Gs') / vg)].sort((a, b) => a - b);
    const median = glucose[glucose.length >> 1]!;
    if (median > 450)
      return [`glucose is about ${median.toFixed(0)} mg/dL; the model was not validated above 450`];
    return median < 30
      ? [`glucose is about ${median.toFixed(0)} mg/dL; the model was not validated below 30`]
      : [];
  },
};

function read(
  belief: Belief,
  of: (at: (name: string) => number, Vg: number, Vi: number, f: number) => number,
): Float64Array {
  const { Vg, Vi, f } = TYPICAL[AGE_GROUPS[belief.values[AT.group!]!] ?? 'adult'];
  return Float64Array.from({ length: belief.size }, (_, m) => {
    const o = m * belief.width;
    return of((name) => belief.values[o + AT[name]!]!, Vg, Vi, f);
  });
}

function unknown(what: string, name: string): never {
  throw new TwinwardError('model.invalid', `glucose-s2008 has no ${what} "${name}"`, { field: what });
}
