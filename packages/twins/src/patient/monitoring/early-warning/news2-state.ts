import { type Coding, type Instant, SYSTEM } from '@twinward/contract';
import type { Observations } from './news2.ts';

/** One vital sign of the score. */
export interface VitalSign {
  readonly name: string;
  /** What the score calls it. */
  readonly part: Exclude<keyof Observations, 'onOxygen' | 'oxygenScale'> | 'onOxygen';
  readonly label: string;
  readonly codes: readonly Coding[];
  readonly unit: string;
  readonly possible: { readonly low: number; readonly high: number };
  /** Of a person nothing is known of, how people differ, and how far it wanders in a day. */
  readonly typical: number;
  readonly between: number;
  readonly wander: number;
}

/** The vital signs of the score, in the order of the chart. Oxygen is given when its flow is above 0. */
export const VITAL_SIGNS: readonly VitalSign[] = [
  {
    name: 'respiratory-rate',
    part: 'respiratoryRate',
    label: 'Respiratory rate',
    codes: [{ system: SYSTEM.loinc, code: '9279-1', display: 'Respiratory rate' }],
    unit: '/min',
    possible: { low: 0, high: 120 },
    typical: 17,
    between: 4,
    wander: 3,
  },
  {
    name: 'oxygen-saturation',
    part: 'oxygenSaturation',
    label: 'Oxygen saturation',
    codes: [
      {
        system: SYSTEM.loinc,
        code: '59408-5',
        display: 'Oxygen saturation in Arterial blood by Pulse oximetry',
      },
      { system: SYSTEM.loinc, code: '2708-6', display: 'Oxygen saturation in Arterial blood' },
    ],
    unit: '%',
    possible: { low: 30, high: 100 },
    typical: 96,
    between: 3,
    wander: 2,
  },
  {
    name: 'oxygen-flow',
    part: 'onOxygen',
    label: 'Inhaled oxygen',
    codes: [{ system: SYSTEM.loinc, code: '3151-8', display: 'Inhaled oxygen flow rate' }],
    unit: 'L/min',
    possible: { low: 0, high: 80 },
    typical: 0,
    between: 2,
    wander: 2,
  },
  {
    name: 'systolic',
    part: 'systolic',
    label: 'Systolic blood pressure',
    codes: [{ system: SYSTEM.loinc, code: '8480-6', display: 'Systolic blood pressure' }],
    unit: 'mm[Hg]',
    possible: { low: 20, high: 350 },
    typical: 128,
    between: 20,
    wander: 15,
  },
  {
    name: 'pulse',
    part: 'pulse',
    label: 'Pulse',
    codes: [{ system: SYSTEM.loinc, code: '8867-4', display: 'Heart rate' }],
    unit: '/min',
    possible: { low: 0, high: 350 },
    typical: 82,
    between: 15,
    wander: 12,
  },
  {
    name: 'consciousness',
    part: 'consciousness',
    label: 'Consciousness (0 alert, 1 newly confused, 2 voice, 3 pain, 4 unresponsive)',
    codes: [{ system: SYSTEM.twinward, code: 'acvpu' }],
    unit: '1',
    possible: { low: 0, high: 4 },
    typical: 0,
    between: 1,
    wander: 0.5,
  },
  {
    name: 'temperature',
    part: 'temperature',
    label: 'Temperature',
    codes: [{ system: SYSTEM.loinc, code: '8310-5', display: 'Body temperature' }],
    unit: 'Cel',
    possible: { low: 20, high: 45 },
    typical: 36.8,
    between: 0.6,
    wander: 0.6,
  },
];

/** The latest value of one vital sign; null before the first. */
export interface LatestSign {
  readonly value: number | null;
  readonly at: Instant | null;
}

/** The score as it was at one instant. */
export interface PastScore {
  readonly at: Instant;
  readonly total: number;
}

/** What is known for the score. */
export interface News2State {
  readonly oxygenScale: 1 | 2;
  readonly signs: readonly LatestSign[];
  /** Latest scores, oldest first. */
  readonly past: readonly PastScore[];
}

/** Milliseconds after which a vital sign is too old to count: the longest interval between observations (RCP 2017). */
export const TOO_OLD: number = 12 * 3_600_000;
/** Scores kept, and milliseconds within which readings belong to one round of observations. */
const SCORES_KEPT = 60;
const ONE_ROUND = 15 * 60_000;

/** Nothing is known. */
export function openNews2(oxygenScale: 1 | 2): News2State {
  return { oxygenScale, signs: VITAL_SIGNS.map(() => ({ value: null, at: null })), past: [] };
}

/** What the score sees at an instant: what is too old is missing. Oxygen counts as not given until its flow is known. */
export function seenAt({ signs, oxygenScale }: News2State, now: Instant): Observations {
  const of = (part: VitalSign['part']): number | null => {
    const sign = signs[VITAL_SIGNS.findIndex((one) => one.part === part)]!;
    return sign.at === null || now - sign.at > TOO_OLD ? null : sign.value;
  };
  const level = of('consciousness');
  return {
    respiratoryRate: of('respiratoryRate'),
    oxygenSaturation: of('oxygenSaturation'),
    onOxygen: (of('onOxygen') ?? 0) > 0,
    oxygenScale,
    systolic: of('systolic'),
    pulse: of('pulse'),
    consciousness: level === null ? null : (['A', 'C', 'V', 'P', 'U'] as const)[level]!,
    temperature: of('temperature'),
  };
}

/** The state after one more vital sign; `score` tells the total of a state at an instant. */
export function withVitalSign(
  state: News2State,
  i: number,
  value: number,
  at: Instant,
  score: (state: News2State, at: Instant) => number,
): News2State {
  const signs = state.signs.map((sign, k) => (k === i ? { value, at } : sign));
  const after = { ...state, signs };
  const last = state.past.at(-1);
  const kept = last !== undefined && at - last.at < ONE_ROUND ? state.past.slice(0, -1) : state.past;
  return { ...after, past: [...kept, { at, total: score(after, at) }].slice(-SCORES_KEPT) };
}

/** A state as bytes, the same for the same state. */
export function encodeNews2({ oxygenScale, signs, past }: News2State): Uint8Array {
  const numbers: number[] = [oxygenScale, past.length];
  for (const { value, at } of signs) numbers.push(value ?? Number.NaN, at ?? Number.NaN);
  for (const { at, total } of past) numbers.push(at, total);
  const view = new DataView(new ArrayBuffer(numbers.length * 8));
  for (const [k, x] of numbers.entries()) view.setFloat64(k * 8, x, true);
  return new Uint8Array(view.buffer);
}

/** Reads back what `encodeNews2` wrote. */
export function decodeNews2(bytes: Uint8Array): News2State {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (k: number): number => view.getFloat64(k * 8, true);
  const orNull = (k: number): number | null => (Number.isNaN(at(k)) ? null : at(k));
  const first = 2 + 2 * VITAL_SIGNS.length;
  return {
    oxygenScale: at(0) === 2 ? 2 : 1,
    signs: VITAL_SIGNS.map((_, i) => ({ value: orNull(2 + 2 * i), at: orNull(3 + 2 * i) as Instant | null })),
    past: Array.from({ length: at(1) }, (_, k) => ({
      at: at(first + 2 * k) as Instant,
      total: at(first + 2 * k + 1),
    })),
  };
}
