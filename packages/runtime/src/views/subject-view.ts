import type { InterventionType, Output } from '@twinward/contract';
import type { SpreadView } from './spread-view.ts';
import type { TwinSummary } from './twin-summary.ts';

/** The range in which a quantity should lie, from its reference or else from what its twin watches for. */
export interface RangeView {
  readonly low: number | null;
  readonly high: number | null;
  readonly source: string;
}

/** A subject in the list: who, from where its readings come, and its twins. */
export interface SubjectSummary {
  readonly subject: string;
  /** The label of the twin opened first. */
  readonly label: string;
  /** What the twins are of: recorded, simulated or real; more than one if they differ. */
  readonly origins: readonly TwinSummary['origin'][];
  readonly twins: readonly TwinSummary[];
}

/** One quantity of a twin now, with its interval and the range it should lie in. */
export interface QuantityView extends SpreadView {
  readonly of: 'observable' | 'output';
  readonly range: RangeView | null;
  /** Whether it is an outcome that matters to the subject; observables are not declared to be. */
  readonly endpoint: boolean;
}

/** One twin of a subject: its overview, what it estimates now and what can be done to it. */
export interface SubjectTwinView extends TwinSummary {
  /** Whether more is recorded than it has folded: what is told is how it stood a little earlier. */
  readonly catchingUp: boolean;
  /** Where the belief stands: its latest reading; null before the first. */
  readonly observedAt: string | null;
  /** Seconds since the latest reading; null before the first. */
  readonly age: number | null;
  /** What lies outside the range in which the model was validated, in words. */
  readonly outside: readonly string[];
  readonly quantities: readonly QuantityView[];
  readonly interventions: readonly InterventionType[];
  /** Seconds the model's forecasts reach, unless asked otherwise. */
  readonly horizon: number;
}

/** What one twin of the subject feeds another. */
export interface CouplingView {
  readonly from: { readonly twin: string; readonly output: string; readonly label: string };
  readonly to: { readonly twin: string; readonly input: string; readonly label: string };
  /** The input's unit. */
  readonly unit: string;
  /** Seconds by which the effect trails its cause. */
  readonly delay: number;
}

/** How a quantity changed between two instants. */
export interface ChangeView {
  readonly twin: string;
  readonly of: 'observable' | 'output';
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly range: RangeView | null;
  readonly endpoint: Output['endpoint'];
  readonly was: SpreadView;
  readonly now: SpreadView;
  /** Now minus then, over pairs of members. */
  readonly difference: { readonly q05: number; readonly q50: number; readonly q95: number };
  readonly direction: 'higher' | 'lower';
  /** Probability that it truly changed in that direction, 0 to 1. */
  readonly probability: number;
  /** Whether member m then is compared with member m now; if false, members were drawn anew in between and all pairs count alike. */
  readonly paired: boolean;
  /** Median difference in widths of the range (in its one bound, or in the value itself, where there is no width). */
  readonly relative: number;
}

/** A subject with all that its twins know of it. */
export interface SubjectView extends Omit<SubjectSummary, 'twins'> {
  /** The present instant at which this is told, and the one with which it is compared. */
  readonly at: string;
  readonly since: string;
  readonly twins: readonly SubjectTwinView[];
  readonly couplings: readonly CouplingView[];
  /** What changed since, the surest and largest first. */
  readonly changed: readonly ChangeView[];
  /** Twins of which nothing is known at `since`, because they had taken in nothing by then. */
  readonly unknownThen: readonly string[];
  /** Twins whose state at `since` is still being folded: ask again in a moment. */
  readonly comparing: readonly string[];
}
