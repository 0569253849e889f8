import type { Instant, Intervention, InterventionField, InterventionType } from '@twinward/contract';

const MINUTE = 60_000;
/** The areas of healthy valves, cm2: an open aortic valve without gradient, a mitral valve without leak. */
export const HEALTHY_VALVES = { aorticArea: 4, mitralLeak: 0 } as const;

const field = (
  name: string,
  label: string,
  unit: string,
  [minimum, normal, maximum, step]: readonly [number, number, number, number],
): InterventionField => ({ name, label, unit, minimum, maximum, default: normal, step });

const lasting = (longest: number, usual: number): InterventionField =>
  field('durationMinutes', 'For', 'min', [1, usual, longest, 1]);

/** What can be done to a circulation. Drugs are given by their effect, because doses act differently on everyone. */
export const TREATMENTS: readonly InterventionType[] = [
  {
    name: 'fluid',
    label: 'Fluid',
    fields: [
      field('volume', 'Volume that stays in the vessels', 'mL', [50, 500, 3000, 50]),
      lasting(600, 15),
    ],
    acts: 'adds to the stressed blood volume at a constant rate',
    lasting: true,
  },
  {
    name: 'bleed',
    label: 'Blood loss',
    fields: [field('volume', 'Volume lost', 'mL', [50, 500, 2500, 50]), lasting(600, 15)],
    acts: 'takes from the stressed blood volume at a constant rate',
    lasting: true,
  },
  {
    name: 'vasoactive',
    label: 'Vasoactive drug',
    fields: [
      field('resistance', 'Change of resistance', '%', [-70, 20, 200, 5]),
      field('contractility', 'Change of contractility', '%', [-70, 0, 200, 5]),
      field('rate', 'Change of heart rate', '%', [-50, 0, 100, 5]),
      field('venous', 'Blood moved from the veins', 'mL', [-800, 0, 800, 25]),
      lasting(1440, 60),
    ],
    acts: 'multiplies R_AR_SYS, Emax_LV with Emax_RV, and heart rate; shifts stressed volume; while it is given',
    lasting: true,
  },
  {
    name: 'pacing',
    label: 'Pacing',
    fields: [field('rate', 'Rate', '/min', [40, 80, 150, 1]), lasting(1440, 60)],
    acts: 'sets the period of the beat, out of reach of the reflex',
    lasting: true,
  },
  {
    name: 'aortic-valve',
    label: 'Aortic valve',
    fields: [field('area', 'Effective orifice', 'cm2', [0.4, 4, 4, 0.1])],
    acts: 'S_AV = rho / (2 EOA^2) from then on: 0.8 is severe stenosis, 4 a healthy or new valve',
    lasting: false,
  },
  {
    name: 'mitral-valve',
    label: 'Mitral valve',
    fields: [field('leak', 'Regurgitant orifice', 'cm2', [0, 0, 1, 0.05])],
    acts: 'Rmax_MV from then on: 0.4 is severe regurgitation, 0 a tight valve',
    lasting: false,
  },
];

/** What is done to a circulation at one instant. */
export interface Treatment {
  /** Factors on resistance, contractility and heart rate. */
  readonly resistance: number;
  readonly contractility: number;
  readonly rate: number;
  /** mL moved from the veins. */
  readonly venous: number;
  /** Paced rate, /min; null without pacing. */
  readonly paced: number | null;
}

/** Nothing is done. */
export const UNTREATED: Treatment = { resistance: 1, contractility: 1, rate: 1, venous: 0, paced: null };

const end = ({ effectiveAt, amounts }: Intervention): number =>
  effectiveAt + (amounts.durationMinutes ?? 0) * MINUTE;

/** All that is given at an instant; the latest pacing order holds, drugs given together multiply. */
export function treatmentAt(interventions: readonly Intervention[], at: Instant): Treatment {
  let treatment: Treatment = UNTREATED;
  for (const intervention of interventions) {
    if (!(intervention.effectiveAt <= at && at < end(intervention))) continue;
    const { type, amounts } = intervention;
    if (type === 'pacing') treatment = { ...treatment, paced: amounts.rate! };
    if (type !== 'vasoactive') continue;
    treatment = {
      ...treatment,
      resistance: treatment.resistance * (1 + amounts.resistance! / 100),
      contractility: treatment.contractility * (1 + amounts.contractility! / 100),
      rate: treatment.rate * (1 + amounts.rate! / 100),
      venous: treatment.venous + amounts.venous!,
    };
  }
  return treatment;
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

/** The valves as the latest operation or finding before an instant left them; undefined where nothing is known. */
export function valvesAt(
  interventions: readonly Intervention[],
  at: Instant,
): { readonly aorticArea?: number; readonly mitralLeak?: number } {
  const valves: { aorticArea?: number; mitralLeak?: number } = {};
  for (const { type, effectiveAt, amounts } of interventions) {
    if (effectiveAt > at) continue;
    if (type === 'aortic-valve') valves.aorticArea = amounts.area!;
    if (type === 'mitral-valve') valves.mitralLeak = amounts.leak!;
  }
  return valves;
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
