import type { AbortSignalLike, Instant, RecordedEvent } from '@twinward/contract';
import { TwinwardError } from '@twinward/contract';
import { restoreState } from '../actor/restore-state.ts';
import { type KnownBound, SubjectLog } from '../actor/subject-log.ts';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { concerns } from '../fold/apply-event.ts';
import { foldEvent } from '../fold/fold-event.ts';
import { isTaken } from '../fold/is-taken.ts';
import { Revisions } from '../fold/revisions.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';

/** Which past is asked for: events effective up to `at`, as far as they were known. */
export interface PastQuestion {
  readonly at?: Instant | undefined;
  readonly known?: KnownBound;
  /** Pass over stored snapshots and fold everything from the opening. */
  readonly fromScratch?: boolean;
  readonly signal?: AbortSignalLike | undefined;
  readonly onEvents?: (folded: number) => void;
}

/**
 * A twin's state as it followed from part of its record: folded from the latest snapshot that suits, in slices. Throws `run.cancelled`
 * when the signal is aborted.
 */
export async function pastState(
  context: RuntimeContext,
  { opened, model }: TwinEntry,
  question: PastQuestion,
): Promise<{ readonly state: TwinState; readonly events: number }> {
  const { record, slices, pool } = context;
  const { at, known = {}, signal, onEvents } = question;
  const log = new SubjectLog(record.events, opened.subject.ref);
  const revisions = question.fromScratch === true ? new Revisions() : await log.revisions(known);
  const source = question.fromScratch === true ? { ...record, snapshots: NO_SNAPSHOTS } : record;
  const bound = { at, to: at, known };
  const restored = await restoreState(source, model, opened, log, revisions, bound);
  let { state } = restored;
  let events = 0;
  for (const recorded of revisions.resolve(restored.events)) {
    if (signal?.aborted === true) throw new TwinwardError('run.cancelled', 'the run was cancelled');
    if (isTaken(state, recorded) || !concerns(model, state, recorded)) continue;
    state = await foldEvent({ pool, model, opened }, state, recorded, signal);
    events++;
    onEvents?.(events);
    await slices.breathe();
  }
  return { state, events };
}

const NO_SNAPSHOTS = {
  put: async (): Promise<void> => undefined,
  latest: async (): Promise<null> => null,
  dropAfter: async (): Promise<void> => undefined,
};

/** The events of a window that count, by effective time and sequence. */
export async function standingEvents(
  context: RuntimeContext,
  { opened }: TwinEntry,
  from: Instant,
  to: Instant,
): Promise<readonly RecordedEvent[]> {
  const log = new SubjectLog(context.record.events, opened.subject.ref);
  const [revisions, window] = [await log.revisions(), await log.window(from, to)];
  return revisions.resolve(window);
}
