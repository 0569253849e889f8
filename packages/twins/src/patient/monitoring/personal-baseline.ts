import { exp, log } from '@twinward/simulate';

/** A quantity that is judged once a day against what is usual for one person. */
export interface MonitoredVital {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** The scale on which its scatter is even: `linear`; `log` where it goes by shares; `root` for shares of a day in per cent. */
  readonly scale: 'linear' | 'log' | 'root';
  /** Which way it goes when the person worsens. */
  readonly worse: 1 | -1;
  /** What a person's level is before anything is known (in `unit`), and by how much people differ (on the scale). */
  readonly typical: number;
  readonly between: number;
  /** Standard deviation of one day about the person's level, in a person of whom nothing is known (on the scale). */
  readonly scatter: number;
  /** Standard deviation by which the level itself wanders in a day (on the scale). */
  readonly wander: number;
  /** Distance from the usual (on the scale) beyond which a value is not this person's: held aside until it comes five days running. */
  readonly foreign: number;
}

/** Deviations beyond this many standard deviations pull the level no harder. */
const ROBUST = 2.5;
/** A level is never surer than after this many days of measurements, so that it goes on following its person. */
const LEAST_SHARE = 0.5;
/** Days that what is known of people's scatter counts for beside a person's own, and days after which older ones fade. */
const PRIOR_DAYS = 60;
const MEMORY = 120;
/** A day's part in the scatter is bounded at so many variances, lest one odd day makes a person seem restless. */
const MOST_VARIANCES = 6;
/** Days after which a new level is believed: a scale that was replaced, a pacemaker set anew. */
const BELIEVED_AFTER = 5;
/** Days of a vital before anything is judged by it. */
export const LEARNING = 10;

/**
 * What is usual for one person: a local level followed by a Kalman filter, so that a gap of days makes it unsure and nothing else, and
 * a single odd day moves it little (Harvey 1989, "Forecasting, structural time series models and the Kalman filter", 2.2;
 * Huber's weights for what lies far out); and the person's own scatter about it, shrunk to that of people. Plain data, on the vital's scale.
 */
export interface PersonalBaseline {
  readonly level: number;
  readonly variance: number;
  readonly scatterVariance: number;
  /** Days it has seen. */
  readonly seen: number;
  /** Days running whose value was held aside. */
  readonly aside: number;
}

/** What one day was beside a baseline. */
export interface BaselineDay {
  /** Towards the worse, in standard deviations; null without a value, while the person is being learnt, and for a value held aside. */
  readonly deviation: number | null;
  /** Whether the value was held aside as not this person's. */
  readonly foreign: boolean;
  readonly baseline: PersonalBaseline;
}

/** The baseline of a person nothing is known of. */
export function openBaseline(vital: MonitoredVital): PersonalBaseline {
  return {
    level: toScale(vital, vital.typical),
    variance: vital.between * vital.between,
    scatterVariance: vital.scatter * vital.scatter,
    seen: 0,
    aside: 0,
  };
}

/**
 * One day against a baseline; `value` in the vital's unit, null where there was none. `trust`, 0 to 1, is how far the day may move
 * the level: less while the person seems to be worsening, since otherwise a slow worsening becomes the new usual.
 */
export function followBaseline(
  vital: MonitoredVital,
  baseline: PersonalBaseline,
  value: number | null,
  trust: number,
): BaselineDay {
  const before = baseline.variance + vital.wander * vital.wander;
  const waiting = { ...baseline, variance: before };
  if (value === null) return { deviation: null, foreign: false, baseline: waiting };
  const x = toScale(vital, value);
  if (baseline.seen >= LEARNING && Math.abs(x - baseline.level) > vital.foreign) {
    const aside = baseline.aside + 1;
    const anew = { ...openBaseline(vital), level: x };
    return {
      deviation: null,
      foreign: true,
      baseline: aside < BELIEVED_AFTER ? { ...waiting, aside } : anew,
    };
  }
  const expected = before + baseline.scatterVariance;
  const standard = (x - baseline.level) / Math.sqrt(expected);
  const pull = Math.abs(standard) > ROBUST ? ROBUST / Math.abs(standard) : 1;
  const gain = (trust * pull * before) / expected;
  const scatterVariance = scatterAfter(baseline, standard, expected, before);
  const steady = LEAST_SHARE * vital.wander * Math.sqrt(scatterVariance);
  return {
    deviation: baseline.seen < LEARNING ? null : vital.worse * standard,
    foreign: false,
    baseline: {
      level: baseline.level + gain * (x - baseline.level),
      variance: Math.max(before * (1 - gain), steady),
      scatterVariance,
      seen: baseline.seen + 1,
      aside: 0,
    },
  };
}

function scatterAfter(
  { scatterVariance, seen }: PersonalBaseline,
  standard: number,
  expected: number,
  levelVariance: number,
): number {
  if (seen < LEARNING) return scatterVariance;
  const days = Math.min(PRIOR_DAYS + seen, MEMORY);
  const square = Math.min(standard * standard, MOST_VARIANCES) * expected;
  return (scatterVariance * days + Math.max(0, square - levelVariance)) / (days + 1);
}

/** Where nine of ten days of the person lie, and the level between, in the vital's unit. */
export function usualRange(
  vital: MonitoredVital,
  { level, variance, scatterVariance }: PersonalBaseline,
): { readonly usual: number; readonly low: number; readonly high: number } {
  const reach = 1.6448536269514722 * Math.sqrt(variance + vital.wander * vital.wander + scatterVariance);
  return {
    usual: fromScale(vital, level),
    low: fromScale(vital, level - reach),
    high: fromScale(vital, level + reach),
  };
}

/** A value on the scale of its vital. */
export function toScale({ scale }: Pick<MonitoredVital, 'scale'>, value: number): number {
  if (scale === 'log') return log(Math.max(value, 1e-6));
  return scale === 'root' ? Math.sqrt(Math.max(0, value)) : value;
}

/** What `toScale` made, back in the vital's unit. */
export function fromScale({ scale }: Pick<MonitoredVital, 'scale'>, x: number): number {
  if (scale === 'log') return exp(x);
  return scale === 'root' ? Math.max(0, x) ** 2 : x;
}
