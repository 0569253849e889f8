import type { Instant, RecordedEvent, SubjectRef, TwinEvent } from '@twinward/contract';

/** One event on its way into the record. */
export interface Append {
  readonly subject: SubjectRef;
  readonly event: TwinEvent;
  /** Who sent it and how they name it (`system|id|version`): sent twice, kept once. */
  readonly dedupe: string;
}

/** What became of one append: its place, or the place of the event it repeats. */
export interface Appended {
  readonly part: number;
  readonly seq: number;
  readonly duplicate: boolean;
}

/** One row of the audit trail: who did what to whom, whether it was allowed, and why. */
export interface AuditRow {
  readonly at: Instant;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly target: string;
  readonly allowed: boolean;
  readonly reason: string;
  /** Ties rows to the request that made them. */
  readonly request: string;
}

/** Which part of the audit trail to read. */
export interface AuditQuery {
  /** At most so many rows. */
  readonly limit: number;
  readonly actor?: string;
  readonly target?: string;
}

/** How much of a subject's history to read; ordered by effective time, then sequence. */
export interface SubjectQuery {
  /** Effective times, both ends included. */
  readonly from?: Instant;
  readonly to?: Instant;
  /** Only what was known: sequence at most this, recorded at most then. */
  readonly untilSeq?: number;
  readonly knownAt?: Instant;
  readonly kinds?: readonly TwinEvent['kind'][];
  /** Only sequences above this: what has come since a snapshot. */
  readonly afterSeq?: number;
  /** Only events that revise: a version above 1, an observation entered in error, an intervention withdrawn. */
  readonly revised?: true;
  /** Only observations and interventions of this source: all versions of one reading or deed. */
  readonly source?: { readonly system: string; readonly id: string };
  /** Newest first, at most so many; without it everything, oldest first. */
  readonly latest?: number;
}

/**
 * The record: an append-only log in 256 partitions, in which a subject's events share one partition and one rising sequence
 * (with gaps), along which recorded times never fall. `append` returns only after the events and their audit rows are durable, together or not at all; it waits for
 * a group commit and throws `record.busy` when the queue is full, `record.fenced` when another owner has taken over,
 * `record.unavailable` when the database cannot be reached within its time limit.
 */
export interface EventLog {
  append(events: readonly Append[], audit?: readonly AuditRow[]): Promise<readonly Appended[]>;
  /** Writes audit rows alone, durably, in the same group commit. */
  audit(rows: readonly AuditRow[]): Promise<void>;
  /** The audit trail, newest first, of one actor or one target where given. */
  auditTrail(query: AuditQuery): Promise<readonly AuditRow[]>;
  readSubject(subject: SubjectRef, query?: SubjectQuery): Promise<readonly RecordedEvent[]>;
  /** All `twin-opened`, `twin-closed`, `coupling`, `alert` and `alert-budget` events by partition and sequence: what a start-up needs to know, without a scan. */
  openings(): Promise<readonly RecordedEvent[]>;
  /** All events of the log after a position, part by part, sequence by sequence, in pages. */
  scan(after?: { readonly part: number; readonly seq: number }): AsyncIterable<readonly RecordedEvent[]>;
  /** The highest sequence of each partition that is not empty: where the log stands, for live push. */
  heads(): Promise<readonly { readonly part: number; readonly seq: number }[]>;
  /** The events of one partition after a sequence, in order, at most `limit`: what live push resumes from. */
  readPartition(part: number, afterSeq: number, limit: number): Promise<readonly RecordedEvent[]>;
  /** Called after each commit, when `readSubject` gives them too, with the events it added, in order; returns the function that stops it. */
  onCommit(listener: (events: readonly RecordedEvent[]) => void): () => void;
  /** Waiting appends and the bound, for back-pressure and metrics. */
  readonly load: { readonly waiting: number; readonly bound: number };
}
