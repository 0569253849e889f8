import {
  type Instant,
  type RecordedEvent,
  type TwinModel,
  type TwinOpened,
  TwinwardError,
} from '@twinward/contract';
import type { Snapshot, TwinRecord } from '@twinward/record';
import { openState } from '../fold/open-state.ts';
import type { Revisions } from '../fold/revisions.ts';
import { decodeState, isCurrentFormat } from '../fold/state-bytes.ts';
import { isUntouched, type TwinState, withoutAhead } from '../fold/twin-state.ts';
import { changesBy } from './changes.ts';
import { highestSeq, type KnownBound, type SubjectLog } from './subject-log.ts';

/** A state from which a twin's record can be folded on, and what is to be folded. */
export interface Restored {
  readonly state: TwinState;
  /** Everything effective from the state's belief on (for an opening: everything), unresolved, as far as known. */
  readonly events: readonly RecordedEvent[];
  /** Highest sequence of the subject that was considered. */
  readonly known: number;
  /** Sequences that ceased to count as truth since the snapshot was made. */
  readonly gone: readonly number[];
}

/** Where and within what knowledge to restore. */
export interface RestoreBound {
  /** The state must not stand after this instant. */
  readonly at?: Instant | undefined;
  /** Events effective later are not wanted. */
  readonly to?: Instant | undefined;
  readonly known?: KnownBound;
}

/**
 * The latest stored state of a twin that nothing known since has put in question, without what lay ahead of it; the opening if there
 * is none. Snapshots of another major version of the model,
 * or in an earlier format, are passed over. `revisions` takes note of what is read.
 */
export async function restoreState(
  record: TwinRecord,
  model: TwinModel,
  opened: TwinOpened,
  log: SubjectLog,
  revisions: Revisions,
  bound: RestoreBound = {},
): Promise<Restored> {
  const known = bound.known ?? {};
  const to = bound.to ?? null;
  let at = bound.at;
  for (;;) {
    const snapshot = await latestSnapshot(record, opened, at, known);
    if (snapshot === null) return opening(model, opened, log, revisions, to, known);
    const state = readable(snapshot, model, opened);
    if (state !== null && (await wasKnown(snapshot, log, known))) {
      const since = await log.since(snapshot.seq, known);
      for (const recorded of since) revisions.add(recorded);
      const { rewindTo, gone } = await changesBy(since, model, state, revisions, log, known);
      if (rewindTo === null || rewindTo >= state.belief.at) {
        const seq = Math.max(snapshot.seq, highestSeq(since));
        const events = await log.window(state.belief.at, to, { ...known, seq });
        return { state: withoutAhead(state), events, known: seq, gone };
      }
    }
    at = (snapshot.at - 1) as Instant;
  }
}

async function opening(
  model: TwinModel,
  opened: TwinOpened,
  log: SubjectLog,
  revisions: Revisions,
  to: Instant | null,
  known: KnownBound,
): Promise<Restored> {
  const events = await log.window(null, to, known);
  for (const recorded of events) revisions.add(recorded);
  return { state: openState(model, opened), events, known: highestSeq(events), gone: [] };
}

async function latestSnapshot(
  record: TwinRecord,
  opened: TwinOpened,
  at: Instant | undefined,
  known: KnownBound,
): Promise<Snapshot | null> {
  try {
    return await record.snapshots.latest(opened.twin, {
      ...(at === undefined ? {} : { at }),
      ...(known.seq === undefined ? {} : { seq: known.seq }),
    });
  } catch (error) {
    // The record itself is whole: a spoilt snapshot only costs the time to fold again.
    if (error instanceof TwinwardError && error.code === 'record.corrupt') return null;
    throw error;
  }
}

function readable(snapshot: Snapshot, model: TwinModel, opened: TwinOpened): TwinState | null {
  const major = (version: string): string => version.split('.')[0]!;
  if (snapshot.model !== model.name || major(snapshot.modelVersion) !== major(model.version)) return null;
  try {
    if (!isCurrentFormat(snapshot.state)) return null;
    const state = decodeState(snapshot.state, opened);
    return isUntouched(state) ? null : state;
  } catch (error) {
    if (error instanceof TwinwardError) return null;
    throw error;
  }
}

/** A snapshot counts as known at an instant if the last event it knew was. */
async function wasKnown(snapshot: Snapshot, log: SubjectLog, known: KnownBound): Promise<boolean> {
  if (known.at === undefined || snapshot.seq === 0) return true;
  const last = await log.since(snapshot.seq - 1, { seq: snapshot.seq, at: known.at });
  return last.length > 0;
}
