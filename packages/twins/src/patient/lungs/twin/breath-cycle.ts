import type { Belief, Cycle, CycleTrace, Schedule } from '@twinward/contract';
import type { BreathMoment } from '../mechanics/trace-breath.ts';
import { breathTrace } from './carry.ts';
import { WIDTH } from './columns.ts';
import { treatmentAt } from './treatment.ts';

/** Points of a trace: each half hundredth of the breath, and its end. */
const POINTS = 201;
/** mL/s in one L/min. */
const PER_SECOND = 1000 / 60;

interface Signal {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly of: (moment: BreathMoment) => number;
}

const SIGNALS: readonly Signal[] = [
  {
    name: 'opening-pressure',
    label: 'Pressure at the airway opening',
    unit: 'cm[H2O]',
    of: ({ opening }) => opening,
  },
  {
    name: 'alveolar-pressure',
    label: 'Pressure in the alveoli',
    unit: 'cm[H2O]',
    of: ({ alveolar }) => alveolar,
  },
  {
    name: 'pleural-pressure',
    label: 'Pressure around the lungs, above that of a quiet expiration',
    unit: 'cm[H2O]',
    of: ({ pleural }) => pleural,
  },
  {
    name: 'muscle-pressure',
    label: 'Pull of the respiratory muscles',
    unit: 'cm[H2O]',
    of: ({ muscles }) => muscles,
  },
  { name: 'airway-flow', label: 'Flow into the lungs', unit: 'L/min', of: ({ flow }) => flow / PER_SECOND },
  { name: 'breath-volume', label: 'Volume above rest', unit: 'mL', of: ({ volume }) => volume },
];

const span = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

const FIGURES: readonly {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly of: (moments: readonly BreathMoment[]) => number;
}[] = [
  {
    name: 'tidal-volume',
    label: 'Tidal volume',
    unit: 'mL',
    of: (moments) => span(moments.map(({ volume }) => volume)),
  },
  {
    name: 'peak-pressure',
    label: 'Peak pressure at the opening',
    unit: 'cm[H2O]',
    of: (moments) => Math.max(...moments.map(({ opening }) => opening)),
  },
  {
    name: 'alveolar-swing',
    label: 'Swing of alveolar pressure',
    unit: 'cm[H2O]',
    of: (moments) => span(moments.map(({ alveolar }) => alveolar)),
  },
  {
    name: 'end-expiratory-pressure',
    label: 'Alveolar pressure as the breath begins (total PEEP)',
    unit: 'cm[H2O]',
    of: (moments) => moments[0]!.alveolar,
  },
  {
    name: 'work-of-breathing',
    label: 'Work of the muscles in one breath',
    unit: 'J',
    of: muscleWork,
  },
];

/** J done by the muscles while they shorten, -P_mus dV over what is breathed in: cmH2O mL are 98.0665e-6 J. */
function muscleWork(moments: readonly BreathMoment[]): number {
  let work = 0;
  for (let k = 1; k < moments.length; k++) {
    const [a, b] = [moments[k - 1]!, moments[k]!];
    work -= (Math.max(0, b.volume - a.volume) * (a.muscles + b.muscles)) / 2;
  }
  return work * 98.0665e-6;
}

/**
 * One breath of a person's lungs as the twin has it, with the ventilator that is set: the pressures at the airway opening, in alveoli and around the
 * lungs, the pull of the muscles, flow and volume, from the mechanics of Albanese et al. 2016 taken as one compartment, as the twin breathes.
 */
export const breathCycle: Cycle = {
  label: 'Breath',
  rankedBy: 'minute-ventilation',
  points: POINTS,
  signals: SIGNALS.map(({ name, label, unit }) => ({ name, label, unit })),
  figures: FIGURES.map(({ name, label, unit }) => ({ name, label, unit })),
  trace(belief: Belief, member: number, { interventions }: Schedule): CycleTrace {
    const row = belief.values.slice(member * WIDTH, (member + 1) * WIDTH);
    const moments = breathTrace(row, treatmentAt(interventions, belief.at));
    const period = moments.at(-1)!.time;
    return {
      period,
      values: sampled(moments, period),
      figures: Float64Array.from(FIGURES, ({ of }) => of(moments)),
    };
  },
};

/** [signals x points], linear between the moments. */
function sampled(moments: readonly BreathMoment[], period: number): Float64Array {
  const values = new Float64Array(SIGNALS.length * POINTS);
  let next = 1;
  for (let k = 0; k < POINTS; k++) {
    const time = (k / (POINTS - 1)) * period;
    while (next < moments.length - 1 && moments[next]!.time < time) next++;
    const [a, b] = [moments[next - 1]!, moments[next]!];
    const share = b.time > a.time ? Math.min(1, Math.max(0, (time - a.time) / (b.time - a.time))) : 1;
    for (const [s, { of }] of SIGNALS.entries()) values[s * POINTS + k] = of(a) + share * (of(b) - of(a));
  }
  return values;
}
