// People with heart failure who measure themselves at home: drawn, and declared so, because no open recording of worsening exists.
import type { RandomSource } from '@twinward/contract';
import { drawExponential, exp } from '@twinward/simulate';

/** What a person measured in a day; null where nothing came. */
export type DailyVitals = Readonly<
  Record<'weight' | 'heart-rate' | 'respiratory-rate' | 'activity', number | null>
>;

/** A person followed for some days. */
export interface SyntheticPerson {
  readonly days: readonly DailyVitals[];
  /** Days of admission for heart failure, ascending. */
  readonly admissions: readonly number[];
}

/**
 * Admissions in a year, days between them at least, and days in which a worsening builds up: 18 with a standard deviation of 10 by
 * impedance of the chest (Yu et al. 2005, Circulation 112:841).
 */
const ADMISSIONS_PER_YEAR = 0.6;
const APART = 60;
const BUILD_UP = { mean: 18.3, sd: 10.1, least: 5, most: 40 } as const;
/** Days after an admission until a person is as before. */
const RECOVERY = 14;

/**
 * What a worsening moves, in which share of people, from least to most at admission. Weight rises in about half, so that
 * the rule of guidelines finds about a fifth (Zhang et al. 2009, Eur. J. Heart Fail. 11:420); rates and activity in about two thirds, as wearables see it.
 */
const SIGNS = {
  weight: { share: 0.5, least: 1, most: 6 },
  'heart-rate': { share: 0.65, least: 5, most: 13 },
  'respiratory-rate': { share: 0.65, least: 2, most: 5.5 },
  activity: { share: 0.65, least: -0.55, most: -0.2 },
} as const;
/** Colds, scales that are changed, tablets that slow the heart, weeks without a device: what looks like worsening, or hides it. */
const COLDS_PER_YEAR = 1;
const CHANGES_PER_YEAR = 0.5;
const HOLIDAYS_PER_YEAR = 1;

/** Draws a person for `length` days, stable or not; the same source gives the same person. */
export function drawPerson(
  random: RandomSource,
  length: number,
  admissionsPerYear: number = ADMISSIONS_PER_YEAR,
): SyntheticPerson {
  const draws = random.draws(0, 0, 0);
  const within = (low: number, high: number): number => low + (high - low) * draws.uniform();
  const times = (perYear: number, apart: number): number[] => {
    const found: number[] = [];
    for (
      let t = 30 + 365 * drawExponential(draws, perYear);
      t < length;
      t += apart + 365 * drawExponential(draws, perYear)
    )
      found.push(Math.floor(t));
    return found;
  };
  const admissions = admissionsPerYear > 0 ? times(admissionsPerYear, APART) : [];
  const shift = {
    weight: new Float64Array(length),
    'heart-rate': new Float64Array(length),
    'respiratory-rate': new Float64Array(length),
    activity: new Float64Array(length),
  };
  for (const day of admissions) {
    const build = Math.min(
      BUILD_UP.most,
      Math.max(BUILD_UP.least, BUILD_UP.mean + BUILD_UP.sd * draws.normal()),
    );
    const bend = within(1, 2);
    for (const [name, { share, least, most }] of Object.entries(SIGNS)) {
      const size = draws.uniform() < share ? within(least, most) : 0;
      for (let t = Math.max(0, Math.ceil(day - build)); t < Math.min(length, day + RECOVERY); t++) {
        const grown = t < day ? ((t - (day - build)) / build) ** bend : 1 - (t - day) / RECOVERY;
        shift[name as keyof typeof SIGNS][t]! += size * grown;
      }
    }
  }
  for (const day of times(COLDS_PER_YEAR, 20)) {
    const [fast, breath, rest] = [within(3, 9), within(0.5, 2.5), within(-0.4, -0.1)];
    for (let t = day; t < Math.min(length, day + 6); t++) {
      shift['heart-rate'][t]! += fast;
      shift['respiratory-rate'][t]! += breath;
      shift.activity[t]! += rest;
    }
  }
  for (const day of times(CHANGES_PER_YEAR, 30)) {
    const [kilograms, beats] = draws.uniform() < 0.5 ? [within(-1.2, 1.2), 0] : [0, within(-8, 2)];
    for (let t = day; t < length; t++) {
      shift.weight[t]! += kilograms;
      shift['heart-rate'][t]! += beats;
    }
  }
  const away = new Set(
    times(HOLIDAYS_PER_YEAR, 30).flatMap((day) =>
      Array.from({ length: Math.round(within(5, 14)) }, (_, i) => day + i),
    ),
  );
  const habit = { weight: within(0.7, 0.97), worn: within(0.7, 0.97) };
  let [weight, rate, breath, active] = [
    82 + 15 * draws.normal(),
    72 + 8 * draws.normal(),
    17 + 2 * draws.normal(),
    Math.max(0.8, 3 + draws.normal()),
  ];
  let water = 0;
  const days = Array.from({ length }, (_, t): DailyVitals => {
    weight += 0.02 * draws.normal();
    rate += 0.15 * draws.normal();
    breath += 0.05 * draws.normal();
    active = Math.max(0.4, active + 0.03 * draws.normal());
    water = 0.6 * water + 0.35 * draws.normal();
    const weekend = t % 7 >= 5 ? -0.15 : 0;
    const measured = {
      weight: weight + water + 0.2 * draws.normal() + shift.weight[t]!,
      'heart-rate': rate + 2.5 * draws.normal() + shift['heart-rate'][t]!,
      'respiratory-rate': breath + 0.9 * draws.normal() + shift['respiratory-rate'][t]!,
      activity: active * exp(0.25 * draws.normal() + weekend) * (1 + Math.max(-0.8, shift.activity[t]!)),
    };
    const [scale, device] = [
      draws.uniform() < habit.weight && !away.has(t),
      draws.uniform() < habit.worn && !away.has(t),
    ];
    return {
      weight: scale ? measured.weight : null,
      'heart-rate': device ? measured['heart-rate'] : null,
      'respiratory-rate': device ? measured['respiratory-rate'] : null,
      activity: device ? measured.activity : null,
    };
  });
  return { days, admissions };
}
