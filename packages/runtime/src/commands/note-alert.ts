import {
  type AlertActor,
  type AlertNoted,
  type AlertStep,
  addSeconds,
  type Instant,
  TwinwardError,
} from '@twinward/contract';
import type { AuditRow } from '@twinward/record';
import type { Alert } from '../alerts/alert.ts';
import { dedupeKey } from '../dedupe-key.ts';
import type { RuntimeContext } from '../runtime-context.ts';

/** What somebody may do about an alert. */
export type AlertAct = Extract<AlertStep, { kind: 'acknowledged' | 'snoozed' | 'escalated' | 'resolved' }>;

/** Days an alert may sleep at most: what comes back later than that is forgotten, not snoozed. */
const LONGEST_SNOOZE = 14;

/**
 * Records a step of an alert with its audit rows. Throws `resource.missing`, `resource.conflict` for an alert that is over or was acknowledged
 * before, and `alert.invalid` for a snooze that ends in the past or lies too far ahead.
 */
export async function noteAlertAct(
  context: RuntimeContext,
  id: string,
  act: AlertAct,
  by: AlertActor,
  audit: readonly AuditRow[],
): Promise<Alert> {
  const { alerts, clock, record } = context;
  const alert = alerts.get(id);
  const at = clock.now();
  if (alert.status === 'resolved') {
    throw new TwinwardError('resource.conflict', 'the alert is over', {
      field: 'id',
      remedy: 'if the subject worsens again, a new alert will be raised',
    });
  }
  if (act.kind === 'acknowledged' && alert.status === 'acknowledged') {
    throw new TwinwardError('resource.conflict', 'the alert has been acknowledged', {
      field: 'id',
      remedy: 'read it to see by whom and when',
    });
  }
  if (act.kind === 'snoozed') checkSnooze(act.until, at);
  const { twin, condition, subject } = alert;
  const event: AlertNoted = { kind: 'alert', alert: id, twin, condition, at, by, step: act };
  await record.events.append([{ subject, event, dedupe: dedupeKey(subject, event) }], audit);
  return alerts.get(id);
}

function checkSnooze(until: Instant, now: Instant): void {
  if (until > now && until <= addSeconds(now, LONGEST_SNOOZE * 86_400)) return;
  throw new TwinwardError('alert.invalid', 'an alert sleeps from now on, for 14 days at most', {
    field: 'until',
    remedy: 'give an instant within the next 14 days, or resolve the alert',
  });
}
