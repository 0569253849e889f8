import type { AlertDeedView, AlertView } from '../generated/types.ts';
import { formatInstant, formatLongInstant, formatSpan } from '../units/format.ts';

/** Whether an alert asks for somebody: nobody has it in hand. */
export function asks({ status }: Pick<AlertView, 'status'>): boolean {
  return status === 'raised' || status === 'escalated';
}

/** Where an alert stands, in words. */
export function standingWords(alert: AlertView, now: number): string {
  switch (alert.status) {
    case 'raised': {
      if (alert.escalates === null) return 'Nobody has it in hand';
      const left = Date.parse(alert.escalates.at) - now;
      return left > 0
        ? `Nobody has it in hand; goes to the ${alert.escalates.to} in ${formatSpan(left)}`
        : `Nobody has it in hand; goes to the ${alert.escalates.to} now`;
    }
    case 'escalated':
      return `With the ${alert.escalatedTo}`;
    case 'acknowledged': {
      const last = alert.deeds.findLast(({ kind }) => kind === 'acknowledged');
      return `In hand${last === undefined ? '' : `, ${last.by}`}`;
    }
    case 'snoozed':
      return `Asleep until ${formatInstant(Date.parse(alert.snoozedUntil ?? ''))}`;
    case 'resolved':
      return `Over since ${formatInstant(Date.parse(alert.endedAt ?? ''))}`;
  }
}

const DEEDS: Readonly<Record<AlertDeedView['kind'], string>> = {
  raised: 'Raised',
  worsened: 'Worsened',
  acknowledged: 'Acknowledged',
  snoozed: 'Snoozed',
  returned: 'Returned',
  escalated: 'Escalated',
  resolved: 'Resolved',
};

/** One step of an alert's life, in words: what, by whom, when, why. */
export function deedWords(deed: AlertDeedView): {
  readonly what: string;
  readonly who: string;
  readonly when: string;
  readonly why: string | null;
} {
  const what =
    deed.kind === 'escalated' && deed.to !== null
      ? `Escalated to the ${deed.to}`
      : deed.kind === 'snoozed' && deed.until !== null
        ? `Snoozed until ${formatInstant(Date.parse(deed.until))}`
        : DEEDS[deed.kind];
  return {
    what,
    who: deed.role === 'model' ? 'by the monitor' : `by ${deed.by}, ${deed.role}`,
    when: formatLongInstant(Date.parse(deed.at)),
    why: deed.reason,
  };
}

/** What a probability is called beside its interval. */
export function percentWords(probability: number): string {
  const percent = 100 * probability;
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}
