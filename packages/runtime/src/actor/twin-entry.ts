// What the runtime knows of every twin at all times, hot or resting.
import type { Instant, RecordedEvent, TwinModel, TwinOpened } from '@twinward/contract';
import type { Digest } from '../show/digest.ts';
import type { HotTwin } from './hot-twin.ts';

/** A twin's standing facts and, while it is hot, its belief. */
export interface TwinEntry {
  readonly opened: TwinOpened;
  readonly model: TwinModel;
  closed: { readonly at: Instant; readonly reason: string } | null;
  hot: HotTwin | null;
  /** Under way: bringing it into memory. */
  loading: Promise<HotTwin> | null;
  /** New events in order, unless there were too many: then `reread` is set and they are read from the log. */
  queue: RecordedEvent[];
  reread: boolean;
  /** Highest sequence handed over. */
  head: number;
  /** Whether a turn is waited for or under way. */
  scheduled: boolean;
  busy: boolean;
  /** Failed turns in a row. */
  failures: number;
  /** What the overview shows. */
  digest: Digest | null;
  /** Effective time of the last forecast issued, and of the state last looked ahead from. */
  lastIssued: Instant | null;
  lastOutlook: Instant | null;
}

/** An entry for a twin just opened or found in the record, which has everything still to read. */
export function twinEntry(opened: TwinOpened, model: TwinModel): TwinEntry {
  return {
    opened,
    model,
    closed: null,
    hot: null,
    loading: null,
    queue: [],
    reread: true,
    head: 0,
    scheduled: false,
    busy: false,
    failures: 0,
    digest: null,
    lastIssued: null,
    lastOutlook: null,
  };
}
