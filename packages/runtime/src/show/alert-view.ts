import { addSeconds, type Finding, formatInstant, type Instant, type SignalCourse } from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { Alert } from '../alerts/alert.ts';
import type { AlertView, FindingView, SignalCourseView } from '../views/alert-view.ts';

/** An alert as people are shown it. */
export function alertView(alert: Alert, { opened, model }: TwinEntry): AlertView {
  const { found } = alert;
  return {
    id: alert.id,
    twin: alert.twin,
    subject: alert.subject,
    label: opened.label,
    origin: opened.origin,
    condition: alert.condition,
    conditionLabel: model.watch?.label ?? alert.condition,
    status: alert.status,
    urgency: found.finding.urgency,
    raisedAt: formatInstant(alert.raisedAt),
    calledAt: formatInstant(alert.calledAt),
    snoozedUntil: optional(alert.snoozedUntil),
    escalatedTo: alert.escalatedTo,
    escalates: escalates(alert, model),
    endedAt: optional(alert.endedAt),
    finding: findingView(found.finding),
    budget: found.budget,
    provenance: found.provenance,
    deeds: alert.deeds.map((deed) => ({
      kind: deed.kind,
      at: formatInstant(deed.at),
      recordedAt: formatInstant(deed.recordedAt),
      by: deed.by.id,
      role: deed.by.role,
      reason: deed.reason,
      until: optional(deed.until),
      to: deed.to,
    })),
  };
}

/** When an alert nobody acknowledges goes to somebody else. */
export function escalationAt(alert: Alert, { watch }: TwinEntry['model']): Instant | null {
  if (alert.status !== 'raised' || watch === undefined) return null;
  return addSeconds(alert.calledAt, watch.escalation.after[alert.found.finding.urgency]);
}

function escalates(alert: Alert, model: TwinEntry['model']): AlertView['escalates'] {
  const at = escalationAt(alert, model);
  return at === null || model.watch === undefined
    ? null
    : { at: formatInstant(at), to: model.watch.escalation.to };
}

/** What a monitor found as people are shown it. */
export function findingView(finding: Finding): FindingView {
  const {
    at,
    urgency,
    claim,
    probability,
    interval,
    why,
    suggestion,
    missing,
    since,
    lead,
    perYear,
    signals,
  } = finding;
  return {
    at: formatInstant(at),
    urgency,
    claim,
    probability,
    interval: interval ?? null,
    why: why.map(({ what, weight, unit }) => ({ what, weight: weight ?? null, unit: unit ?? null })),
    suggestion: suggestion ?? null,
    missing,
    since: formatInstant(since),
    lead,
    perYear,
    signals,
  };
}

/** The course of a signal as people are shown it. */
export function courseView({ at, ...course }: SignalCourse): SignalCourseView {
  return { ...course, at: at.map(formatInstant) };
}

function optional(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
