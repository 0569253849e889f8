import type { RandomSource } from '@twinward/contract';
import {
  alertDays,
  budgetAt,
  drawPerson,
  followDays,
  type MonitorRule,
  type SyntheticCondition,
  type SyntheticPerson,
} from '@twinward/twins/patient';
import { type AlertTally, judgeAlerts, quantile } from './judge-alerts.ts';
import type { PublishedRule } from './published-rules.ts';

/** What one condition must reach; null where nothing was promised. */
export interface ConditionBars {
  readonly sensitivity: number | null;
  readonly lead: number | null;
  /** Times the sensitivity of the published rule when that spends as many false alerts. */
  readonly times: number;
}

/** A condition with its people, its monitor and the rule it is held against. */
export interface JudgedCondition {
  readonly people: SyntheticCondition;
  readonly monitor: MonitorRule;
  readonly rule: PublishedRule;
  readonly bars: ConditionBars;
}

/** How a monitor and a published rule fared on the same people. */
export interface ConditionResult {
  readonly ours: AlertTally;
  /** As published. */
  readonly published: AlertTally;
  /** Sensitivity and median lead where the rule gives as many false alerts as ours, between the nearest settings that it can tell apart. */
  readonly equal: { readonly sensitivity: number; readonly lead: number; readonly setting: number };
  /** Share of our alerts that an event followed, what the monitor says of it, and from how many alerts it learnt that. */
  readonly precision: number;
  readonly stated: number;
  readonly learnt: number;
}

const DAYS = 730;

/** Draws people and judges both on them. `tell` is called after each person, and may stop the run by throwing. */
export async function judgeCondition(
  { people: condition, monitor, rule }: JudgedCondition,
  random: RandomSource,
  count: number,
  budget: number,
  tell: (drawn: number) => Promise<void>,
): Promise<ConditionResult> {
  const bought = budgetAt(monitor, budget);
  const people: SyntheticPerson[] = [];
  const alerts = new Map<SyntheticPerson, readonly number[]>();
  for (let i = 0; i < count; i++) {
    const person = drawPerson(condition, random.derive(`person ${i}`), DAYS);
    people.push(person);
    alerts.set(person, alertDays(bought, followDays(monitor, person.days)));
    await tell(i + 1);
  }
  const ours = judgeAlerts(condition, people, (person) => alerts.get(person)!);
  const at = (setting: number) => judgeAlerts(condition, people, (person) => rule.alertsOf(person, setting));
  return {
    ours,
    published: at(rule.setting),
    equal: equalTo(rule, at, ours.falseAlerts),
    precision: ours.trueAlerts / Math.max(1, ours.trueAlerts + ours.falseAlerts),
    stated: bought.precision,
    learnt: bought.alerts,
  };
}

/** A rule between the strictest setting with at least so many false alerts and the next that gives fewer. */
function equalTo(
  { range }: PublishedRule,
  at: (setting: number) => AlertTally,
  falseAlerts: number,
): ConditionResult['equal'] {
  let [low, high] = range;
  for (let i = 0; i < 10; i++) {
    const middle = (low + high) / 2;
    if (at(middle).falseAlerts >= falseAlerts) low = middle;
    else high = middle;
  }
  const [more, fewer] = [at(low), at(high)];
  const apart = more.falseAlerts - fewer.falseAlerts;
  const share = apart <= 0 ? 1 : Math.min(1, (falseAlerts - fewer.falseAlerts) / apart);
  return {
    sensitivity: share * sensitivity(more) + (1 - share) * sensitivity(fewer),
    lead: medianLead(more),
    setting: low,
  };
}

/** Share of events that were foreseen. */
export function sensitivity({ found, events }: AlertTally): number {
  return found / events;
}

/** False alerts in a patient-year. */
export function falseRate({ falseAlerts, years }: AlertTally): number {
  return falseAlerts / years;
}

/** Days ahead of half of the first right alerts. */
export function medianLead({ leads }: AlertTally): number {
  return quantile(leads, 0.5);
}
