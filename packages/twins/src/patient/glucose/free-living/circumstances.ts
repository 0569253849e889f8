// What the learned parts of a forecast look at: level, slope, latest changes and the time of day.
import { cos, exp, log, sin, tanh } from '@twinward/simulate';

/** Numbers that describe the moment of a forecast: level, slope, eleven five-minute changes. */
export const MOMENT = 13;
/** Readings, about five minutes apart, that the changes look back on. */
export const LAGS = 12;
/** Features of the residual: a constant, the moment, twelve harmonics of the day, eight products. */
export const FEATURES = 34;
/** The constant and the moment come first; they are shrunk less than the others. */
export const BASIC = 14;
/** Circumstances on which the width of a forecast depends. */
export const CIRCUMSTANCES = 10;
const HARMONICS = 6;

/**
 * Describes a moment into `out` at `o`. `back` [12]: glucose now, 5, ... 55 minutes ago (NaN where unknown; the change is then
 * taken as none); `mean`: the personal mean; `unit`: the person's scale; `hourAhead`: the kinetics' forecast in 60 minutes, mg/dL.
 */
export function describeMoment(
  back: Float64Array,
  mean: number,
  unit: number,
  hourAhead: number,
  out: Float32Array,
  o: number,
): void {
  out[o] = clip((back[0]! - mean) / (20 * unit), 5);
  out[o + 1] = clip((hourAhead - back[0]!) / (10 * unit), 6);
  for (let k = 0; k < LAGS - 1; k++) {
    const change = (back[k]! - back[k + 1]!) / (10 * unit);
    out[o + 2 + k] = Number.isNaN(change) ? 0 : clip(change, 4);
  }
}

/** The residual's features [34] of a moment described in `moment` at `o`, at a minute of the local clock. */
export function features(moment: Float32Array, o: number, localMinute: number, f: Float64Array): void {
  let n = 0;
  f[n++] = 0.5;
  for (let k = 0; k < MOMENT; k++) f[n++] = moment[o + k]!;
  const angle = (2 * Math.PI * (((localMinute % 1440) + 1440) % 1440)) / 1440;
  for (let h = 1; h <= HARMONICS; h++) {
    f[n++] = sin(h * angle);
    f[n++] = cos(h * angle);
  }
  const [s, c, level] = [f[BASIC]!, f[BASIC + 1]!, f[1]!];
  const quarter = f[3]! + f[4]! + f[5]!;
  const half = (quarter + f[6]! + f[7]! + f[8]!) / 2;
  const [slope, height] = [clip(quarter, 6), clip(level, 3)];
  f[n++] = slope * s;
  f[n++] = slope * c;
  f[n++] = height * s;
  f[n++] = height * c;
  f[n++] = tanh((level * level) / 4);
  f[n++] = 2 * tanh((level * quarter) / 2);
  f[n++] = 3 * tanh((quarter * Math.abs(quarter)) / 3);
  f[n] = 2 * tanh((half * level) / 2);
}

/** The circumstances [10] of a moment: a constant, log volatility, rising, falling, high, low, and the time of day. */
export function circumstances(f: Float64Array, volatility: number, out: Float64Array): void {
  const quarter = (f[3]! + f[4]! + f[5]!) / 2;
  const level = f[1]! / 2;
  out[0] = 1;
  out[1] = log(Math.max(0.3, Math.min(8, volatility)));
  out[2] = Math.min(3, Math.max(0, quarter));
  out[3] = Math.min(3, Math.max(0, -quarter));
  out[4] = Math.min(2, Math.max(0, level));
  out[5] = Math.min(2, Math.max(0, -level));
  for (let k = 0; k < 4; k++) out[6 + k] = f[BASIC + k]!;
}

/** What the circumstances multiply the kinetics' own spread by, within a factor of three; 1 without weights. */
export function spreadFactor(
  weights: ArrayLike<number> | undefined,
  f: Float64Array,
  volatility: number,
): number {
  if (weights === undefined) return 1;
  const around = new Float64Array(CIRCUMSTANCES);
  circumstances(f, volatility, around);
  let sum = 0;
  for (let i = 0; i < CIRCUMSTANCES; i++) sum += weights[i]! * around[i]!;
  return exp(Math.max(-1.1, Math.min(1.1, sum)));
}

function clip(x: number, most: number): number {
  return Math.max(-most, Math.min(most, x));
}
