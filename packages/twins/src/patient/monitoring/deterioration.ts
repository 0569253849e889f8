import { TwinwardError } from '@twinward/contract';
import { log } from '@twinward/simulate';
import {
  followBaseline,
  type MonitoredVital,
  openBaseline,
  type PersonalBaseline,
} from './personal-baseline.ts';

/** How a disease is watched for. */
export interface DeteriorationRule {
  readonly name: string;
  readonly vitals: readonly MonitoredVital[];
  /** Rise a day, in standard deviations of the daily score, that is no sign of anything. */
  readonly allowance: number;
  /** Thresholds of both statistics by false alerts in a patient-year, ascending; from stable people (see `alertThreshold`). */
  readonly budgets: readonly AlertBudget[];
}

/** What a budget of false alerts buys. */
export interface AlertBudget {
  readonly alertsPerYear: number;
  readonly cumulative: number;
  readonly distance: number;
}

/** Everything that is kept about a person between days: plain data. */
export interface DeteriorationState {
  readonly baselines: readonly PersonalBaseline[];
  /** Cumulative sum of daily scores above the allowance. */
  readonly cumulative: number;
  /** Days since the cumulative sum was last 0: how long the person has been getting worse. */
  readonly rising: number;
  /** Smoothed deviations, for the distance. */
  readonly smoothed: readonly number[];
  /** Whether an alert stands; it ends when both statistics have fallen to half their thresholds. */
  readonly alert: boolean;
  readonly days: number;
}

/** What one day said. */
export interface DeteriorationDay {
  readonly state: DeteriorationState;
  readonly cumulative: number;
  readonly distance: number;
  /** Whether an alert begins today. */
  readonly begins: boolean;
  /** Share of each vital in what is unusual, largest first; they add up to 1. */
  readonly contributions: readonly { readonly name: string; readonly share: number }[];
  /** Days since the change probably began. */
  readonly since: number;
  readonly missing: readonly string[];
}

/** Measurements of every vital before anything is judged. */
const LEARNING = 10;
/** Share of a day's deviations in the smoothed ones. */
const SMOOTHING = 0.3;
const MOST_SCORE = 4;

/** The state before the first day. */
export function openDeterioration({ vitals }: DeteriorationRule): DeteriorationState {
  return {
    baselines: vitals.map(openBaseline),
    cumulative: 0,
    rising: 0,
    smoothed: vitals.map(() => 0),
    alert: false,
    days: 0,
  };
}

/**
 * One day of a person who is watched for worsening. Each vital is held against the person's own baseline; the deviations towards the
 * worse make a daily score, whose cumulative sum above an allowance (Page 1954, Biometrika 41:100-115) finds slow joint changes, and a
 * distance of the smoothed deviations (Mahalanobis, independent vitals; only towards the worse) finds quick ones. What is missing
 * counts for nothing, neither well nor ill. Alerts begin where either statistic passes the threshold that the budget bought.
 *
 * Throws `observation.invalid` for a number that is not finite: leave out what was not measured.
 */
export function followDeterioration(
  rule: DeteriorationRule,
  state: DeteriorationState,
  values: Readonly<Record<string, number | null>>,
  alertsPerYear: number,
): DeteriorationDay {
  const thresholds = alertThreshold(rule, alertsPerYear);
  const { vitals, allowance } = rule;
  const trust = 1 / (1 + state.cumulative);
  const today = vitals.map((vital, i) => {
    const value = values[vital.name] ?? null;
    if (value !== null && !Number.isFinite(value)) {
      throw new TwinwardError('observation.invalid', `${value} is not a value of ${vital.name}`, {
        field: vital.name,
        remedy: 'give a finite number, or leave it out',
      });
    }
    return followBaseline(vital, state.baselines[i]!, value, trust);
  });
  const learning = state.baselines.some(({ seen }) => seen < LEARNING);
  const weighted = today.map(({ deviation }, i) => (deviation ?? 0) * vitals[i]!.weight);
  const power = today.reduce(
    (sum, { deviation }, i) => sum + (deviation === null ? 0 : vitals[i]!.weight ** 2),
    0,
  );
  const score = power === 0 ? 0 : weighted.reduce((a, b) => a + b, 0) / Math.sqrt(power);
  const cumulative =
    learning || power === 0
      ? state.cumulative
      : Math.max(0, state.cumulative + Math.max(-MOST_SCORE, Math.min(MOST_SCORE, score)) - allowance);
  const smoothed = state.smoothed.map((before, i) => {
    const { deviation } = today[i]!;
    return deviation === null || learning ? before : before + SMOOTHING * (deviation - before);
  });
  const distance = Math.sqrt(smoothed.reduce((sum, one) => sum + Math.max(0, one) ** 2, 0));
  const above = cumulative >= thresholds.cumulative || distance >= thresholds.distance;
  const stands =
    above || (state.alert && (cumulative > thresholds.cumulative / 2 || distance > thresholds.distance / 2));
  const rising = cumulative > 0 ? state.rising + 1 : 0;
  const parts = smoothed.map((one, i) => Math.max(0, one * vitals[i]!.weight));
  const whole = parts.reduce((a, b) => a + b, 0);
  return {
    state: {
      baselines: today.map(({ baseline }) => baseline),
      cumulative,
      rising,
      smoothed,
      alert: stands,
      days: state.days + 1,
    },
    cumulative,
    distance,
    begins: above && !state.alert,
    contributions: vitals
      .map(({ name }, i) => ({ name, share: whole === 0 ? 0 : parts[i]! / whole }))
      .sort((a, b) => b.share - a.share),
    since: rising,
    missing: vitals.filter((_, i) => today[i]!.deviation === null).map(({ name }) => name),
  };
}

/**
 * The thresholds that a budget of false alerts in a patient-year buys, between the budgets of a rule on the scale of their logarithm.
 * Throws `usage` for a budget the rule was not tried with.
 */
export function alertThreshold({ budgets, name }: DeteriorationRule, alertsPerYear: number): AlertBudget {
  const above = budgets.findIndex((budget) => budget.alertsPerYear >= alertsPerYear);
  const upper = budgets[above];
  if (upper !== undefined && upper.alertsPerYear === alertsPerYear) return upper;
  const lower = budgets[above - 1];
  if (upper === undefined || lower === undefined) {
    throw new TwinwardError('usage', `${name} was not tried with ${alertsPerYear} alerts a year`, {
      field: 'alertsPerYear',
      remedy: `choose ${budgets[0]?.alertsPerYear} to ${budgets.at(-1)?.alertsPerYear}`,
    });
  }
  const share = log(alertsPerYear / lower.alertsPerYear) / log(upper.alertsPerYear / lower.alertsPerYear);
  const between = (of: 'cumulative' | 'distance'): number => lower[of] + share * (upper[of] - lower[of]);
  return { alertsPerYear, cumulative: between('cumulative'), distance: between('distance') };
}
