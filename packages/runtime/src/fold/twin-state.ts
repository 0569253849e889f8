// What a twin knows after a stretch of its record: the belief and all that is needed to carry it on.
import type { Belief, FitState, Instant, Intervention, Subject, TwinId } from '@twinward/contract';
import type { AsideReading } from './aside.ts';
import type { InnovationRing } from './innovation-ring.ts';

/** An intervention on the twin's schedule, with its place in the record. */
export interface Acting {
  readonly seq: number;
  readonly intervention: Intervention;
}

/** Values fed into an input from an instant on, one a member, or null when the coupling ended and the default holds again. */
export interface Feeding {
  readonly seq: number;
  readonly at: Instant;
  readonly input: string;
  readonly values: Float64Array | null;
}

/**
 * The folded state of a twin. Readings up to `belief.at` and interventions and inputs before it are taken in; interventions and
 * inputs at or after it wait in `acting` and `feeding`, the closing in `closedAt`. What is taken in depends only on the resolved events up to
 * there, in order of effective time and sequence, never on the order in which they came to be known.
 */
export interface TwinState {
  readonly twin: TwinId;
  readonly subject: Subject;
  readonly model: string;
  readonly modelVersion: string;
  readonly seed: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly belief: Belief;
  /** Highest sequence among the events taken in. */
  readonly seq: number;
  /** The last reading taken in at the belief's instant, and how many were taken in at it. */
  readonly edge: { readonly seq: number; readonly count: number };
  readonly lastObservedAt: Instant | null;
  /** By effective time, then sequence; those past stay while the model remembers them. */
  readonly acting: readonly Acting[];
  /** By time, then sequence; of those past, the latest of each input stays. */
  readonly feeding: readonly Feeding[];
  readonly innovations: InnovationRing;
  /** Readings the model would not take in, by time; the latest few. */
  readonly aside: readonly AsideReading[];
  readonly fit: FitState;
  /** Taken in so far. */
  readonly counts: { readonly readings: number; readonly interventions: number; readonly inputs: number };
}

/**
 * Whether no reading has been taken in yet. Only then may interventions from before the opening still come, so nothing but the
 * opening itself is a place from which such a state can be folded again.
 */
export function isUntouched(state: TwinState): boolean {
  return state.belief.at === state.openedAt && state.edge.count === 0;
}

/**
 * The state without what waits ahead of its belief: from here the record is folded again when what lies ahead may have been
 * corrected.
 */
export function withoutAhead(state: TwinState): TwinState {
  const { at } = state.belief;
  return {
    ...state,
    closedAt: null,
    acting: state.acting.filter(({ intervention }) => intervention.effectiveAt < at),
    feeding: state.feeding.filter((fed) => fed.at < at),
  };
}
