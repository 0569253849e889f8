/** A quantity a person measures about once a day. */
export interface MonitoredVital {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** Which way it goes when the person worsens. */
  readonly worse: 1 | -1;
  /** What a person's level is before anything is known, and by how much people differ. */
  readonly typical: number;
  readonly between: number;
  /** Standard deviation of one measurement about the person's level of the day. */
  readonly scatter: number;
  /** Standard deviation by which the level itself wanders in a day. */
  readonly wander: number;
  /** How much a step of one standard deviation of this quantity says, beside the others. */
  readonly weight: number;
}

/** Deviations beyond this many standard deviations pull the level no harder. */
const ROBUST = 2.5;
/** A level is never surer than after this many days of measurements, so that it goes on following its person. */
const LEAST_SHARE = 0.5;

/**
 * What is usual for one person: a local level followed by a Kalman filter, so that a gap of days makes it unsure and nothing else, and
 * a single odd measurement moves it little (Harvey 1989, "Forecasting, structural time series models and the Kalman filter", 2.2;
 * Huber's weights for what lies far out). Plain data, to be kept between days.
 */
export interface PersonalBaseline {
  readonly level: number;
  readonly variance: number;
  /** Measurements it has seen. */
  readonly seen: number;
}

/** The baseline of a person nothing is known of. */
export function openBaseline({ typical, between }: MonitoredVital): PersonalBaseline {
  return { level: typical, variance: between * between, seen: 0 };
}

/**
 * One day's measurement against a baseline, null where there was none: the standardised deviation towards the worse, and the baseline of
 * the next day. `trust`, 0 to 1, is how far the measurement may move the level: less while the person seems to be worsening, since
 * otherwise a slow worsening becomes the new usual.
 */
export function followBaseline(
  vital: MonitoredVital,
  baseline: PersonalBaseline,
  value: number | null,
  trust: number,
): { readonly deviation: number | null; readonly baseline: PersonalBaseline } {
  const { scatter, wander, worse } = vital;
  const before = baseline.variance + wander * wander;
  if (value === null) return { deviation: null, baseline: { ...baseline, variance: before } };
  const expected = before + scatter * scatter;
  const standard = (value - baseline.level) / Math.sqrt(expected);
  const pull = Math.abs(standard) > ROBUST ? ROBUST / Math.abs(standard) : 1;
  const gain = (trust * pull * before) / expected;
  const after = before * (1 - gain);
  const steady = LEAST_SHARE * wander * scatter;
  return {
    deviation: worse * standard,
    baseline: {
      level: baseline.level + gain * (value - baseline.level),
      variance: Math.max(after, steady),
      seen: baseline.seen + 1,
    },
  };
}
