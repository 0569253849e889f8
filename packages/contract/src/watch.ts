import type { Belief } from './belief.ts';
import type { Insight } from './insight.ts';
import type { Instant } from './instant.ts';

/** How soon somebody must look, ranked as IEC 60601-1-8 ranks alarms; shown as `***`, `**` and `*`. */
export type Urgency = 'high' | 'medium' | 'low';

/** One signal beside what is usual for this subject. */
export interface Signal {
  /** The observable, or a name of the model's own for what it derives from one. */
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** The latest value judged; null when there was none. */
  readonly value: number | null;
  /** What is usual: the level, and where nine of ten values lie. */
  readonly usual: number;
  readonly low: number;
  readonly high: number;
  /** How far the value lies from the usual towards the worse, in standard deviations; null without a value. */
  readonly deviation: number | null;
  /** Share of the signal in what is unusual, 0 to 1. */
  readonly share: number;
}

/** The course of one signal over the last weeks, a point a day; null where nothing came. */
export interface SignalCourse extends Pick<Signal, 'name' | 'label' | 'unit'> {
  /** [days] the end of each day, rising. */
  readonly at: readonly Instant[];
  readonly value: readonly (number | null)[];
  /** [days] what was usual before the day's value came, and where nine of ten values would lie. */
  readonly usual: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** What a watching model says of a belief: an insight before its provenance, with what an alert needs besides. */
export interface Finding extends Omit<Insight, 'twin' | 'provenance'> {
  readonly urgency: Urgency;
  /** When the change probably began. */
  readonly since: Instant;
  /** Days to the event feared, if it comes: quartiles and median over the people the model was tried on; null if never tried. */
  readonly lead: { readonly low: number; readonly median: number; readonly high: number } | null;
  /** How often in a year a subject to whom nothing happens shows as much; null where the limit is a published one. */
  readonly perYear: number | null;
  readonly signals: readonly Signal[];
}

/** Where a watched subject stands: an alert would begin, an alert that was raised would stand, or there is nothing. */
export interface Standing {
  /** The end of the time that was judged. */
  readonly at: Instant;
  readonly level: 'begins' | 'stands' | 'clear';
  readonly urgency: Urgency;
}

/** Who is called, and after how many seconds in which nobody acknowledged. */
export interface Escalation {
  readonly to: string;
  readonly after: Readonly<Record<Urgency, number>>;
}

/**
 * What a model that watches its subject adds to the contract: pure functions of a belief and of how many false alerts in a
 * subject-year may be spent. Whether an alert is open, who knows of it and when it returns are the runtime's.
 */
export interface Watch {
  /** What is watched for, lower-case words joined by `-`; budgets are set by it. */
  readonly condition: string;
  readonly label: string;
  /** False alerts in a subject-year that can be chosen, the first unless somebody chose; null where a published limit decides. */
  readonly budget: { readonly initial: number; readonly least: number; readonly most: number } | null;
  /** Seconds after an alert ended in which no other of the same condition begins. */
  readonly refractory: number;
  readonly escalation: Escalation;
  /** Throws `usage` for a budget outside `budget`. */
  standing(belief: Belief, perYear: number): Standing;
  finding(belief: Belief, perYear: number): Finding;
  /** The last weeks of every signal. */
  course(belief: Belief): readonly SignalCourse[];
}
