import { type TwoHill, twoHill, twoHillNorm } from '../network/activation.ts';
import { REFERENCE_PERIOD } from './reference-heart.ts';

/** Points of the table of one activation; linear interpolation errs by less than 1e-5. */
const POINTS = 4096;
/** Seconds the table covers; the activation has died away long before. */
const LENGTH = 1.4 * REFERENCE_PERIOD;

interface Wave {
  readonly onset: number;
  readonly shape: TwoHill;
}

/** Onset and time constants are shares of the reference period (Regazzoni et al. 2022; exponents of Mynard et al. 2012). */
const ATRIAL: Wave = {
  onset: 0.025,
  shape: { tau1: 0.11 * REFERENCE_PERIOD, tau2: 0.18 * REFERENCE_PERIOD, m1: 1.32, m2: 13.1 },
};
const VENTRICULAR: Wave = {
  onset: 0.207,
  shape: { tau1: 0.269 * REFERENCE_PERIOD, tau2: 0.452 * REFERENCE_PERIOD, m1: 1.32, m2: 27.4 },
};

let tables: { readonly atrial: Float64Array; readonly ventricular: Float64Array } | undefined;

/**
 * Writes the activations of atria, ventricles and a wall that follows them by `delay` s, at `time` s after the beat began. Onset and course
 * of contraction stretch with the square root of the period, as the QT interval does (Bazett 1920).
 */
export function beatActivation(time: number, period: number, delay: number, out: Float64Array): void {
  tables ??= { atrial: tableOf(ATRIAL), ventricular: tableOf(VENTRICULAR) };
  const stretch = Math.sqrt(period / REFERENCE_PERIOD);
  out[0] = at(tables.atrial, time - ATRIAL.onset * stretch, period, stretch);
  const since = time - VENTRICULAR.onset * stretch;
  out[1] = at(tables.ventricular, since, period, stretch);
  out[2] = delay > 0 ? at(tables.ventricular, since - delay, period, stretch) : out[1]!;
}

function at(table: Float64Array, since: number, period: number, stretch: number): number {
  const place = ((since < 0 ? since + period : since) / stretch / LENGTH) * (POINTS - 1);
  const below = Math.floor(place);
  if (below >= POINTS - 1) return 0;
  return table[below]! + (place - below) * (table[below + 1]! - table[below]!);
}

function tableOf({ shape }: Wave): Float64Array {
  const norm = twoHillNorm(shape, REFERENCE_PERIOD);
  return Float64Array.from({ length: POINTS }, (_, i) => twoHill((i * LENGTH) / (POINTS - 1), shape, norm));
}
