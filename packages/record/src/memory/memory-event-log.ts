// The event log in memory: the same promises as the one in PostgreSQL while the process lives, and none after.
import {
  effectiveInstant,
  type Instant,
  instant,
  type RecordedEvent,
  type SubjectRef,
  subjectRef,
  type TwinEvent,
} from '@twinward/contract';
import { closedError } from '../closed-error.ts';
import { CommitListeners } from '../commit-listeners.ts';
import { type EventSource, isRevision, isSource, sourceOf } from '../event-source.ts';
import { PARTITIONS, partitionOf } from '../partition-of.ts';
import type { Append, Appended, AuditQuery, AuditRow, EventLog, SubjectQuery } from '../ports/event-log.ts';
import { storableAudit } from '../storable-audit.ts';
import { decodeEvent, dedupeHash, encodeEvent } from '../stored-event.ts';

/** One event as kept: its text, so that readers get what a database would give them. */
interface Entry {
  readonly part: number;
  readonly seq: number;
  readonly subject: SubjectRef;
  readonly recordedAt: Instant;
  readonly effectiveAt: Instant;
  readonly kind: TwinEvent['kind'];
  readonly source: EventSource | null;
  readonly revised: boolean;
  readonly text: string;
}

/** What a start-up needs to know. */
const STANDING_KINDS: ReadonlySet<TwinEvent['kind']> = new Set([
  'twin-opened',
  'twin-closed',
  'coupling',
  'alert',
  'alert-budget',
]);
const PAGE_SIZE = 5000;
const BOUND = 20_000;

/** The log of one process. */
export class MemoryEventLog implements EventLog {
  readonly load: { readonly waiting: number; readonly bound: number } = { waiting: 0, bound: BOUND };
  readonly #now: () => Instant;
  readonly #parts: Entry[][] = Array.from({ length: PARTITIONS }, () => []);
  readonly #next: Float64Array = new Float64Array(PARTITIONS).fill(1);
  readonly #subjects = new Map<SubjectRef, Entry[]>();
  readonly #places = new Map<string, Appended>();
  readonly #audit: AuditRow[] = [];
  readonly #listeners = new CommitListeners();
  #lastRecordedAt = 0;
  #closed = false;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  async append(events: readonly Append[], audit: readonly AuditRow[] = []): Promise<readonly Appended[]> {
    if (this.#closed) throw closedError();
    // Everything that can be refused is refused before anything is kept.
    const prepared = events.map((append) => ({
      subject: subjectRef(append.subject),
      effectiveAt: instant(effectiveInstant(append.event)),
      kind: append.event.kind,
      source: sourceOf(append.event),
      revised: isRevision(append.event),
      text: encodeEvent(append.event),
      dedupe: dedupeHash(append.dedupe),
    }));
    const rows = audit.map(storableAudit);
    const recordedAt = Math.max(this.#lastRecordedAt, this.#now()) as Instant;
    this.#lastRecordedAt = recordedAt;
    this.#audit.push(...rows);
    const added: Entry[] = [];
    const places = prepared.map(({ dedupe, ...rest }): Appended => {
      const part = partitionOf(rest.subject);
      // A repeated event uses up a sequence, as in PostgreSQL, so that nobody comes to rely on there being no gaps.
      const seq = this.#next[part]!++;
      const before = this.#places.get(dedupe);
      if (before !== undefined) return { ...before, duplicate: true };
      const entry: Entry = { ...rest, part, seq, recordedAt };
      this.#keep(entry);
      added.push(entry);
      const place = { part, seq, duplicate: false };
      this.#places.set(dedupe, place);
      return place;
    });
    this.#listeners.tell(added.map(recordedEvent));
    return places;
  }

  async audit(rows: readonly AuditRow[]): Promise<void> {
    await this.append([], rows);
  }

  async readSubject(subject: SubjectRef, query: SubjectQuery = {}): Promise<readonly RecordedEvent[]> {
    const { from, to, untilSeq, afterSeq, knownAt, kinds, revised, source, latest } = query;
    const found = (this.#subjects.get(subject) ?? []).filter(
      (entry) =>
        entry.effectiveAt >= (from ?? Number.NEGATIVE_INFINITY) &&
        entry.effectiveAt <= (to ?? Number.POSITIVE_INFINITY) &&
        entry.seq <= (untilSeq ?? Number.POSITIVE_INFINITY) &&
        entry.seq > (afterSeq ?? Number.NEGATIVE_INFINITY) &&
        (revised !== true || entry.revised) &&
        (source === undefined || isSource(entry.source, source)) &&
        entry.recordedAt <= (knownAt ?? Number.POSITIVE_INFINITY) &&
        (kinds === undefined || kinds.includes(entry.kind)),
    );
    found.sort((a, b) => a.effectiveAt - b.effectiveAt || a.seq - b.seq);
    if (latest !== undefined) return found.reverse().slice(0, latest).map(recordedEvent);
    return found.map(recordedEvent);
  }

  async openings(): Promise<readonly RecordedEvent[]> {
    return this.#parts.flatMap((entries) =>
      entries.filter(({ kind }) => STANDING_KINDS.has(kind)).map(recordedEvent),
    );
  }

  async auditTrail({ limit, actor, target }: AuditQuery): Promise<readonly AuditRow[]> {
    return this.#audit
      .filter(
        (row) =>
          (actor === undefined || row.actor === actor) && (target === undefined || row.target === target),
      )
      .reverse()
      .slice(0, limit);
  }

  async *scan(after?: {
    readonly part: number;
    readonly seq: number;
  }): AsyncIterable<readonly RecordedEvent[]> {
    const start = after ?? { part: 0, seq: 0 };
    for (let part = start.part; part < PARTITIONS; part++) {
      let seq = part === start.part ? start.seq : 0;
      for (;;) {
        const page = await this.readPartition(part, seq, PAGE_SIZE);
        const last = page.at(-1);
        if (last === undefined) break;
        yield page;
        seq = last.seq;
      }
    }
  }

  async heads(): Promise<readonly { readonly part: number; readonly seq: number }[]> {
    return this.#parts.flatMap((entries, part) => {
      const last = entries.at(-1);
      return last === undefined ? [] : [{ part, seq: last.seq }];
    });
  }

  async readPartition(part: number, afterSeq: number, limit: number): Promise<readonly RecordedEvent[]> {
    const entries = this.#parts[part] ?? [];
    const start = firstAfter(entries, afterSeq);
    return entries.slice(start, start + limit).map(recordedEvent);
  }

  onCommit(listener: (events: readonly RecordedEvent[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #keep(entry: Entry): void {
    this.#parts[entry.part]!.push(entry);
    const history = this.#subjects.get(entry.subject);
    if (history === undefined) this.#subjects.set(entry.subject, [entry]);
    else history.push(entry);
  }
}

/** Index of the first entry above a sequence, by bisection. */
function firstAfter(entries: readonly Entry[], seq: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries[middle]!.seq <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function recordedEvent({ part, seq, subject, recordedAt, text }: Entry): RecordedEvent {
  return { part, seq, subject, recordedAt, event: decodeEvent(text) };
}
