// A recording on an even grid of the day, so that the same time of different days can be compared.
import type { CgmRecording } from './cgm-recording.ts';

/** Glucose at `step`, 2 `step`, ... minutes after the first midnight; NaN where nothing was measured near. */
export interface DayGrid {
  /** Minutes; divides a day. */
  readonly step: number;
  /** mg/dL, whole days. */
  readonly mgdl: Float64Array;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Minutes between readings across which nothing is interpolated. */
const LONGEST_GAP = 45;

/**
 * Interpolates linearly between readings at most 45 minutes apart. The step is the median interval of the recording in whole
 * minutes, made to divide the day: rounded to a multiple of five, at most twenty. Readings may come in any order; of several at one
 * time the last counts.
 */
export function dayGrid(recording: CgmRecording): DayGrid {
  const { times, mgdl } = rising(recording);
  const step = gridStep(times);
  const first = times[0]!;
  const last = times.at(-1)!;
  const midnight = Math.floor(first / DAY) * DAY;
  const days = Math.ceil((last - first) / DAY + 1);
  const grid = new Float64Array((days * DAY) / MINUTE / step).fill(Number.NaN);
  let before = 0;
  for (let k = 0; k < grid.length; k++) {
    const at = midnight + (k + 1) * step * MINUTE;
    if (at < first || at > last) continue;
    while (before < times.length - 2 && times[before + 1]! <= at) before++;
    grid[k] = between(times, mgdl, before, at);
  }
  return { step, mgdl: grid };
}

function rising({ times, mgdl }: CgmRecording): CgmRecording {
  if (times.every((t, i) => i === 0 || t > times[i - 1]!)) return { times, mgdl };
  const last = new Map<number, number>();
  for (const [i, t] of times.entries()) last.set(t, mgdl[i]!);
  const sorted = [...last].sort(([a], [b]) => a - b);
  return {
    times: Float64Array.from(sorted, ([t]) => t),
    mgdl: Float64Array.from(sorted, ([, g]) => g),
  };
}

function between(times: Float64Array, mgdl: Float64Array, before: number, at: number): number {
  const [t0, t1] = [times[before]!, times[before + 1] ?? times[before]!];
  const [g0, g1] = [mgdl[before]!, mgdl[before + 1] ?? mgdl[before]!];
  if (at === t0) return g0;
  if (at === t1) return g1;
  return (t1 - t0) / MINUTE > LONGEST_GAP ? Number.NaN : g0 + ((g1 - g0) * (at - t0)) / (t1 - t0);
}

function gridStep(times: Float64Array): number {
  const gaps = Float64Array.from(
    { length: times.length - 1 },
    (_, i) => (times[i + 1]! - times[i]!) / MINUTE,
  ).sort();
  const half = gaps.length >> 1;
  const median = gaps.length % 2 === 1 ? gaps[half]! : (gaps[half - 1]! + gaps[half]!) / 2;
  const whole = Math.round(median);
  if (whole > 0 && 1440 % whole === 0 && whole <= LONGEST_GAP) return whole;
  return Math.min(20, Math.max(5, Math.round(whole / 5) * 5));
}
