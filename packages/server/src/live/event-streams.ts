// Live push: every event of the record, once, in order and without a gap, to whoever listens; and the latest summaries.
import { type RecordedEvent, type TwinId, TwinwardError } from '@twinward/contract';
import type { Clock, EventLog } from '@twinward/record';
import type { TwinSummary } from '@twinward/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { beginEventStream } from './begin-event-stream.ts';
import { EventStream } from './event-stream.ts';
import { noPositions, type Positions, parsePositions } from './positions.ts';
import { pushRecord } from './push-record.ts';

/** What live push needs of the rest. */
export interface StreamSources {
  readonly events: EventLog;
  readonly clock: Clock;
  /** The open twins of an event's subject. */
  twinsOf(event: RecordedEvent): readonly TwinId[];
  onSummary(listener: (summary: TwinSummary) => void): () => void;
  /** Whether whoever sent a request is still signed in. */
  stands(request: FastifyRequest): Promise<boolean>;
}

/** Milliseconds between sends, and between signs of life. */
const SEND_EVERY = 20;
const PING_EVERY = 15_000;
const MOST_STREAMS = 4000;
const PAGE = 500;

/** All open streams of a server. */
export class EventStreams {
  readonly #sources: StreamSources;
  readonly #streams = new Map<EventStream, FastifyRequest>();
  /** Where the log stands, as far as it was told here. */
  readonly #heads: Positions;
  readonly #stops: readonly (() => void)[];
  readonly #timers: readonly NodeJS.Timeout[];
  #closed = false;

  private constructor(sources: StreamSources, heads: Positions, stopCommits: () => void) {
    this.#sources = sources;
    this.#heads = heads;
    this.#stops = [stopCommits, sources.onSummary((summary) => this.#summarise(summary))];
    this.#timers = [
      setInterval(() => this.#flush(), SEND_EVERY).unref(),
      setInterval(() => this.#ping(), PING_EVERY).unref(),
    ];
  }

  /** Begins to listen to the log. */
  static async start(sources: StreamSources): Promise<EventStreams> {
    const heads = noPositions();
    let tell: (events: readonly RecordedEvent[]) => void = () => undefined;
    const stop = sources.events.onCommit((events) => {
      for (const { part, seq } of events) heads[part] = Math.max(heads[part]!, seq);
      tell(events);
    });
    for (const { part, seq } of await sources.events.heads()) heads[part] = Math.max(heads[part]!, seq);
    const streams = new EventStreams(sources, heads, stop);
    tell = (events) => streams.#tell(events);
    return streams;
  }

  get size(): number {
    return this.#streams.size;
  }

  /** Opens a stream for a request: from its `Last-Event-ID`, else from now. */
  async open(request: FastifyRequest, reply: FastifyReply, twins: readonly TwinId[] | null): Promise<void> {
    if (this.#closed || this.#streams.size >= MOST_STREAMS) {
      throw new TwinwardError('record.busy', 'too many streams are open', {
        retryAfter: 5,
        remedy: 'close some, or try again later',
      });
    }
    const resumed = request.headers['last-event-id'];
    const reached = typeof resumed === 'string' ? parsePositions(resumed) : this.#heads.slice();
    for (let part = 0; part < reached.length; part++) {
      reached[part] = Math.min(reached[part]!, this.#heads[part]!);
    }
    const response = beginEventStream(reply, () => this.#streams.delete(stream));
    const stream = new EventStream(response, twins === null ? null : new Set(twins), reached);
    this.#streams.set(stream, request);
    stream.ping(this.#sources.clock.now());
    await this.#catchUp(stream).catch(() => stream.end());
  }

  /** Ends all streams; their clients resume when there is a server again. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const stop of this.#stops) stop();
    for (const stream of this.#streams.keys()) stream.end();
    this.#streams.clear();
  }

  /** Reads from the log what the stream has missed; in the turn in which nothing is missing any more, it goes live. */
  async #catchUp(stream: EventStream): Promise<void> {
    for (;;) {
      const part = this.#heads.findIndex((head, index) => head > stream.reached[index]!);
      if (stream.closed) return;
      if (part === -1) {
        stream.live = true;
        return;
      }
      const page = await this.#sources.events.readPartition(part, stream.reached[part]!, PAGE);
      // An empty page above a known head: what was told is gone, which a log never does, so nothing is left to send.
      if (page.length === 0) stream.reach(part, this.#heads[part]!, null);
      for (const event of page) stream.reach(part, event.seq, this.#wanted(stream, event));
      stream.flush();
      await stream.drained();
    }
  }

  #wanted(stream: EventStream, event: RecordedEvent): string | null {
    const twins = this.#sources.twinsOf(event);
    return stream.wants(twins) ? JSON.stringify(pushRecord(event, twins)) : null;
  }

  #tell(events: readonly RecordedEvent[]): void {
    if (this.#streams.size === 0) return;
    for (const event of events) {
      const twins = this.#sources.twinsOf(event);
      let text: string | null = null;
      for (const stream of this.#streams.keys()) {
        if (!stream.live) continue;
        if (stream.wants(twins)) {
          text ??= JSON.stringify(pushRecord(event, twins));
          stream.reach(event.part, event.seq, text);
        } else stream.reach(event.part, event.seq, null);
      }
    }
  }

  #summarise(summary: TwinSummary): void {
    if (this.#streams.size === 0) return;
    const text = JSON.stringify(summary);
    const twin = summary.id as TwinId;
    for (const stream of this.#streams.keys()) {
      if (stream.wants([twin])) stream.summarise(twin, text);
    }
  }

  #flush(): void {
    for (const stream of this.#streams.keys()) stream.flush();
  }

  #ping(): void {
    for (const [stream, request] of this.#streams) {
      stream.ping(this.#sources.clock.now());
      this.#sources.stands(request).then(
        (stands) => {
          if (!stands) stream.end();
        },
        () => undefined,
      );
    }
  }
}
