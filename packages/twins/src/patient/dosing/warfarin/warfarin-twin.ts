// The twin of warfarin in a person: genotype and age to begin from, the INR to learn from.
import {
  type Belief,
  type Instant,
  type RandomSource,
  type Subject,
  SYSTEM,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { advanceWarfarin } from './advance-warfarin.ts';
import { SPREAD, WARFARIN, warfarinTypical } from './hamberg-2010.ts';
import { warfarinCard } from './warfarin-card.ts';
import { AT, WARFARIN_COLUMNS, WARFARIN_PARAMETERS, WIDTH } from './warfarin-columns.ts';

const [HOUR, DAY] = [3600, 86_400];
/** The longest course of daily doses that is planned at once, days. */
const LONGEST = 90;
const TARGET = 'Holbrook et al. 2012, Chest 141(2 Suppl.):e152S-e184S (target INR 2 to 3)';
const loinc = (code: string, display: string) => ({ system: SYSTEM.loinc, code, display });
const mg = (maximum: number, usual: number) => ({
  name: 'amount',
  label: 'Dose',
  unit: 'mg',
  minimum: 0.5,
  maximum,
  default: usual,
  step: 0.5,
});
const warfarin = { system: SYSTEM.rxnorm, code: '11289', display: 'warfarin' };

/**
 * Warfarin by Hamberg et al. 2010: S-warfarin in one compartment, clearance by CYP2C9 and age, effect by VKORC1 through two
 * chains of transit to the INR. Members are people of this genotype and age; an INR reweighs them by the model's residual error
 * (particle filter).
 */
export const warfarinHambergTwin: TwinModel = {
  name: 'warfarin-hamberg-2010',
  version: '1.0.0',
  kind: 'patient',
  card: warfarinCard,
  facts: [
    { name: 'age', label: 'Age', unit: 'a', required: true, minimum: 18, maximum: 100 },
    { name: 'cyp2c9', label: 'CYP2C9 genotype (*1/*1, *1/*2, ...)', unit: null, required: true },
    { name: 'vkorc1', label: 'VKORC1 -1639 genotype (G/G, A/G, A/A)', unit: null, required: true },
    {
      name: 'baseline-inr',
      label: 'INR without warfarin',
      unit: '1',
      required: false,
      minimum: 0.8,
      maximum: 1.6,
    },
  ],
  parameters: WARFARIN_PARAMETERS,
  columns: WARFARIN_COLUMNS,
  observables: [
    {
      name: 'inr',
      label: 'INR',
      codes: [
        loinc('6301-6', 'INR in platelet poor plasma by coagulation assay'),
        loinc('34714-6', 'INR in blood by coagulation assay'),
      ],
      unit: '1',
      error: { kind: 'combined', sd: 0.05, cv: SPREAD.INR },
      possible: { low: 0.5, high: 25 },
    },
  ],
  interventions: [
    {
      name: 'dose',
      label: 'One dose of warfarin',
      code: warfarin,
      fields: [mg(30, 5)],
      acts: 'half of it, S-warfarin, is absorbed at ka',
      lasting: false,
    },
    {
      name: 'daily-dose',
      label: 'The same dose of warfarin every day',
      code: warfarin,
      fields: [
        mg(30, 5),
        {
          name: 'durationMinutes',
          label: 'For',
          unit: 'min',
          minimum: 1440,
          maximum: LONGEST * 1440,
          default: 7 * 1440,
          step: 1440,
        },
      ],
      acts: 'a dose at once and every 24 h after for as long as it lasts',
      lasting: true,
    },
  ],
  inputs: [],
  outputs: [
    {
      name: 'inr',
      label: 'INR',
      unit: '1',
      reference: { low: 2, high: 3, source: TARGET },
      endpoint: true,
    },
    { name: 's-warfarin', label: 'Level of S-warfarin', unit: 'mg/L', endpoint: false },
  ],
  thresholds: [
    { name: 'too-thin', words: 'exceed an INR of 4', of: 'inr', side: 'above', limit: 4, source: TARGET },
    {
      name: 'too-thick',
      words: 'fall below an INR of 2',
      of: 'inr',
      side: 'below',
      limit: 2,
      source: TARGET,
    },
  ],
  assimilation: { method: 'particle', members: 2000, resampleBelow: 0.2 },
  horizon: { length: 7 * DAY, step: 6 * HOUR, scored: [1, 2, 3, 5, 7].map((days) => days * DAY) },
  memory: LONGEST * DAY,
  // an INR comes every few days or weeks
  fit: { warmUp: 1, window: 8, tolerance: 3, stale: 42 * DAY },
  initialise: prior,
  advance: advanceWarfarin,
  predict: (belief, observable) => {
    if (observable === 'inr') return inr(belief);
    throw unknown('observable', observable);
  },
  output: (belief, output) => {
    if (output === 'inr') return inr(belief);
    if (output === 's-warfarin') return each(belief, (v, o) => v[o + AT.central]! / v[o + AT.V]!);
    throw unknown('output', output);
  },
  outsideValidity: (belief) => {
    const age = belief.values[AT.age]!;
    return age < 35 || age > 90
      ? [`Age is ${age}; the model is trusted from 35 to 90 (drawn here with caution)`]
      : [];
  },
};

function prior(subject: Subject, at: Instant, size: number, random: RandomSource): Belief {
  const { CL, EC50, base } = warfarinTypical(subject);
  const values = new Float64Array(size * WIDTH);
  for (let m = 0; m < size; m++) {
    const o = m * WIDTH;
    const draws = random.draws(m, 0, 0);
    values.fill(1, o + AT.chains, o + AT.CL);
    values[o + AT.CL] = CL * exp(SPREAD.CL * draws.normal());
    values[o + AT.V] = WARFARIN.V * exp(SPREAD.V * draws.normal());
    values[o + AT.EC50] = EC50 * exp(SPREAD.EC50 * draws.normal());
    values[o + AT.base] = base;
    values[o + AT.age] = subject.facts.age as number;
  }
  return { at, size, width: WIDTH, values, logWeights: null, structures: null };
}

/** base + INRmax (1 - (c_1 + c_2) / 2), of the last stages of both chains. */
function inr(belief: Belief): Float64Array {
  return each(belief, (v, o) => {
    const activity = (v[o + AT.chains + 2]! + v[o + AT.chains + 5]!) / 2;
    return v[o + AT.base]! + WARFARIN.INRmax * (1 - activity);
  });
}

function each(belief: Belief, of: (values: Float64Array, o: number) => number): Float64Array {
  return Float64Array.from({ length: belief.size }, (_, m) => of(belief.values, m * WIDTH));
}

function unknown(what: string, name: string): TwinwardError {
  return new TwinwardError('model.invalid', `warfarin has no ${what} "${name}"`, { field: what });
}
