// Waveforms pushed to whoever watches: about ten times a second, resumed where a reader left off, at no cost for the slow.
import { type Instant, TwinwardError } from '@twinward/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { beginEventStream } from '../live/begin-event-stream.ts';
import type { Playback } from './playback.ts';
import { type WavePosition, WaveStream } from './wave-stream.ts';

/** What pushing needs of the rest. */
export interface WaveSources {
  playbackOf(subject: string): Playback | null;
  now(): Instant;
  /** Whether whoever sent a request is still signed in. */
  stands(request: FastifyRequest): Promise<boolean>;
}

/** Milliseconds between sends, and between signs of life. */
const SEND_EVERY = 50;
const PING_EVERY = 15_000;
const MOST_STREAMS = 1000;
const ID = /^[0-9a-f]{12}:\d{1,15}(,[0-9a-f]{12}:\d{1,15}){0,31}$/;

/** All open streams of waveforms. */
export class WaveStreams {
  readonly #sources: WaveSources;
  readonly #streams = new Map<WaveStream, FastifyRequest>();
  readonly #timers: readonly NodeJS.Timeout[];
  #closed = false;

  constructor(sources: WaveSources) {
    this.#sources = sources;
    this.#timers = [
      setInterval(() => this.#flush(), SEND_EVERY).unref(),
      setInterval(() => this.#ping(), PING_EVERY).unref(),
    ];
  }

  get size(): number {
    return this.#streams.size;
  }

  /** Opens a stream for a request: from its `Last-Event-ID`, else with the last seconds. Throws `record.busy`, `request.invalid`. */
  open(request: FastifyRequest, reply: FastifyReply, subjects: readonly string[]): void {
    if (this.#closed || this.#streams.size >= MOST_STREAMS) {
      throw new TwinwardError('record.busy', 'too many streams are open', {
        retryAfter: 5,
        remedy: 'close some, or try again later',
      });
    }
    const resumed = positionsOf(request.headers['last-event-id']);
    const response = beginEventStream(reply, () => this.#streams.delete(stream));
    const stream = new WaveStream(response, subjects, resumed);
    this.#streams.set(stream, request);
    stream.flush(this.#sources.playbackOf);
  }

  /** Ends all streams. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const stream of this.#streams.keys()) stream.end();
    this.#streams.clear();
  }

  #flush(): void {
    for (const stream of this.#streams.keys()) stream.flush(this.#sources.playbackOf);
  }

  #ping(): void {
    for (const [stream, request] of this.#streams) {
      stream.ping(this.#sources.now());
      this.#sources.stands(request).then(
        (stands) => {
          if (!stands) stream.end();
        },
        () => undefined,
      );
    }
  }
}

function positionsOf(header: string | readonly string[] | undefined): readonly WavePosition[] {
  if (typeof header !== 'string' || header === '') return [];
  if (!ID.test(header)) {
    throw new TwinwardError('request.invalid', 'Last-Event-ID is not one of ours', {
      field: 'last-event-id',
      remedy: 'send back the id of the last event as it came, or none to begin now',
    });
  }
  return header.split(',').map((pair) => {
    const [playback, seq] = pair.split(':');
    return { playback: playback!, seq: Number(seq) };
  });
}
