import { type DeteriorationState, openDeterioration } from '../deterioration.ts';
import { usualRange } from '../personal-baseline.ts';
import type { MonitorRule } from './monitor-rule.ts';

/** Days of which a monitor remembers every vital, to show them. */
export const DAYS_KEPT = 42;

/** What came for one vital in the day that is still open: how many readings, their sum and their sum of squares or beyond a limit. */
export interface OpenDay {
  readonly count: number;
  readonly sum: number;
  readonly second: number;
}

/** One vital on one day that is over. */
export interface VitalDay {
  /** In the vital's unit; null where nothing came, or what came was held aside. */
  readonly value: number | null;
  /** What was held aside as not this person's. */
  readonly aside: number | null;
  readonly usual: number;
  readonly low: number;
  readonly high: number;
  readonly deviation: number | null;
}

/** Everything a monitor knows of a person. */
export interface MonitorState {
  /** Minutes east of UTC by which days begin. */
  readonly zone: number;
  /** The local day that is open, days since 1970. */
  readonly day: number;
  readonly vitals: DeteriorationState;
  readonly open: readonly OpenDay[];
  /** By vital, the days that are over, oldest first, at most `DAYS_KEPT`. */
  readonly past: readonly (readonly VitalDay[])[];
}

/** Nothing has come yet. */
export const EMPTY_DAY: OpenDay = { count: 0, sum: 0, second: 0 };

/** A person nothing is known of. */
export function openMonitor(rule: MonitorRule, zone: number, day: number): MonitorState {
  return {
    zone,
    day,
    vitals: openDeterioration(rule),
    open: rule.vitals.map(() => EMPTY_DAY),
    past: rule.vitals.map(() => []),
  };
}

/** The range of a vital before the next value comes. */
export function rangeOf(rule: MonitorRule, state: MonitorState, i: number): ReturnType<typeof usualRange> {
  return usualRange(rule.vitals[i]!, state.vitals[i]!.baseline);
}

const VITAL_NUMBERS = 11;
const DAY_NUMBERS = 6;

/** A state as bytes, the same for the same state: little-endian doubles, NaN for what is missing. */
export function encodeMonitor(state: MonitorState): Uint8Array {
  const days = state.past[0]?.length ?? 0;
  const numbers: number[] = [state.zone, state.day, days];
  state.vitals.forEach(({ baseline, sum, rising, smoothed }, i) => {
    const { level, variance, scatterVariance, seen, aside } = baseline;
    const { count, sum: total, second } = state.open[i]!;
    numbers.push(level, variance, scatterVariance, seen, aside, sum, rising, smoothed, count, total, second);
  });
  for (const past of state.past) {
    for (const { value, aside, usual, low, high, deviation } of past) {
      numbers.push(value ?? Number.NaN, aside ?? Number.NaN, usual, low, high, deviation ?? Number.NaN);
    }
  }
  const bytes = new Uint8Array(numbers.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [i, x] of numbers.entries()) view.setFloat64(i * 8, x, true);
  return bytes;
}

/** Reads back what `encodeMonitor` wrote. */
export function decodeMonitor({ vitals }: MonitorRule, bytes: Uint8Array): MonitorState {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (i: number): number => view.getFloat64(i * 8, true);
  const orNull = (i: number): number | null => (Number.isNaN(at(i)) ? null : at(i));
  const days = at(2);
  const first = 3 + vitals.length * VITAL_NUMBERS;
  const places = vitals.map((_, i) => 3 + i * VITAL_NUMBERS);
  return {
    zone: at(0),
    day: at(1),
    vitals: places.map((o) => ({
      baseline: {
        level: at(o),
        variance: at(o + 1),
        scatterVariance: at(o + 2),
        seen: at(o + 3),
        aside: at(o + 4),
      },
      sum: at(o + 5),
      rising: at(o + 6),
      smoothed: at(o + 7),
    })),
    open: places.map((o) => ({ count: at(o + 8), sum: at(o + 9), second: at(o + 10) })),
    past: vitals.map((_, i) =>
      Array.from({ length: days }, (_, d) => {
        const o = first + (i * days + d) * DAY_NUMBERS;
        return {
          value: orNull(o),
          aside: orNull(o + 1),
          usual: at(o + 2),
          low: at(o + 3),
          high: at(o + 4),
          deviation: orNull(o + 5),
        };
      }),
    ),
  };
}
