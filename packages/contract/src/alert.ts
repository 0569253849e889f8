import type { SubjectRef, TwinId } from './identity.ts';
import type { Instant } from './instant.ts';
import type { Finding } from './watch.ts';

/** Who took a step: an account with its role, or the monitor itself. */
export interface AlertActor {
  readonly id: string;
  readonly role: string;
}

/**
 * One step in the life of an alert. It is raised, may worsen (then it asks for attention anew), is acknowledged, snoozed until an
 * instant at which it returns, escalated, and in the end resolved, after which nothing more can happen to it.
 */
export type AlertStep =
  | {
      readonly kind: 'raised' | 'worsened';
      readonly finding: Finding;
      /** The budget it was raised within, false alerts in a subject-year; null where a published limit decides. */
      readonly budget: number | null;
      /** Position of the record up to which the monitor had folded, its model, and the seed of the twin. */
      readonly provenance: {
        readonly seq: number;
        readonly model: string;
        readonly modelVersion: string;
        readonly seed: string;
        /** Sequences of the observations since the change began. */
        readonly observations: readonly number[];
      };
    }
  | { readonly kind: 'acknowledged'; readonly reason: string | null }
  | { readonly kind: 'snoozed'; readonly until: Instant; readonly reason: string }
  | { readonly kind: 'returned' }
  | { readonly kind: 'escalated'; readonly to: string; readonly reason: string }
  | { readonly kind: 'resolved'; readonly reason: string };

/** A step of an alert enters the record of its subject. */
export interface AlertNoted {
  readonly kind: 'alert';
  /** The alert's id: that of the twin and of the day on which it was raised. */
  readonly alert: string;
  readonly twin: TwinId;
  readonly condition: string;
  /** For what the monitor found, the end of the time it judged; for what somebody did, when. */
  readonly at: Instant;
  readonly by: AlertActor;
  readonly step: AlertStep;
}

/** Somebody chose how many false alerts in a subject-year may be spent on a condition, or on all of them (null). */
export interface BudgetChosen {
  readonly kind: 'alert-budget';
  /** For whom: one subject, or everyone (`EVERYONE`). */
  readonly subject: SubjectRef;
  readonly condition: string | null;
  /** Null takes the choice back. */
  readonly perYear: number | null;
  readonly at: Instant;
  readonly by: AlertActor;
  readonly reason: string;
}

/** Under this subject stands what holds for all subjects. */
export const EVERYONE: SubjectRef = 'Group/everyone' as SubjectRef;
