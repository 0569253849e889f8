// The twin of a person whose meals and insulin nobody logs: linear kinetics with unknown appearance, and what is learned of the person.
import { type Belief, type TwinModel, TwinwardError } from '@twinward/contract';
import { meanOf, weightsOf } from '@twinward/estimate';
import { sensorGlucose } from '../observables.ts';
import { glucoseThresholds } from '../thresholds.ts';
import { branchPerson } from './branch.ts';
import { freeLivingCard } from './card.ts';
import { carryBank } from './carry-bank.ts';
import { carryFutures, readFutures } from './carry-futures.ts';
import { AT, COLUMNS, PARAMETERS, WIDTH } from './columns.ts';
import { CARBOHYDRATE } from './eating.ts';
import { type ReadyPopulation, readyPopulation } from './free-living-population.ts';
import { A2, B, E, G, I, X } from './kinetics.ts';
import { FREE_LIVING } from './population.ts';
import { FACTS, priorBelief } from './prior.ts';
import { updateBelief } from './take-reading.ts';

let made: ReadyPopulation | undefined;

/** The population's matrices, made at first use. They hold nothing about anyone. */
function population(): ReadyPopulation {
  made ??= readyPopulation(FREE_LIVING);
  return made;
}

/**
 * Sensor glucose of people who live as they like. The belief is exact: a weighted mixture of normals, one a reference physiology.
 * The sensor's error is part of the states and of the futures, so the observable declares none of its own.
 */
export const glucoseFreeLiving: TwinModel = {
  name: 'glucose-free-living',
  version: '1.0.0',
  kind: 'patient',
  card: freeLivingCard,
  facts: FACTS,
  parameters: PARAMETERS,
  columns: COLUMNS,
  observables: [sensorGlucose({ kind: 'additive', sd: 0 })],
  interventions: [CARBOHYDRATE],
  inputs: [],
  outputs: [
    {
      name: 'plasma-glucose',
      label: 'Plasma glucose',
      unit: 'mg/dL',
      reference: { low: 70, high: 180, source: 'Battelino et al. 2019, Diabetes Care 42:1593-1603' },
      endpoint: true,
    },
    { name: 'baseline', label: 'Baseline', unit: 'mg/dL', endpoint: false },
    {
      name: 'appearance',
      label: 'Glucose appearing from meals, above the usual',
      unit: 'mg/dL/min',
      endpoint: false,
    },
    {
      name: 'remote-action',
      label: 'Removal by insulin-like action, above the usual',
      unit: 'mg/dL/min',
      endpoint: false,
    },
  ],
  thresholds: glucoseThresholds,
  assimilation: {
    method: 'exact',
    members: FREE_LIVING.points.length,
    update: (belief, measurement, random) => updateBelief(population(), belief, measurement, random),
  },
  horizon: { length: 7200, step: 300, scored: [900, 1800, 3600, 7200] },
  // a meal is eaten into the state at 5 g/min and then carried by it; waiting meals are done within four hours
  memory: 14_400,
  // three hours of readings fill the lags and settle scale and volatility; a fitting twin's six-hour windows stay below 2.5
  fit: { warmUp: 36, window: 72, tolerance: 2.5, stale: 3600 },
  initialise: (subject, at) => priorBelief(population(), subject, at),
  advance: (belief, to, schedule, random) => {
    if (to <= belief.at) return belief;
    return belief.logWeights === null
      ? carryFutures(population(), belief, to, schedule, random)
      : carryBank(population(), belief, to, schedule);
  },
  predict: (belief, observable) => {
    if (observable === 'glucose') return reading(belief);
    return unknown('observable', observable);
  },
  output: (belief, output) => {
    const { values } = belief;
    const food = (o: number, state: number): number => values[o + AT.gain]! * values[o + AT.meal + state]!;
    switch (output) {
      case 'plasma-glucose': {
        const shown = reading(belief);
        return each(belief, (o, m) => {
          const apart = values[o + G]! + food(o, G) - values[o + I]! - food(o, I) - values[o + E]!;
          return Math.min(600, Math.max(20, shown[m]! + apart));
        });
      }
      case 'baseline':
        return each(belief, (o) => values[o + AT.mean]! + values[o + B]!);
      case 'appearance':
        return each(belief, (o) => rate(belief, o, 'ka') * (values[o + A2]! + food(o, A2)));
      case 'remote-action':
        return each(belief, (o) => rate(belief, o, 'si') * (values[o + X]! + food(o, X)));
      default:
        return unknown('output', output);
    }
  },
  branch: (belief, size, random) => branchPerson(population(), belief, size, random),
  outsideValidity: (belief) => {
    const glucose = meanOf(reading(belief), weightsOf(belief));
    if (glucose > 450)
      return [`glucose is about ${glucose.toFixed(0)} mg/dL; the model was not validated above 450`];
    return glucose < 30
      ? [`glucose is about ${glucose.toFixed(0)} mg/dL; the model was not validated below 30`]
      : [];
  },
};

function reading(belief: Belief): Float64Array {
  if (belief.logWeights === null) return readFutures(population(), belief);
  const { values } = belief;
  return each(belief, (o) => values[o + AT.mean]! + values[o + I]! + values[o + B]! + values[o + E]!);
}

function rate(belief: Belief, o: number, name: 'ka' | 'si'): number {
  return population().physiologies[belief.values[o + AT.physiology]!]!.kinetics[name];
}

function each(belief: Belief, of: (o: number, member: number) => number): Float64Array {
  return Float64Array.from({ length: belief.size }, (_, m) => of(m * WIDTH, m));
}

function unknown(what: string, name: string): never {
  throw new TwinwardError('model.invalid', `glucose-free-living has no ${what} "${name}"`, { field: what });
}
