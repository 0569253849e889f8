import type {
  AlertActor,
  AlertNoted,
  AlertStep,
  Finding,
  Instant,
  RecordedEvent,
  SubjectRef,
  TwinId,
} from '@twinward/contract';

/** Where an alert stands. An alert that returned or worsened is `raised` again. */
export type AlertStatus = 'raised' | 'escalated' | 'acknowledged' | 'snoozed' | 'resolved';

/** One step of an alert's life, without what it found. */
export interface AlertDeed {
  readonly kind: AlertStep['kind'];
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly by: AlertActor;
  readonly reason: string | null;
  readonly until: Instant | null;
  readonly to: string | null;
}

/** An alert as its events make it. */
export interface Alert {
  readonly id: string;
  readonly twin: TwinId;
  readonly subject: SubjectRef;
  readonly condition: string;
  readonly status: AlertStatus;
  /** When the monitor found it, and since when it has asked for attention, as known here: raised, worsened or returned. */
  readonly raisedAt: Instant;
  readonly calledAt: Instant;
  readonly snoozedUntil: Instant | null;
  readonly escalatedTo: string | null;
  readonly endedAt: Instant | null;
  /** The worst that was found. */
  readonly found: Extract<AlertStep, { kind: 'raised' | 'worsened' }>;
  readonly deeds: readonly AlertDeed[];
}

/**
 * An alert after one more step; null for a step that cannot be taken, which is left out of account: of an alert that was never raised, or after
 * it was resolved. A pure function, so that the alerts follow from the record alone.
 */
export function noteAlert(alert: Alert | null, recorded: RecordedEvent, event: AlertNoted): Alert | null {
  const { step } = event;
  if (alert === null) return step.kind === 'raised' ? raised(recorded, event, step) : null;
  if (alert.status === 'resolved' || step.kind === 'raised') return null;
  const deeds = [...alert.deeds, deedOf(recorded, event)];
  const called = { status: 'raised', calledAt: recorded.recordedAt, snoozedUntil: null } as const;
  switch (step.kind) {
    case 'worsened':
      return { ...alert, ...called, deeds, found: step };
    case 'returned':
      return { ...alert, ...called, deeds };
    case 'acknowledged':
      return { ...alert, deeds, status: 'acknowledged', snoozedUntil: null };
    case 'snoozed':
      return { ...alert, deeds, status: 'snoozed', snoozedUntil: step.until };
    case 'escalated':
      return { ...alert, deeds, status: 'escalated', snoozedUntil: null, escalatedTo: step.to };
    case 'resolved':
      return { ...alert, deeds, status: 'resolved', snoozedUntil: null, endedAt: event.at };
  }
}

function raised(recorded: RecordedEvent, event: AlertNoted, found: Alert['found']): Alert {
  return {
    id: event.alert,
    twin: event.twin,
    subject: recorded.subject,
    condition: event.condition,
    status: 'raised',
    raisedAt: event.at,
    calledAt: recorded.recordedAt,
    snoozedUntil: null,
    escalatedTo: null,
    endedAt: null,
    found,
    deeds: [deedOf(recorded, event)],
  };
}

function deedOf({ recordedAt }: RecordedEvent, { at, by, step }: AlertNoted): AlertDeed {
  return {
    kind: step.kind,
    at,
    recordedAt,
    by,
    reason: 'reason' in step ? step.reason : null,
    until: step.kind === 'snoozed' ? step.until : null,
    to: step.kind === 'escalated' ? step.to : null,
  };
}

/** An urgency as a rank, the most pressing first. */
export function urgencyRank({ urgency }: Pick<Finding, 'urgency'>): number {
  return ['high', 'medium', 'low'].indexOf(urgency);
}
