import type { Belief, Instant, Measurement, RecentReading } from '@twinward/contract';
import { AT } from './columns.ts';
import { OBSERVABLES } from './observables.ts';

/** Standard deviations from what is expected, errors of reading included, beyond which a reading is not believed at once. */
const JUMP = 5;
/** Two readings of one state differ by at most so many sd of their difference; it must be less than a jump, or what was before a jump would agree with it. */
const AGREEING = 3;
/** Milliseconds for which readings must agree with one another before such a jump is taken for the patient's. */
const CONFIRMED = 15 * 60_000;
/** Milliseconds without a reading after which what was set aside no longer counts. */
const GAP = 10 * 60_000;
/** mmHg below which a pulse is that of a damped line, an open transducer or an empty cuff. */
const LEAST_PULSE = 10;
/** mmHg by which means and their bounds may disagree by rounding. */
const ROUNDING = 1;

/** Reads one quantity off every member. */
type Predict = (observable: string) => Float64Array;

/**
 * Why a vital sign should be set aside: pressures of one instant that cannot be of one pulse (diastolic not below systolic, a mean outside
 * them, hardly any pulse), or a reading farther than 5 sd from what is expected that has not lasted. A jump that lasts 15 minutes with
 * readings that agree is taken in: then it is the patient.
 */
export function setAside(
  belief: Belief,
  { observable, value, censored }: Measurement,
  recent: readonly RecentReading[],
  predict: Predict,
): string | null {
  if (censored !== null) return null;
  return (
    told(belief, observable, recent) ??
    noPulse(belief, observable, value, recent) ??
    jump(predict(observable), observable, value, recent, belief.at)
  );
}

/** An ejection fraction beside the volumes it was computed from says nothing more. */
function told(belief: Belief, observable: string, recent: readonly RecentReading[]): string | null {
  if (observable !== 'ejection-fraction') return null;
  const both = ['end-diastolic', 'end-systolic'].every((name) =>
    recent.some(({ at, observable: other, aside }) => at === belief.at && other === name && !aside),
  );
  return both ? 'it follows from the volumes of the same instant, which were taken in' : null;
}

function noPulse(
  belief: Belief,
  observable: string,
  value: number,
  recent: readonly RecentReading[],
): string | null {
  const now = new Map(recent.filter(({ at }) => at === belief.at).map((one) => [one.observable, one.value]));
  now.set(observable, value);
  const [systolic, diastolic, mean] = ['systolic', 'diastolic', 'mean'].map((name) => now.get(name));
  if (!['systolic', 'diastolic', 'mean'].includes(observable)) return null;
  if (systolic !== undefined && diastolic !== undefined) {
    const said = `${figure(systolic)} over ${figure(diastolic)} mmHg`;
    if (!(diastolic < systolic)) return `${said} cannot be: the diastolic pressure is not below the systolic`;
    if (systolic - diastolic < LEAST_PULSE && !pumped(belief))
      return `${said} has hardly any pulse: a damped line, an open transducer or a cuff that is off`;
  }
  const low = (diastolic ?? Number.NEGATIVE_INFINITY) - ROUNDING;
  const high = (systolic ?? Number.POSITIVE_INFINITY) + ROUNDING;
  if (mean !== undefined && !(mean >= low && mean <= high))
    return `a mean of ${figure(mean)} mmHg does not lie between diastolic and systolic pressure`;
  return null;
}

/** A pump that turns steadily leaves little pulse. */
function pumped({ values, width }: Belief): boolean {
  return values[AT.pumpSpeed!]! > 0 && width > 0;
}

function jump(
  predicted: Float64Array,
  observable: string,
  value: number,
  recent: readonly RecentReading[],
  at: Instant,
): string | null {
  const { error, unit } = OBSERVABLES.find(({ name }) => name === observable)!;
  const mean = predicted.reduce((sum, x) => sum + x, 0) / predicted.length;
  const spread = predicted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (predicted.length - 1);
  const noise =
    error.kind === 'additive'
      ? error.sd ** 2
      : error.kind === 'combined'
        ? error.sd ** 2 + (error.cv * mean) ** 2
        : 0;
  const off = Math.abs(value - mean) / Math.sqrt(spread + noise);
  if (off <= JUMP || lasted(observable, value, AGREEING * Math.sqrt(2 * noise), recent, at)) return null;
  const shown = unit === 'mm[Hg]' ? 'mmHg' : unit;
  return `it is ${off.toFixed(0)} sd from the ${figure(mean)} ${shown} expected; a sensor, unless readings like it last 15 minutes`;
}

/** Whether readings that agree within `within` have come, without a gap or another in between, for long enough. */
function lasted(
  observable: string,
  value: number,
  within: number,
  recent: readonly RecentReading[],
  at: Instant,
): boolean {
  let since = at;
  for (const one of recent.filter((reading) => reading.observable === observable).toReversed()) {
    if (since - one.at > GAP || Math.abs(one.value - value) > within) break;
    since = one.at;
  }
  return at - since >= CONFIRMED;
}

function figure(value: number): string {
  return value.toFixed(0);
}
