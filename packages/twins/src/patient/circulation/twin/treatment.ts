import {
  type Instant,
  type Intervention,
  type InterventionField,
  type InterventionType,
  inputAt,
  type Schedule,
} from '@twinward/contract';
import { PUMP_SPEED } from '../heart/assist-pump.ts';
import { betaBlockade, DRUG_TREATMENTS, type DrugEffect, drugEffect } from './drugs.ts';
import { treatmentField } from './treatment-field.ts';

const MINUTE = 60_000;
/** The areas of healthy valves, cm2: an open aortic valve without gradient, a mitral valve without leak. */
export const HEALTHY_VALVES = { aorticArea: 4, mitralLeak: 0 } as const;

const lasting = (longest: number, usual: number): InterventionField =>
  treatmentField('durationMinutes', 'For', 'min', [1, usual, longest, 1]);

/** What can be done to a circulation. Any vasoactive drug can be given by its effect; some by dose, with their published effect. */
export const TREATMENTS: readonly InterventionType[] = [
  {
    name: 'fluid',
    label: 'Fluid',
    fields: [
      treatmentField('volume', 'Volume that stays in the vessels', 'mL', [50, 500, 3000, 50]),
      lasting(600, 15),
    ],
    acts: 'adds to the stressed blood volume at a constant rate',
    lasting: true,
  },
  {
    name: 'bleed',
    label: 'Blood loss',
    fields: [treatmentField('volume', 'Volume lost', 'mL', [50, 500, 2500, 50]), lasting(600, 15)],
    acts: 'takes from the stressed blood volume at a constant rate',
    lasting: true,
  },
  {
    name: 'vasoactive',
    label: 'Vasoactive drug, by effect',
    fields: [
      treatmentField('resistance', 'Change of resistance', '%', [-70, 20, 200, 5]),
      treatmentField('contractility', 'Change of contractility', '%', [-70, 0, 200, 5]),
      treatmentField('rate', 'Change of heart rate', '%', [-50, 0, 100, 5]),
      treatmentField('venous', 'Blood moved from the veins', 'mL', [-800, 0, 800, 25]),
      lasting(1440, 60),
    ],
    acts: 'multiplies R_AR_SYS, Emax_LV with Emax_RV, and heart rate; shifts stressed volume; while it is given',
    lasting: true,
  },
  ...DRUG_TREATMENTS,
  {
    name: 'pacing',
    label: 'Pacing',
    fields: [treatmentField('rate', 'Rate', '/min', [40, 80, 150, 1]), lasting(1440, 60)],
    acts: 'sets the period of the beat, out of reach of the reflex',
    lasting: true,
  },
  {
    name: 'chest-pressure',
    label: 'Pressure in the chest',
    fields: [
      treatmentField('pressure', 'Above that of quiet breathing', 'mm[Hg]', [-5, 3, 20, 0.5]),
      lasting(1440, 60),
    ],
    acts: 'adds to p_thorax while a ventilator lasts: the output chest-pressure of the lungs twin says how much',
    lasting: true,
  },
  {
    name: 'aortic-valve',
    label: 'Aortic valve',
    fields: [treatmentField('area', 'Effective orifice', 'cm2', [0.4, 4, 4, 0.1])],
    acts: 'S_AV = rho / (2 EOA^2) from then on: 0.8 is severe stenosis, 4 a healthy or new valve',
    lasting: false,
  },
  {
    name: 'mitral-valve',
    label: 'Mitral valve',
    fields: [treatmentField('leak', 'Regurgitant orifice', 'cm2', [0, 0, 1, 0.05])],
    acts: 'Rmax_MV from then on: 0.4 is severe regurgitation, 0 a tight valve',
    lasting: false,
  },
  {
    name: 'resynchronisation',
    label: 'Resynchronisation pacing (screening model)',
    fields: [treatmentField('delay', 'Delay of the lateral wall that is left', 'ms', [0, 0, 150, 5])],
    acts: 'sets the delay D in p = (V - V0) / (w/E(t) + (1 - w)/E(t - D)) from then on. A screening model of two walls without geometry, scar or atrioventricular timing',
    lasting: false,
  },
  {
    name: 'assist-pump',
    label: 'Left ventricular assist pump (HeartMate II)',
    fields: [
      treatmentField('speed', 'Speed, turns a minute; 0 takes it out', '/min', [
        0,
        PUMP_SPEED.usual,
        PUMP_SPEED.most,
        100,
      ]),
    ],
    acts: 'pumps from left ventricle to aorta from then on: L dQ/dt = b w^2 - R Q + p_LV - p_AR_SYS',
    lasting: false,
  },
];

/** What is done to a circulation at one instant. */
export interface Treatment extends DrugEffect {
  /** Paced rate, /min; null without pacing. */
  readonly paced: number | null;
  /** mmHg added around heart and lungs. */
  readonly chest: number;
}

const end = ({ effectiveAt, amounts }: Intervention): number =>
  effectiveAt + (amounts.durationMinutes ?? 0) * MINUTE;

/** Nothing is given. */
export const UNTREATED: Treatment = {
  resistance: 1,
  contractility: 1,
  rate: 1,
  venous: 0,
  sympathetic: 1,
  paced: null,
  chest: 0,
};

/** All that is given at an instant; the latest pacing order holds, drugs given together multiply. */
function treatmentAt(interventions: readonly Intervention[], at: Instant): Treatment {
  let treatment = UNTREATED;
  for (const intervention of interventions) {
    if (!(intervention.effectiveAt <= at && at < end(intervention))) continue;
    const { type, amounts } = intervention;
    if (type === 'pacing') treatment = { ...treatment, paced: amounts.rate! };
    if (type === 'chest-pressure') treatment = { ...treatment, chest: treatment.chest + amounts.pressure! };
    const effect = type === 'vasoactive' ? byEffect(amounts) : drugEffect(type, amounts);
    if (effect !== null) treatment = withEffect(treatment, effect);
  }
  return treatment;
}

/**
 * What acts on one member from an instant on: what is given, and what the twins coupled to this one feed it by the end of the stretch, a
 * ventilator's pressure or a drug's effect.
 */
export function memberTreatment(
  { interventions, inputs }: Schedule,
  member: number,
  from: Instant,
  to: Instant,
): Treatment {
  const fed = (name: string): number => {
    const series = inputs.find(({ input }) => input === name);
    return series === undefined ? 0 : inputAt(series, member, to);
  };
  const given = treatmentAt(interventions, from);
  const blocked = competing(fed('beta-blockade') / 100, fed('second-beta-blockade') / 100);
  const treatment = blocked === 0 ? given : withEffect(given, betaBlockade(blocked));
  return { ...treatment, chest: treatment.chest + fed('chest-pressure') };
}

/** The most of its receptors that a drug is taken to block. */
const MOST_BLOCKED = 0.999;

/**
 * Share of receptors that two drugs block together, each of which would block a share alone. They compete for the same place: a drug of x
 * times its half-blocking level blocks x / (1 + x), two of them (x + y) / (1 + x + y) (Gaddum 1937, J. Physiol. 89:7P-9P).
 */
function competing(one: number, other: number): number {
  const level = (share: number): number => {
    const blocked = Math.min(MOST_BLOCKED, Math.max(0, share));
    return blocked / (1 - blocked);
  };
  const both = level(one) + level(other);
  return both / (1 + both);
}

function withEffect(treatment: Treatment, effect: DrugEffect): Treatment {
  return {
    ...treatment,
    resistance: treatment.resistance * effect.resistance,
    contractility: treatment.contractility * effect.contractility,
    rate: treatment.rate * effect.rate,
    venous: treatment.venous + effect.venous,
    sympathetic: treatment.sympathetic * effect.sympathetic,
  };
}

function byEffect(amounts: Readonly<Record<string, number>>): DrugEffect {
  return {
    resistance: 1 + amounts.resistance! / 100,
    contractility: 1 + amounts.contractility! / 100,
    rate: 1 + amounts.rate! / 100,
    venous: amounts.venous!,
    sympathetic: 1,
  };
}

/** mL infused, less what is lost, between two instants. */
export function infusedBetween(interventions: readonly Intervention[], from: number, to: number): number {
  let sum = 0;
  for (const intervention of interventions) {
    const sign = intervention.type === 'fluid' ? 1 : intervention.type === 'bleed' ? -1 : 0;
    if (sign === 0) continue;
    const until = end(intervention);
    const overlap = Math.min(to, until) - Math.max(from, intervention.effectiveAt);
    if (overlap > 0)
      sum += (sign * intervention.amounts.volume! * overlap) / (until - intervention.effectiveAt);
  }
  return sum;
}

/** Valves, pump and timing of the walls, by the columns of a belief that hold them. */
export type Implants = Partial<Record<'aorticArea' | 'mitralLeak' | 'pumpSpeed' | 'wallDelay', number>>;

/** Which intervention sets which of them, by which amount. */
const IMPLANTS: Readonly<Record<string, readonly [keyof Implants, string]>> = {
  'aortic-valve': ['aorticArea', 'area'],
  'mitral-valve': ['mitralLeak', 'leak'],
  'assist-pump': ['pumpSpeed', 'speed'],
  resynchronisation: ['wallDelay', 'delay'],
};

/** Valves, pump and timing as the latest operation or finding before an instant left them; undefined where nothing was done. */
export function implantsAt(interventions: readonly Intervention[], at: Instant): Implants {
  const implants: Implants = {};
  for (const { type, effectiveAt, amounts } of interventions) {
    const set = Object.hasOwn(IMPLANTS, type) ? IMPLANTS[type] : undefined;
    if (set !== undefined && effectiveAt <= at) implants[set[0]] = amounts[set[1]]!;
  }
  return implants;
}

/** Instants in (from, to) at which something begins or ends, or while blood volume changes another minute has passed. */
export function changesBetween(
  interventions: readonly Intervention[],
  from: number,
  to: number,
): readonly number[] {
  const changes = new Set<number>();
  for (const intervention of interventions) {
    const [begin, until] = [intervention.effectiveAt, end(intervention)];
    for (const at of [begin, until]) if (from < at && at < to) changes.add(at);
    if (intervention.type !== 'fluid' && intervention.type !== 'bleed') continue;
    for (let at = begin + MINUTE; at < until; at += MINUTE) if (from < at && at < to) changes.add(at);
  }
  return [...changes];
}
