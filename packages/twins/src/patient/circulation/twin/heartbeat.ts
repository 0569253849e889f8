import type { Belief, Cycle, CycleTrace, Schedule } from '@twinward/contract';
import { ML, MMHG } from '../clinical-units.ts';
import { closedLoopEquations } from '../heart/closed-loop.ts';
import { LOOP_STATE } from '../heart/heart-loop.ts';
import { AT } from './columns.ts';
import { seeBeat, settle } from './settle.ts';
import { memberTreatment } from './treatment.ts';

/** Points of a trace: each hundredth of the beat, and its end. */
const POINTS = 101;
/** Seconds in which a member comes to rest by what was last learnt, before its beat is drawn. */
const REST = 20;

const SEEN = Object.fromEntries(closedLoopEquations.outputs.map((name, i) => [name, i])) as Readonly<
  Record<(typeof closedLoopEquations.outputs)[number], number>
>;

interface Signal {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** SI in one unit. */
  readonly per: number;
  readonly of: (state: Float64Array, seen: Float64Array) => number;
}

const CHAMBERS = [
  ['LV', 'left ventricle'],
  ['RV', 'right ventricle'],
  ['LA', 'left atrium'],
  ['RA', 'right atrium'],
] as const;

const VESSELS = [
  ['arterial', 'Arterial pressure', 'AR_SYS'],
  ['venous', 'Systemic venous pressure', 'VEN_SYS'],
  ['pulmonary-arterial', 'Pulmonary arterial pressure', 'AR_PUL'],
  ['pulmonary-venous', 'Pulmonary venous pressure', 'VEN_PUL'],
] as const;

const VALVES = [
  ['mitral', 'MV'],
  ['aortic', 'AV'],
  ['tricuspid', 'TV'],
  ['pulmonary', 'PV'],
] as const;

const SIGNALS: readonly Signal[] = [
  ...CHAMBERS.flatMap(([chamber, label]): readonly Signal[] => [
    {
      name: `${chamber.toLowerCase()}-volume`,
      label: `Volume of the ${label}`,
      unit: 'mL',
      per: ML,
      of: (state) => state[LOOP_STATE[`V_${chamber}`]]!,
    },
    {
      name: `${chamber.toLowerCase()}-pressure`,
      label: `Pressure in the ${label}`,
      unit: 'mm[Hg]',
      per: MMHG,
      of: (_, seen) => seen[SEEN[`p_${chamber}`]]!,
    },
  ]),
  ...VESSELS.map(
    ([name, label, vessel]): Signal => ({
      name: `${name}-pressure`,
      label,
      unit: 'mm[Hg]',
      per: MMHG,
      of: (state) => state[LOOP_STATE[`p_${vessel}`]]!,
    }),
  ),
  ...VALVES.map(
    ([name, valve]): Signal => ({
      name: `${name}-flow`,
      label: `Flow through the ${name} valve, forward`,
      unit: 'mL/s',
      per: ML,
      of: (_, seen) => seen[SEEN[`Q_${valve}`]]!,
    }),
  ),
  {
    name: 'pump-flow',
    label: 'Flow through the assist pump',
    unit: 'mL/s',
    per: ML,
    of: (state) => state[LOOP_STATE.Q_VAD]!,
  },
];

const FIGURES = [
  { name: 'stroke-volume', label: 'Stroke volume of the left ventricle', unit: 'mL' },
  { name: 'ejection-fraction', label: 'Ejection fraction', unit: '%' },
  { name: 'stroke-work', label: 'Stroke work (area of the pressure-volume loop)', unit: 'J' },
  {
    name: 'steepest-rise',
    label: 'Steepest rise of left ventricular pressure (dP/dt max)',
    unit: 'mm[Hg]/s',
  },
  { name: 'end-systolic-elastance', label: 'End-systolic elastance', unit: 'mm[Hg]/mL' },
] as const;

/** A heartbeat of the closed loop, as the belief and the treatment at its instant have it: pressures and volumes of all chambers and vessels. */
export const heartbeat: Cycle = {
  label: 'Heartbeat',
  rankedBy: 'stroke-volume',
  points: POINTS,
  signals: SIGNALS.map(({ name, label, unit }) => ({ name, label, unit })),
  figures: FIGURES,
  trace: (belief, member, schedule) => memberBeat(belief, member, schedule).trace,
};

/** A heartbeat of one member, and what it puts forward into the arteries, L/min, summed over the steps of the solver. */
export interface MemberBeat {
  readonly trace: CycleTrace;
  readonly output: number;
}

/** One beat of a member, come to rest as the belief and the treatment at its instant have it. */
export function memberBeat(belief: Belief, member: number, schedule: Schedule): MemberBeat {
  const row = belief.values.slice(member * belief.width, (member + 1) * belief.width);
  const treatment = memberTreatment(schedule, member, belief.at, belief.at);
  settle(row, treatment, REST);
  const beat = new Sampled();
  const { period, elastance } = seeBeat(row, treatment, (time, state, seen) => beat.add(time, state, seen));
  const [held, left] = [row[AT.endDiastolic!]!, row[AT.endSystolic!]!];
  const figures = [held - left, 100 * (1 - left / held), row[AT.work!]!, row[AT.rise!]!, elastance];
  const trace = { period, values: beat.at(period), figures: Float64Array.from(figures) };
  return { trace, output: row[AT.output!]! };
}

/** The steps of one beat, and what they are at equal shares of it. */
class Sampled {
  readonly #times: number[] = [];
  readonly #rows: number[][] = [];

  add(time: number, state: Float64Array, seen: Float64Array): void {
    this.#times.push(time);
    this.#rows.push(SIGNALS.map(({ of, per }) => of(state, seen) / per));
  }

  /** [signals x points], linear between the steps of the solver. */
  at(period: number): Float64Array {
    const values = new Float64Array(SIGNALS.length * POINTS);
    const last = this.#times.length - 1;
    for (let k = 0; k < POINTS; k++) {
      const place = Math.min(last, (k / (POINTS - 1)) * period * (last / this.#times[last]!));
      const below = Math.min(last - 1, Math.floor(place));
      const share = place - below;
      for (let s = 0; s < SIGNALS.length; s++) {
        const [a, b] = [this.#rows[below]![s]!, this.#rows[below + 1]![s]!];
        values[s * POINTS + k] = a + share * (b - a);
      }
    }
    return values;
  }
}
