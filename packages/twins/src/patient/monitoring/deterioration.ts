import { TwinwardError } from '@twinward/contract';
import type { AlertBudget } from './alert-budget.ts';
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
  /** Rise a day, in standard deviations, that is no sign of anything: half of the rise to be found, less where it builds up slowly. */
  readonly allowance: number;
  /** What each budget of false alerts buys, ascending (`scripts/learn-alert-budgets.ts`). */
  readonly budgets: readonly AlertBudget[];
}

/** What is kept of one vital of a person between days: plain data. */
export interface VitalState {
  readonly baseline: PersonalBaseline;
  /** Cumulative sum of deviations above the allowance, at most 12, and days since it was last 0. */
  readonly sum: number;
  readonly rising: number;
  /** Deviations, smoothed. */
  readonly smoothed: number;
}

/** Everything that is kept about a person between days. */
export type DeteriorationState = readonly VitalState[];

/** The two statistics of a day. */
export interface DeteriorationStatistics {
  /** Sum of the vitals' cumulative sums. */
  readonly cumulative: number;
  /** Distance of the smoothed deviations. */
  readonly distance: number;
}

/** What one day said. */
export interface DeteriorationDay extends DeteriorationStatistics {
  readonly state: DeteriorationState;
  /** Deviation of each vital towards the worse, in the order of the rule; null where none could be judged. */
  readonly deviations: readonly (number | null)[];
  /** Vitals whose value was held aside as not this person's. */
  readonly foreign: readonly string[];
}

/** The most, in standard deviations, that one day may add; and that may gather, lest an alert stand for months after its worsening. */
const MOST = 3;
const FULL = 12;
/** How much less a day moves what is usual for each standard deviation gathered: a worsening of weeks is not to become the usual. */
const HELD = 0.2;
/** Share of a day's deviations in the smoothed ones. */
const SMOOTHING = 0.3;

/** The state before the first day. */
export function openDeterioration({ vitals }: DeteriorationRule): DeteriorationState {
  return vitals.map((vital) => ({ baseline: openBaseline(vital), sum: 0, rising: 0, smoothed: 0 }));
}

/**
 * One day of a person who is watched for worsening. Each vital is held against the person's own baseline; its deviations towards the
 * worse gather in a cumulative sum above an allowance (Page 1954, Biometrika 41:100-115). The sums are added, which finds a change in any
 * few of many streams (Mei 2010, Biometrika 97:419-433); a distance of the smoothed deviations (Mahalanobis, independent vitals; only
 * towards the worse) finds quick changes. What is missing counts for nothing, neither well nor ill.
 *
 * Throws `observation.invalid` for a number that is not finite: leave out what was not measured.
 */
export function followDeterioration(
  rule: DeteriorationRule,
  state: DeteriorationState,
  values: Readonly<Record<string, number | null>>,
): DeteriorationDay {
  const deviations: (number | null)[] = [];
  const foreign: string[] = [];
  const after = rule.vitals.map((vital, i): VitalState => {
    const value = values[vital.name] ?? null;
    if (value !== null && !Number.isFinite(value)) {
      throw new TwinwardError('observation.invalid', `${value} is not a value of ${vital.name}`, {
        field: vital.name,
        remedy: 'give a finite number, or leave it out',
      });
    }
    const { baseline, sum, rising, smoothed } = state[i]!;
    const day = followBaseline(vital, baseline, value, 1 / (1 + HELD * sum));
    deviations.push(day.deviation);
    if (day.foreign) foreign.push(vital.name);
    if (day.deviation === null) {
      return { baseline: day.baseline, sum, rising: sum > 0 ? rising + 1 : 0, smoothed };
    }
    const added = Math.max(-MOST, Math.min(MOST, day.deviation)) - rule.allowance;
    const gathered = Math.min(FULL, Math.max(0, sum + added));
    return {
      baseline: day.baseline,
      sum: gathered,
      rising: gathered > 0 ? rising + 1 : 0,
      smoothed: smoothed + SMOOTHING * (day.deviation - smoothed),
    };
  });
  return { state: after, deviations, foreign, ...statisticsOf(after) };
}

/** The statistics of a state. */
export function statisticsOf(state: DeteriorationState): DeteriorationStatistics {
  let [cumulative, squares] = [0, 0];
  for (const { sum, smoothed } of state) {
    cumulative += sum;
    squares += Math.max(0, smoothed) ** 2;
  }
  return { cumulative, distance: Math.sqrt(squares) };
}

/** Share of each vital in what is unusual, in the order of the rule; they add up to 1, or are all 0. */
export function sharesOf(state: DeteriorationState): readonly number[] {
  const parts = state.map(({ sum, smoothed }) => sum + Math.max(0, smoothed));
  const whole = parts.reduce((a, b) => a + b, 0);
  return parts.map((part) => (whole === 0 ? 0 : part / whole));
}

/** Days since the change probably began: since the sum of the vital that rose most left 0. */
export function daysRising(state: DeteriorationState): number {
  return state.reduce((most, one) => (one.sum > most.sum ? one : most), state[0]!).rising;
}
