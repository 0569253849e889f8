import type { SyntheticCondition, SyntheticPerson } from '@twinward/twins/patient';

/** How alerts of many people fared. */
export interface AlertTally {
  readonly years: number;
  readonly events: number;
  readonly found: number;
  readonly falseAlerts: number;
  /** Alerts that an event followed in time. */
  readonly trueAlerts: number;
  /** Days from the first right alert to its event, ascending. */
  readonly leads: readonly number[];
}

/**
 * Judges the days on which alerts began in each person: right in the days before an event that its condition names, not counted in those
 * after it, false at all other times. An alert on the day of the event or later warns of nothing.
 */
export function judgeAlerts(
  { foreseen, after }: Pick<SyntheticCondition, 'foreseen' | 'after'>,
  people: readonly SyntheticPerson[],
  alertsOf: (person: SyntheticPerson) => readonly number[],
): AlertTally {
  let [days, events, falseAlerts, trueAlerts] = [0, 0, 0, 0];
  const leads: number[] = [];
  for (const person of people) {
    const alerts = alertsOf(person);
    days += person.days.length;
    events += person.events.length;
    for (const day of person.events) {
      const first = alerts.find((alert) => alert >= day - foreseen && alert < day);
      if (first !== undefined) leads.push(day - first);
    }
    for (const alert of alerts) {
      if (person.events.some((day) => alert >= day - foreseen && alert < day)) trueAlerts++;
      else if (!person.events.some((day) => alert >= day && alert < day + after)) falseAlerts++;
    }
  }
  return {
    years: days / 365,
    events,
    found: leads.length,
    falseAlerts,
    trueAlerts,
    leads: leads.sort((a, b) => a - b),
  };
}

/** A quantile of ascending numbers; 0 of none. */
export function quantile(sorted: readonly number[], p: number): number {
  return sorted[Math.floor(p * (sorted.length - 1))] ?? 0;
}
