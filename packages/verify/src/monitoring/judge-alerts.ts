import type { SyntheticPerson } from './synthetic-person.ts';

/** Days before an admission in which an alert is right, and days after it in which none is counted. */
const RIGHT = 30;
const AFTER = 21;

/** How alerts of many people fared. */
export interface AlertTally {
  readonly years: number;
  readonly admissions: number;
  readonly found: number;
  readonly falseAlerts: number;
  /** Days from the first right alert to the admission. */
  readonly leads: readonly number[];
}

/** Judges the days on which alerts began in each person. An alert on the day of admission or later warns of nothing. */
export function judgeAlerts(
  people: readonly SyntheticPerson[],
  alertsOf: (person: SyntheticPerson) => readonly number[],
): AlertTally {
  let [days, admissions, falseAlerts] = [0, 0, 0];
  const leads: number[] = [];
  for (const person of people) {
    const alerts = alertsOf(person);
    days += person.days.length;
    admissions += person.admissions.length;
    for (const day of person.admissions) {
      const first = alerts.find((alert) => alert >= day - RIGHT && alert < day);
      if (first !== undefined) leads.push(day - first);
    }
    falseAlerts += alerts.filter(
      (alert) => !person.admissions.some((day) => alert >= day - RIGHT && alert < day + AFTER),
    ).length;
  }
  return {
    years: days / 365,
    admissions,
    found: leads.length,
    falseAlerts,
    leads: leads.sort((a, b) => a - b),
  };
}

/**
 * The weight rule of guidelines: a gain of some kilograms within three days. It goes on standing until the gain is gone, like an alert
 * of ours. `gain` is 2 kg in the guidelines; less, to spend as many false alerts.
 */
export function weightRule(gain: number): (person: SyntheticPerson) => readonly number[] {
  return ({ days }) => {
    const alerts: number[] = [];
    let stands = false;
    for (let t = 0; t < days.length; t++) {
      const now = days[t]!.weight;
      if (now === null) continue;
      const before = [1, 2, 3].flatMap((back) => days[t - back]?.weight ?? []);
      if (before.length === 0) continue;
      const gained = now - Math.min(...before) >= gain;
      if (gained && !stands) alerts.push(t);
      stands = gained;
    }
    return alerts;
  };
}
