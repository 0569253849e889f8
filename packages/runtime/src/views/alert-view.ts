import type { Urgency } from '@twinward/contract';
import type { AlertStatus } from '../alerts/alert.ts';

/** One signal of an alert beside what is usual for its subject. */
export interface SignalView {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number | null;
  readonly usual: number;
  readonly low: number;
  readonly high: number;
  readonly deviation: number | null;
  readonly share: number;
}

/** What a monitor found. */
export interface FindingView {
  readonly at: string;
  readonly urgency: Urgency;
  readonly claim: string;
  readonly probability: number;
  readonly interval: {
    readonly low: number;
    readonly high: number;
    readonly unit: string;
    readonly level: number;
  } | null;
  readonly why: readonly {
    readonly what: string;
    readonly weight: number | null;
    readonly unit: string | null;
  }[];
  readonly suggestion: string | null;
  readonly missing: readonly string[];
  readonly since: string;
  /** Days to the event feared, if it comes; null if never tried. */
  readonly lead: { readonly low: number; readonly median: number; readonly high: number } | null;
  readonly perYear: number | null;
  readonly signals: readonly SignalView[];
}

/** One step of an alert's life. */
export interface AlertDeedView {
  readonly kind: 'raised' | 'worsened' | 'acknowledged' | 'snoozed' | 'returned' | 'escalated' | 'resolved';
  readonly at: string;
  readonly recordedAt: string;
  readonly by: string;
  readonly role: string;
  readonly reason: string | null;
  readonly until: string | null;
  readonly to: string | null;
}

/** An alert as the list shows it. */
export interface AlertView {
  readonly id: string;
  readonly twin: string;
  readonly subject: string;
  readonly label: string;
  readonly origin: 'real' | 'recorded' | 'simulated';
  readonly condition: string;
  readonly conditionLabel: string;
  readonly status: AlertStatus;
  readonly urgency: Urgency;
  readonly raisedAt: string;
  readonly calledAt: string;
  readonly snoozedUntil: string | null;
  readonly escalatedTo: string | null;
  /** When it goes to whom by rule if nobody acknowledges; null when it has been, or is over. */
  readonly escalates: { readonly at: string; readonly to: string } | null;
  readonly endedAt: string | null;
  /** The worst that was found. */
  readonly finding: FindingView;
  /** The budget it was raised within; null where a published limit decides. */
  readonly budget: number | null;
  readonly provenance: {
    readonly seq: number;
    readonly model: string;
    readonly modelVersion: string;
    readonly seed: string;
    readonly observations: readonly number[];
  };
  readonly deeds: readonly AlertDeedView[];
}

/** The course of one signal over the last weeks. */
export interface SignalCourseView {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly at: readonly string[];
  readonly value: readonly (number | null)[];
  readonly usual: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** An alert with the course of its signals, and what the monitor finds now while it is open. */
export interface AlertDetail extends AlertView {
  readonly courses: readonly SignalCourseView[];
  readonly now: FindingView | null;
}

/** A page of alerts, and how many there are in all. */
export interface AlertPage {
  readonly alerts: readonly AlertView[];
  readonly total: number;
  /** Give it as `after` for the next page; null on the last. */
  readonly next: string | null;
  /** Open alerts of all subjects by urgency, whatever the filter. */
  readonly open: { readonly high: number; readonly medium: number; readonly low: number };
}

/** What is spent of a budget of false alerts, for one condition. */
export interface AlertBudgetView {
  readonly condition: string;
  readonly label: string;
  /** False alerts in a subject-year; null where a published limit decides. */
  readonly perYear: number | null;
  readonly least: number | null;
  readonly most: number | null;
  readonly initial: number | null;
  /** Who chose it, and why; null while nobody did. */
  readonly chosen: { readonly by: string; readonly at: string; readonly reason: string } | null;
  /** Subjects watched now. */
  readonly watched: number;
  /** Of them, those whose record is still being read after a start: alerts of theirs may be missing. */
  readonly reading: number;
  /** Alerts of any kind raised in the last 30 days, and how many false ones the budget allows these subjects in as long. */
  readonly raised: number;
  readonly allowed: number | null;
  /** Subjects with a budget of their own. */
  readonly own: readonly {
    readonly subject: string;
    readonly perYear: number;
    readonly by: string;
    readonly at: string;
    readonly reason: string;
  }[];
}
