import { type SubjectRef, TwinwardError, type Urgency } from '@twinward/contract';
import { type Alert, type AlertStatus, urgencyRank } from '../alerts/alert.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { alertView } from '../show/alert-view.ts';
import type { AlertPage } from '../views/alert-view.ts';

/** Which alerts; all of them where nothing is said. */
export interface AlertFilter {
  /** `open` is every status but `resolved`. */
  readonly status?: AlertStatus | 'open' | undefined;
  readonly urgency?: Urgency | undefined;
  readonly condition?: string | undefined;
  readonly subject?: SubjectRef | undefined;
  readonly twin?: string | undefined;
  /** Whose alone there are as far as the asker knows; of others not even their number is told. */
  readonly within?: SubjectRef | undefined;
  /** At most so many; default 50. */
  readonly limit?: number | undefined;
  /** The id of the last alert of the page before. */
  readonly after?: string | undefined;
}

const LIMIT = 50;
const ASKING: readonly AlertStatus[] = ['escalated', 'raised', 'acknowledged', 'snoozed', 'resolved'];

/**
 * A page of alerts, the most pressing first: what asks for attention before what is in hand, before what sleeps and what is over; then by
 * urgency; then the latest. Throws `alert.invalid` for a page after an alert that the filter does not find.
 */
export function listAlerts({ alerts, directory }: RuntimeContext, filter: AlertFilter = {}): AlertPage {
  const known = [...alerts.all].filter(
    ({ twin, subject }) => directory.has(twin) && (filter.within ?? subject) === subject,
  );
  const open = { high: 0, medium: 0, low: 0 };
  for (const { status, found } of known) if (status !== 'resolved') open[found.finding.urgency]++;
  const found = known.filter((alert) => isMeant(alert, filter)).sort(byNeed);
  const start = filter.after === undefined ? 0 : 1 + found.findIndex(({ id }) => id === filter.after);
  if (filter.after !== undefined && start === 0) {
    throw new TwinwardError('alert.invalid', 'there is no page after this alert', {
      field: 'after',
      remedy: 'begin again without it: the alert has changed, or was never in this list',
    });
  }
  const page = found.slice(start, start + (filter.limit ?? LIMIT));
  return {
    alerts: page.map((alert) => alertView(alert, directory.get(alert.twin))),
    total: found.length,
    next: start + page.length < found.length ? page.at(-1)!.id : null,
    open,
  };
}

function isMeant(alert: Alert, { status, urgency, condition, subject, twin }: AlertFilter): boolean {
  return (
    (status === undefined || (status === 'open' ? alert.status !== 'resolved' : alert.status === status)) &&
    (urgency === undefined || alert.found.finding.urgency === urgency) &&
    (condition === undefined || alert.condition === condition) &&
    (subject === undefined || alert.subject === subject) &&
    (twin === undefined || alert.twin === twin)
  );
}

function byNeed(a: Alert, b: Alert): number {
  const over = Number(a.status === 'resolved') - Number(b.status === 'resolved');
  if (over !== 0) return over;
  if (a.status !== 'resolved') {
    const rank = need(a) - need(b) || urgencyRank(a.found.finding) - urgencyRank(b.found.finding);
    if (rank !== 0) return rank;
  }
  return b.raisedAt - a.raisedAt || (a.id < b.id ? -1 : 1);
}

/** What nobody has in hand comes first. */
function need({ status }: Alert): number {
  return ASKING.indexOf(status) < 2 ? 0 : ASKING.indexOf(status);
}
