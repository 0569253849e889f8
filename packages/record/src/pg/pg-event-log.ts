// The event log in PostgreSQL.
import {
  effectiveInstant,
  type Instant,
  instant,
  type RecordedEvent,
  type SubjectRef,
  subjectRef,
} from '@twinward/contract';
import { CommitListeners } from '../commit-listeners.ts';
import { isRevision, isSource, sourceHash, sourceOf } from '../event-source.ts';
import { partitionOf } from '../partition-of.ts';
import type { Append, Appended, AuditQuery, AuditRow, EventLog, SubjectQuery } from '../ports/event-log.ts';
import { storableAudit } from '../storable-audit.ts';
import { dedupeHash, EVENT_KINDS, encodeEvent } from '../stored-event.ts';
import type { Database, Row } from './database.ts';
import { AUDIT_TRAIL, HEADS, OPENINGS, PAGE, PARTITION } from './event-statements.ts';
import { EventWriter, type PreparedAppend, type PreparedEvent } from './event-writer.ts';
import { GroupCommit } from './group-commit.ts';
import { LaneConnection } from './lane-connection.ts';
import { LEASE_RENEWAL, type PartitionLeases } from './partition-leases.ts';
import { recordedEvent } from './recorded-event.ts';
import type { ResourceBatch, ResourceWriter } from './resource-writer.ts';
import { subjectStatement } from './subject-statement.ts';

/** Rows in one commit, and rows that may wait. */
const BATCH = 2000;
const BOUND = 20_000;
const PAGE_SIZE = 5000;

/** The log over a database, written under leases already taken. */
export class PgEventLog implements EventLog {
  readonly #database: Database;
  readonly #leases: PartitionLeases;
  readonly #lane: LaneConnection;
  readonly #writer: EventWriter;
  readonly #queue: GroupCommit<PreparedAppend, readonly Appended[]>;
  readonly #listeners = new CommitListeners();
  readonly #renewal: NodeJS.Timeout;

  constructor(database: Database, leases: PartitionLeases, now: () => Instant, resources: ResourceWriter) {
    this.#database = database;
    this.#leases = leases;
    this.#lane = new LaneConnection(database.target);
    this.#writer = new EventWriter(
      this.#lane,
      leases,
      now,
      (events) => this.#listeners.tell(events),
      resources,
    );
    this.#queue = new GroupCommit({
      batch: BATCH,
      bound: BOUND,
      commit: (batch) => this.#writer.commit(batch),
    });
    this.#renewal = setInterval(() => this.#signOfLife(), LEASE_RENEWAL * 1000);
    this.#renewal.unref();
  }

  get load(): { readonly waiting: number; readonly bound: number } {
    return this.#queue.load;
  }

  async append(events: readonly Append[], audit: readonly AuditRow[] = []): Promise<readonly Appended[]> {
    if (events.length + audit.length === 0) return [];
    return this.#queue.submit(
      { events: events.map(prepare), audit: audit.map(storableAudit) },
      events.length + audit.length,
    );
  }

  async audit(rows: readonly AuditRow[]): Promise<void> {
    await this.append([], rows);
  }

  /** Appends with resources, in one commit. */
  async appendWith(
    resources: ResourceBatch,
    events: readonly Append[],
    audit: readonly AuditRow[],
    patient: boolean,
  ): Promise<void> {
    await this.#queue.submit(
      { events: events.map(prepare), audit: audit.map(storableAudit), resources },
      events.length + audit.length + resources.writes.length,
      patient,
    );
  }

  async readSubject(subject: SubjectRef, query: SubjectQuery = {}): Promise<readonly RecordedEvent[]> {
    const { text, values, name } = subjectStatement(subject, query);
    const events = (await this.#database.rows(text, values, name)).map(recordedEvent);
    const { source, latest } = query;
    if (source === undefined) return events;
    // The statement goes by the hash of the source; two sources may share one.
    const exact = events.filter(({ event }) => isSource(sourceOf(event), source));
    return latest === undefined ? exact : exact.slice(0, latest);
  }

  async openings(): Promise<readonly RecordedEvent[]> {
    return (await this.#database.rows(OPENINGS, [], 'openings')).map(recordedEvent);
  }

  async auditTrail({ limit, actor, target }: AuditQuery): Promise<readonly AuditRow[]> {
    const rows = await this.#database.rows(AUDIT_TRAIL, [actor ?? null, target ?? null, limit]);
    return rows.map(auditRow);
  }

  async *scan(after?: {
    readonly part: number;
    readonly seq: number;
  }): AsyncIterable<readonly RecordedEvent[]> {
    let place = after ?? { part: -1, seq: 0 };
    for (;;) {
      const rows = await this.#database.rows(PAGE, [place.part, place.seq, PAGE_SIZE], 'page');
      const events = rows.map(recordedEvent);
      const last = events.at(-1);
      if (last === undefined) return;
      yield events;
      place = last;
    }
  }

  async heads(): Promise<readonly { readonly part: number; readonly seq: number }[]> {
    const rows = await this.#database.rows(HEADS, [], 'heads');
    return rows.map(([part, seq]) => ({ part: Number(part), seq: Number(seq) }));
  }

  async readPartition(part: number, afterSeq: number, limit: number): Promise<readonly RecordedEvent[]> {
    const rows = await this.#database.rows(PARTITION, [part, afterSeq, limit], 'partition');
    return rows.map(recordedEvent);
  }

  onCommit(listener: (events: readonly RecordedEvent[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Commits what waits, gives the partitions back. */
  async close(): Promise<void> {
    clearInterval(this.#renewal);
    await this.#queue.close();
    await this.#lane.drop();
    await this.#leases.release(this.#database).catch(() => undefined);
  }

  /** An unreachable database is met again in two seconds; the epoch, not the lease, is what keeps the log safe. */
  #signOfLife(): void {
    this.#leases.renew(this.#database).catch(() => undefined);
    if (!this.#writer.settled) this.#queue.submit({ events: [], audit: [] }, 0).catch(() => undefined);
  }
}

function prepare({ subject, event, dedupe }: Append): PreparedEvent {
  return {
    part: partitionOf(subjectRef(subject)),
    subject,
    kind: EVENT_KINDS.indexOf(event.kind),
    source: sourceHash(sourceOf(event)),
    revised: isRevision(event),
    effectiveAt: instant(effectiveInstant(event)),
    dedupe: dedupeHash(dedupe),
    body: encodeEvent(event),
  };
}

function auditRow([at, actor, role, action, target, allowed, reason, request]: Row): AuditRow {
  return {
    at: at as Instant,
    actor: actor as string,
    role: role as string,
    action: action as string,
    target: target as string,
    allowed: allowed as boolean,
    reason: reason as string,
    request: request as string,
  };
}
