import { TwinwardError } from '@twinward/contract';

/** What a nurse writes down; null for what was not measured. */
export interface Observations {
  /** Breaths a minute. */
  readonly respiratoryRate: number | null;
  /** %. */
  readonly oxygenSaturation: number | null;
  readonly onOxygen: boolean;
  /** Scale 2 is for hypercapnic respiratory failure, by a doctor's decision alone, with 88 to 92 % as the target. */
  readonly oxygenScale: 1 | 2;
  /** mm[Hg]. */
  readonly systolic: number | null;
  /** Beats a minute. */
  readonly pulse: number | null;
  /** Alert, newly confused, or responding to voice, to pain, or not at all. */
  readonly consciousness: 'A' | 'C' | 'V' | 'P' | 'U' | null;
  /** Degrees Celsius. */
  readonly temperature: number | null;
}

/** The clinical risk a score stands for. */
export type News2Risk = 'low' | 'low-medium' | 'medium' | 'high';

/** A score with what it is made of. */
export interface News2 {
  readonly total: number;
  readonly points: Readonly<Record<News2Part, number>>;
  readonly risk: News2Risk;
  /** What was not measured: it counts nothing, so the score may be too low. */
  readonly missing: readonly News2Part[];
}

/** What is scored. */
export type News2Part = Exclude<keyof Observations, 'onOxygen' | 'oxygenScale'> | 'supplementalOxygen';

/** Points from each lower bound up, the first from below everything. */
type Bands = readonly (readonly [from: number, points: number])[];

const LOW = Number.NEGATIVE_INFINITY;
const RESPIRATION: Bands = [
  [LOW, 3],
  [9, 1],
  [12, 0],
  [21, 2],
  [25, 3],
];
const SATURATION_1: Bands = [
  [LOW, 3],
  [92, 2],
  [94, 1],
  [96, 0],
];
const SATURATION_2_AIR: Bands = [
  [LOW, 3],
  [84, 2],
  [86, 1],
  [88, 0],
];
const SATURATION_2_OXYGEN: Bands = [
  [LOW, 3],
  [84, 2],
  [86, 1],
  [88, 0],
  [93, 1],
  [95, 2],
  [97, 3],
];
const SYSTOLIC: Bands = [
  [LOW, 3],
  [91, 2],
  [101, 1],
  [111, 0],
  [220, 3],
];
const PULSE: Bands = [
  [LOW, 3],
  [41, 1],
  [51, 0],
  [91, 1],
  [111, 2],
  [131, 3],
];
const TEMPERATURE: Bands = [
  [LOW, 3],
  [35.1, 1],
  [36.1, 0],
  [38.1, 1],
  [39.1, 2],
];
const OXYGEN_POINTS = 2;
const ALTERED_POINTS = 3;

/** Ranges outside which a number is a monitor's way to say that it has none, or a mistake. */
const POSSIBLE = {
  respiratoryRate: [0, 120],
  oxygenSaturation: [0, 100],
  systolic: [20, 350],
  pulse: [0, 350],
  temperature: [20, 45],
} as const;

/**
 * The National Early Warning Score 2 (Royal College of Physicians 2017, charts 1 and 2). The chart is written in whole numbers, and in
 * tenths of a degree, so measurements are rounded to these first. Risk: low to 4, low-medium if any one part scores 3, medium from
 * 5, high from 7. Throws `observation.invalid` naming a number that cannot be.
 *
 * @example
 * const well = { respiratoryRate: 16, oxygenSaturation: 97, onOxygen: false, oxygenScale: 1, systolic: 120, pulse: 70, consciousness: 'A', temperature: 36.8 };
 * news2(well).total; // 0
 * news2({ ...well, respiratoryRate: 25, onOxygen: true }).risk; // 'medium'
 */
export function news2(seen: Observations): News2 {
  const missing: News2Part[] = [];
  const of = (part: keyof typeof POSSIBLE, bands: Bands): number => {
    const value = seen[part];
    if (value === null) {
      missing.push(part);
      return 0;
    }
    const [low, high] = POSSIBLE[part];
    if (!(value >= low && value <= high)) {
      throw new TwinwardError('observation.invalid', `${value} is not a value of ${part}`, {
        field: part,
        remedy: `give ${low} to ${high}, or null for what was not measured`,
      });
    }
    const shown = part === 'temperature' ? Math.round(value * 10) / 10 : Math.round(value);
    return bands.findLast(([from]) => shown >= from)![1];
  };
  if (seen.consciousness === null) missing.push('consciousness');
  const onScale2 = seen.onOxygen ? SATURATION_2_OXYGEN : SATURATION_2_AIR;
  const points = {
    respiratoryRate: of('respiratoryRate', RESPIRATION),
    oxygenSaturation: of('oxygenSaturation', seen.oxygenScale === 1 ? SATURATION_1 : onScale2),
    supplementalOxygen: seen.onOxygen ? OXYGEN_POINTS : 0,
    systolic: of('systolic', SYSTOLIC),
    pulse: of('pulse', PULSE),
    consciousness: seen.consciousness === null || seen.consciousness === 'A' ? 0 : ALTERED_POINTS,
    temperature: of('temperature', TEMPERATURE),
  };
  const each = Object.values(points);
  const total = each.reduce((sum, one) => sum + one, 0);
  return { total, points, missing, risk: riskOf(total, Math.max(...each)) };
}

function riskOf(total: number, most: number): News2Risk {
  if (total >= 7) return 'high';
  if (total >= 5) return 'medium';
  return most === 3 ? 'low-medium' : 'low';
}
