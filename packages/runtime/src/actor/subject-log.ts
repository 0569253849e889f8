// Reading one subject's part of the record within a bound of knowledge.
import type { Instant, RecordedEvent, SubjectRef, TwinEvent } from '@twinward/contract';
import type { EventLog, SubjectQuery } from '@twinward/record';
import { Revisions } from '../fold/revisions.ts';
import { revises, sourceVersion } from '../fold/source-version.ts';

/** What may be known: sequences at most `seq`, recorded at most at `at`; everything when left out. */
export interface KnownBound {
  readonly seq?: number;
  readonly at?: Instant;
}

/** Beyond so many revised readings the whole subject is read once instead of each by itself. */
const SINGLE_LOOKUPS = 8;

/** Reads the record of one subject; what a store returns beyond the question is left out here. */
export class SubjectLog {
  readonly #log: EventLog;
  readonly #subject: SubjectRef;

  constructor(log: EventLog, subject: SubjectRef) {
    this.#log = log;
    this.#subject = subject;
  }

  /** All that was ever revised, as far as known. */
  async revisions(known: KnownBound = {}): Promise<Revisions> {
    return new Revisions(
      await this.#read({ revised: true, kinds: ['observation', 'intervention', 'adt'] }, known),
    );
  }

  /** The events after a sequence, by sequence. */
  async since(seq: number, known: KnownBound = {}): Promise<RecordedEvent[]> {
    const events = await this.#read({ afterSeq: seq }, known);
    return events.filter((recorded) => recorded.seq > seq).sort((a, b) => a.seq - b.seq);
  }

  /** The events effective in [from, to], by effective time, then sequence. */
  async window(
    from: Instant | null,
    to: Instant | null,
    known: KnownBound = {},
    kinds?: readonly TwinEvent['kind'][],
  ): Promise<RecordedEvent[]> {
    return this.#read(
      {
        ...(from === null ? {} : { from }),
        ...(to === null ? {} : { to }),
        ...(kinds === undefined ? {} : { kinds }),
      },
      known,
    );
  }

  /** Every version of the readings and deeds that some events revise, those events among them. */
  async versionsOf(revising: readonly RecordedEvent[], known: KnownBound = {}): Promise<RecordedEvent[]> {
    const wanted = new Map(
      revising.map(({ event }) => sourceVersion(event)!).map((source) => [source.key, source] as const),
    );
    const kinds: readonly TwinEvent['kind'][] = ['observation', 'intervention', 'adt'];
    const queries: SubjectQuery[] =
      wanted.size > SINGLE_LOOKUPS
        ? [{ kinds }]
        : [...wanted.values()].map(({ system, id }) => ({ kinds, source: { system, id } }));
    const found = await Promise.all(queries.map((query) => this.#read(query, known)));
    const named = found.flat().filter(({ event }) => wanted.has(sourceVersion(event)?.key ?? ''));
    return [...new Map(named.map((recorded) => [recorded.seq, recorded] as const)).values()];
  }

  async #read(query: SubjectQuery, known: KnownBound): Promise<RecordedEvent[]> {
    const events = await this.#log.readSubject(this.#subject, {
      ...query,
      ...(known.seq === undefined ? {} : { untilSeq: known.seq }),
      ...(known.at === undefined ? {} : { knownAt: known.at }),
    });
    return query.revised === true ? events.filter(({ event }) => revises(event)) : [...events];
  }
}

/** The highest sequence among events; 0 if there are none. */
export function highestSeq(events: readonly RecordedEvent[]): number {
  return events.reduce((seq, recorded) => Math.max(seq, recorded.seq), 0);
}
