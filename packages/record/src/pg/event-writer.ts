// Writes the log: one batch at a time, under the fence, with sequences that never run backwards.
import type { Instant, RecordedEvent, SubjectRef } from '@twinward/contract';
import { PARTITIONS } from '../partition-of.ts';
import type { Appended, AuditRow } from '../ports/event-log.ts';
import { decodeEvent } from '../stored-event.ts';
import { arrayText } from './array-text.ts';
import { APPEND, AUDIT, NUMBER_SUBJECTS, PARTITION, PLACES } from './event-statements.ts';
import type { Waiting } from './group-commit.ts';
import type { LaneConnection } from './lane-connection.ts';
import { fenced, type PartitionLeases } from './partition-leases.ts';
import { putStates } from './put-states.ts';
import { recordError } from './record-error.ts';
import { recordedEvent } from './recorded-event.ts';
import type { ResourceBatch, ResourceWriter } from './resource-writer.ts';
import { settle } from './settle-statement.ts';

/** An event made ready to be stored while an earlier commit runs. */
export interface PreparedEvent {
  readonly part: number;
  readonly subject: SubjectRef;
  readonly kind: number;
  readonly effectiveAt: Instant;
  /** 32 hexadecimal digits. */
  readonly dedupe: string;
  /** Hash of the source system and id; 0 without. */
  readonly source: number;
  readonly revised: boolean;
  readonly body: string;
}

/** What one caller hands in. */
export interface PreparedAppend {
  readonly events: readonly PreparedEvent[];
  readonly audit: readonly AuditRow[];
  /** Resources that become durable with them. */
  readonly resources?: ResourceBatch;
}

type Batch = readonly Waiting<PreparedAppend, readonly Appended[]>[];

interface Stored {
  /** By the event's dedupe hash. */
  readonly places: ReadonlyMap<string, Appended>;
  finish(): void;
}

/** Subjects whose numbers are remembered; beyond it all are forgotten and asked for again. */
const REMEMBERED_SUBJECTS = 200_000;

/** The writing end of the log. */
export class EventWriter {
  readonly #lane: LaneConnection;
  readonly #leases: PartitionLeases;
  readonly #now: () => Instant;
  readonly #publish: (events: readonly RecordedEvent[]) => void;
  readonly #resources: ResourceWriter;
  readonly #subjects = new Map<string, number>();
  /** By partition, the sequence after which it is unknown what a lost connection left behind. */
  readonly #doubt = new Map<number, number>();
  #lastRecordedAt = 0;
  #settled = true;
  #fenced = false;

  constructor(
    lane: LaneConnection,
    leases: PartitionLeases,
    now: () => Instant,
    publish: (events: readonly RecordedEvent[]) => void,
    resources: ResourceWriter,
  ) {
    this.#lane = lane;
    this.#leases = leases;
    this.#now = now;
    this.#publish = publish;
    this.#resources = resources;
  }

  /** Whether the last commit's outcome is known and the connection stands. */
  get settled(): boolean {
    return this.#settled;
  }

  /** Commits a batch and answers its callers; throws for those not answered. */
  async commit(batch: Batch): Promise<void> {
    if (this.#fenced) throw fenced();
    try {
      if (!this.#settled) await this.#settle();
      await this.#write(batch);
    } catch (error) {
      const told = recordError(error);
      if (told.code === 'record.fenced') this.#fenced = true;
      this.#settled = false;
      await this.#lane.drop();
      throw told;
    }
  }

  /**
   * After a failure: leases are taken again under a new epoch, which waits for whatever the lost connection still did; what it
   * turns out to have stored, unacknowledged, is published before anything newer.
   */
  async #settle(): Promise<void> {
    const owned = this.#leases.count;
    await this.#lane.transaction((statements) => this.#leases.take(statements, false));
    if (this.#leases.count < owned) throw fenced();
    for (const [part, after] of this.#doubt) {
      const rows = await this.#lane.rows(PARTITION, [part, after, 1_000_000]);
      this.#doubt.delete(part);
      if (rows.length > 0) this.#publish(rows.map(recordedEvent));
    }
    await this.#resources.settle(this.#lane);
    this.#settled = true;
  }

  async #write(batch: Batch): Promise<void> {
    const now = Math.max(this.#lastRecordedAt, this.#now()) as Instant;
    this.#lastRecordedAt = now;
    const resources = batch.flatMap(({ rows }) => (rows.resources === undefined ? [] : [rows.resources]));
    if (resources.length === 0) {
      const { finish } = await this.#append(batch, now);
      finish();
      return;
    }
    await this.#numberSubjects(batch.flatMap(({ rows }) => rows.events));
    let finish = (): void => undefined;
    await this.#lane.transaction(async (statements) => {
      await this.#resources.write(statements, resources, now);
      const kept = batch.filter(({ rows }) => (rows.resources?.refusal ?? null) === null);
      const appended = await this.#append(kept, now);
      finish = appended.finish;
      const settled = kept.flatMap(({ rows: { events, resources: { settle: said } = {} } }) =>
        said === undefined ? [] : [said(events.map(({ dedupe }) => appended.places.get(dedupe)!))],
      );
      await settle(statements, settled);
      await putStates(
        statements,
        kept.flatMap(({ rows }) => rows.resources?.states ?? []),
      );
    });
    this.#resources.committed();
    finish();
    for (const { rows, reject } of batch) if (rows.resources?.refusal) reject(rows.resources.refusal);
  }

  /** Stores events and audit rows; `finish` answers their callers and tells the listeners, once all is committed. */
  async #append(batch: Batch, recordedAt: Instant): Promise<Stored> {
    const audit = batch.flatMap((waiting) => waiting.rows.audit);
    const unique = new Map<string, PreparedEvent>();
    for (const { rows } of batch) {
      for (const event of rows.events) if (!unique.has(event.dedupe)) unique.set(event.dedupe, event);
    }
    const events = [...unique.values()];
    if (events.length === 0) {
      if (audit.length > 0) await this.#lane.rows(AUDIT, [JSON.stringify(audit)], 'audit');
      return {
        places: new Map(),
        finish: () => {
          for (const waiting of batch) waiting.resolve([]);
        },
      };
    }
    await this.#numberSubjects(events);
    const seqs = events.map((event) => this.#leases.nextSequence(event.part));
    events.forEach(({ part }, i) => {
      if (!this.#doubt.has(part)) this.#doubt.set(part, seqs[i]! - 1);
    });
    const stored = await this.#insert(events, seqs, recordedAt, audit);
    const places = new Map<string, Appended>();
    events.forEach(({ dedupe, part }, i) => {
      places.set(dedupe, { part, seq: seqs[i]!, duplicate: false });
    });
    if (stored < events.length) await this.#findRepeated(places);
    const finish = (): void => {
      this.#doubt.clear();
      answer(batch, places);
      this.#publish(
        events.flatMap((event) => {
          const { part, seq, duplicate } = places.get(event.dedupe)!;
          if (duplicate) return [];
          return [{ part, seq, subject: event.subject, recordedAt, event: decodeEvent(event.body) }];
        }),
      );
    };
    return { places, finish };
  }

  async #insert(
    events: readonly PreparedEvent[],
    seqs: readonly number[],
    recordedAt: Instant,
    audit: readonly AuditRow[],
  ): Promise<number> {
    const parts = touchedParts(events);
    const epochs = parts.map((part) => this.#leases.epochs[part]!);
    const [counts] = await this.#lane.rows(
      APPEND,
      [
        arrayText(parts),
        arrayText(epochs),
        arrayText(events.map((event) => event.part)),
        arrayText(seqs),
        arrayText(events.map((event) => this.#subjects.get(event.subject)!)),
        arrayText(events.map((event) => event.kind)),
        recordedAt,
        arrayText(events.map((event) => event.effectiveAt)),
        arrayText(events.map((event) => event.dedupe)),
        arrayText(events.map((event) => event.source)),
        arrayText(events.map((event) => (event.revised ? 't' : 'f'))),
        events.map((event) => event.body).join('\n'),
        JSON.stringify(audit),
      ],
      'append',
    );
    if (counts?.[0] !== parts.length) throw fenced();
    return counts[1] as number;
  }

  /** Sets the places of events that were there before. */
  async #findRepeated(places: Map<string, Appended>): Promise<void> {
    const rows = await this.#lane.rows(PLACES, [arrayText([...places.keys()])], 'places');
    for (const [dedupe, part, seq] of rows) {
      const hash = (dedupe as string).replaceAll('-', '');
      const assigned = places.get(hash)!;
      if (assigned.part === part && assigned.seq === seq) continue;
      places.set(hash, { part: part as number, seq: seq as number, duplicate: true });
    }
  }

  /** Gives new subjects their numbers, in a commit of their own: a subject without events harms nobody. */
  async #numberSubjects(events: readonly PreparedEvent[]): Promise<void> {
    const unknown = new Set<string>();
    for (const { subject } of events) if (!this.#subjects.has(subject)) unknown.add(subject);
    if (unknown.size === 0) return;
    if (this.#subjects.size > REMEMBERED_SUBJECTS) {
      this.#subjects.clear();
      for (const { subject } of events) unknown.add(subject);
    }
    const rows = await this.#lane.rows(NUMBER_SUBJECTS, [[...unknown]], 'number-subjects');
    for (const [ref, number] of rows) this.#subjects.set(ref as string, number as number);
  }
}

function answer(batch: Batch, places: ReadonlyMap<string, Appended>): void {
  const seen = new Set<string>();
  for (const waiting of batch) {
    waiting.resolve(
      waiting.rows.events.map(({ dedupe }) => {
        const place = places.get(dedupe)!;
        if (seen.has(dedupe)) return { ...place, duplicate: true };
        seen.add(dedupe);
        return place;
      }),
    );
  }
}

function touchedParts(events: readonly PreparedEvent[]): readonly number[] {
  const touched = new Uint8Array(PARTITIONS);
  for (const { part } of events) touched[part] = 1;
  const parts: number[] = [];
  for (let part = 0; part < PARTITIONS; part++) if (touched[part] === 1) parts.push(part);
  return parts;
}
