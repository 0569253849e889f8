// One reader of waveforms: where it stands in the playback of each subject it watches, and how far it lags behind.
import type { ServerResponse } from 'node:http';
import { formatInstant, type Instant } from '@twinward/contract';
import type { Playback } from './playback.ts';

/** Bytes a reader may have waiting before nothing more is sent to it; what it misses by then it is told of. */
const MOST_WAITING = 128 * 1024;
/** Bytes sent at once. */
const AT_ONCE = 256 * 1024;
/** Entries that a reader who has just come is shown: about twelve seconds. */
const PAST = 130;

/** A position in a playback. */
export interface WavePosition {
  readonly playback: string;
  readonly seq: number;
}

/** One open stream. */
export class WaveStream {
  readonly #response: ServerResponse;
  readonly #subjects: readonly string[];
  /** By subject, the playback last sent of and the last sequence of it; null where the subject was said to have none. */
  readonly #reached = new Map<string, WavePosition | null>();
  readonly #resumed: readonly WavePosition[];

  constructor(response: ServerResponse, subjects: readonly string[], resumed: readonly WavePosition[]) {
    this.#response = response;
    this.#subjects = subjects;
    this.#resumed = resumed;
  }

  get closed(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  /** Sends what is new, as far as the reader keeps up. */
  flush(playbackOf: (subject: string) => Playback | null): void {
    if (this.closed || this.#response.writableLength > MOST_WAITING) return;
    let text = '';
    for (const subject of this.#subjects) text += this.#newOf(subject, playbackOf(subject));
    if (text !== '') this.#response.write(`${text}`);
  }

  /** A sign of life. */
  ping(now: Instant): void {
    if (!this.closed && this.#response.writableLength <= MOST_WAITING)
      this.#response.write(`event: ping\n${this.#id()}data: {"now":"${formatInstant(now)}"}\n\n`);
  }

  end(): void {
    if (!this.closed) this.#response.end();
  }

  #newOf(subject: string, playback: Playback | null): string {
    if (playback === null) {
      if (this.#reached.get(subject) === null) return '';
      this.#reached.set(subject, null);
      return `event: idle\ndata: ${JSON.stringify({ subject })}\n\n`;
    }
    const { ring, plan, view } = playback;
    let text = '';
    let reached = this.#reached.get(subject) ?? null;
    if (reached?.playback !== plan.id) {
      const seen = this.#resumed.find((one) => one.playback === plan.id && one.seq <= ring.head);
      const resumes = seen !== undefined && !this.#reached.has(subject);
      reached = { playback: plan.id, seq: resumes ? seen.seq : Math.max(ring.oldest - 1, ring.head - PAST) };
      text += `event: playback\ndata: ${JSON.stringify(view)}\n\n`;
    }
    let { seq } = reached;
    if (ring.oldest > seq + 1) {
      const gap = { playback: plan.id, missed: ring.oldest - seq - 1 };
      text += `event: gap\ndata: ${JSON.stringify(gap)}\n\n`;
      seq = ring.oldest - 1;
    }
    const entries = ring.after(seq, AT_ONCE);
    seq = entries.at(-1)?.seq ?? seq;
    this.#reached.set(subject, { playback: plan.id, seq });
    for (const entry of entries) {
      const id = entry.seq === seq ? this.#id() : '';
      text += `event: ${entry.name}\n${id}data: ${entry.text}\n\n`;
    }
    return text;
  }

  #id(): string {
    const parts = [...this.#reached.values()].flatMap((one) =>
      one === null ? [] : `${one.playback}:${one.seq}`,
    );
    return parts.length === 0 ? '' : `id: ${parts.join(',')}\n`;
  }
}
