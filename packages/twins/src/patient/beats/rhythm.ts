/** What the times of beats say of a rhythm. */
export interface Rhythm {
  readonly beats: number;
  /** Mean rate of the normal intervals, /min. */
  readonly rate: number;
  /** Spread of the normal intervals, and root mean square of the differences between successive ones, ms. */
  readonly sdnn: number;
  readonly rmssd: number;
  /** Share of successive normal intervals that differ by more than 50 ms. */
  readonly pnn50: number;
  /** Share of beats that come early. */
  readonly ectopic: number;
}

/** Malik's rule: an interval that differs by more than a fifth from the last normal one is not normal. */
const UNLIKE = 0.2;
const STEP = 0.05;
/** After so many unlike intervals in a row the rhythm is taken to have changed. */
const CHANGED = 4;

/**
 * Variability of the normal intervals (Task Force of the ESC and NASPE 1996, Circulation 93:1043-1065: SDNN, RMSSD, pNN50) and the share of
 * early beats. An interval is normal if it differs by at most 20 % from the last normal one (Malik et al. 1989, Eur. Heart J.
 * 10:1060-1074); a beat that ends a shorter one is early. Morphology is not looked at: a late ventricular beat counts as normal.
 *
 * @param beats times of the beats, s, rising
 * @example
 * rhythmOf([0, 0.8, 1.6, 2.1, 3.2, 4]).ectopic.toFixed(2); // '0.17'
 */
export function rhythmOf(beats: readonly number[]): Rhythm {
  const normal: number[] = [];
  const steps: number[] = [];
  let [early, last, unlike] = [0, Number.NaN, 0];
  let joined = false;
  for (let i = 1; i < beats.length; i++) {
    const interval = beats[i]! - beats[i - 1]!;
    const changed = unlike >= CHANGED;
    const like = Number.isNaN(last) || changed || Math.abs(interval - last) <= UNLIKE * last;
    if (!like) {
      if (interval < last && joined) early += 1;
      unlike += 1;
      joined = false;
      continue;
    }
    if (joined) steps.push(interval - last);
    normal.push(interval);
    [last, unlike, joined] = [interval, 0, true];
  }
  const mean = average(normal);
  return {
    beats: beats.length,
    rate: 60 / mean,
    sdnn: 1000 * Math.sqrt(average(normal.map((interval) => (interval - mean) * (interval - mean)))),
    rmssd: 1000 * Math.sqrt(average(steps.map((step) => step * step))),
    pnn50: average(steps.map((step) => (Math.abs(step) > STEP ? 1 : 0))),
    ectopic: beats.length === 0 ? 0 : early / beats.length,
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
