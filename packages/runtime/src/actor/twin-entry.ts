// What the runtime knows of every twin at all times, hot or resting.
import type { Instant, RecordedEvent, TwinModel, TwinOpened } from '@twinward/contract';
import type { Digest } from '../show/digest.ts';
import type { TwinActor } from './twin-actor.ts';

/** A twin's standing facts and, while it is hot, its actor. */
export interface TwinEntry {
  readonly opened: TwinOpened;
  readonly model: TwinModel;
  closed: { readonly at: Instant; readonly reason: string } | null;
  actor: TwinActor | null;
  /** Under way: bringing the actor into memory. */
  loading: Promise<TwinActor> | null;
  /** New events in order, unless there were too many: then `reread` is set and they are read from the log. */
  queue: RecordedEvent[];
  reread: boolean;
  /** Whether a turn is waited for or under way. */
  scheduled: boolean;
  busy: boolean;
  /** Failed turns in a row. */
  failures: number;
  /** What the overview shows. */
  digest: Digest | null;
  /** Effective time of the last forecast issued. */
  lastIssued: Instant | null;
}

/** An entry for a twin just opened or found in the record, which has everything still to read. */
export function twinEntry(opened: TwinOpened, model: TwinModel): TwinEntry {
  return {
    opened,
    model,
    closed: null,
    actor: null,
    loading: null,
    queue: [],
    reread: true,
    scheduled: false,
    busy: false,
    failures: 0,
    digest: null,
    lastIssued: null,
  };
}
