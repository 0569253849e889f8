import { exp } from '../elementary/exp.ts';
import { log } from '../elementary/log.ts';
import type { StepControl } from './step-control.ts';

/** Shortest first step, relative to the time. */
const SHORTEST = 1e-13;

/**
 * A first step from the size of the state, its derivative and how fast that bends (Hairer, Norsett, Wanner I, II.4, algorithm
 * (a) to (f)), never so short that the time would hardly move, nor shorter than allowed. `bend(h, out)` writes the derivative after an Euler step of h.
 */
export function firstStep(
  control: StepControl,
  t: number,
  y: Float64Array,
  derivative: Float64Array,
  order: number,
  longest: number,
  bend: (h: number, out: Float64Array) => void,
  scratch: Float64Array,
): number {
  const n = y.length;
  const norm = (value: (i: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const e = value(i) / (control.absolute[i]! + control.relative * Math.abs(y[i]!) || 1e-300);
      sum += e * e;
    }
    return Math.sqrt(sum / Math.max(1, n));
  };
  const size = norm((i) => y[i]!);
  const slope = norm((i) => derivative[i]!);
  let h = slope <= 1e-5 || size <= 1e-5 ? 1e-6 : 0.01 * (size / slope);
  h = Math.min(Math.max(h, Math.abs(t) * SHORTEST), longest);
  if (!(h > 0)) return longest;
  bend(h, scratch);
  const curve = norm((i) => scratch[i]! - derivative[i]!) / h;
  const steepest = Math.max(curve, slope);
  const second =
    steepest <= 1e-15 || !Number.isFinite(steepest)
      ? Math.max(1e-6, h * 1e-3)
      : exp(log(0.01 / steepest) / order);
  const first = Math.min(100 * h, second, longest);
  return Math.min(Math.max(first > 0 ? first : 1e-6, control.minimumStep), longest);
}
