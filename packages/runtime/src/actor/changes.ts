import { effectiveInstant, type Instant, type RecordedEvent, type TwinModel } from '@twinward/contract';
import { concerns, isLate } from '../fold/apply-event.ts';
import type { Revisions } from '../fold/revisions.ts';
import { revises } from '../fold/source-version.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { KnownBound, SubjectLog } from './subject-log.ts';

/** What new events do to what was folded before them. */
export interface Changes {
  /** The state must not stand after this instant to be folded on; null if nothing before it changes. */
  readonly rewindTo: Instant | null;
  /** Sequences that no longer count as truth. */
  readonly gone: readonly number[];
}

/**
 * Which part of a state new events (with sequences above all it knows) put in question: what is late, and every version of what is
 * corrected. `revisions` must already have taken note of them.
 */
export async function changesBy(
  events: readonly RecordedEvent[],
  model: TwinModel,
  state: TwinState,
  revisions: Revisions,
  log: SubjectLog,
  known: KnownBound = {},
): Promise<Changes> {
  let rewindTo: Instant | null = null;
  const upset = (recorded: RecordedEvent): void => {
    const before = (effectiveInstant(recorded.event) - 1) as Instant;
    if (rewindTo === null || before < rewindTo) rewindTo = before;
  };
  for (const recorded of events) {
    if (revisions.stands(recorded) && concerns(model, state, recorded) && isLate(state, recorded))
      upset(recorded);
  }
  const revising = events.filter(({ event }) => revises(event));
  if (revising.length === 0) return { rewindTo, gone: [] };
  const versions = await log.versionsOf(revising, known);
  for (const recorded of versions) if (concerns(model, state, recorded)) upset(recorded);
  return { rewindTo, gone: versions.filter((r) => !revisions.stands(r)).map((r) => r.seq) };
}
