// One client's stream: what it has been sent, what waits for it, and when it is too slow to be kept.
import type { ServerResponse } from 'node:http';
import { formatInstant, type Instant, type TwinId } from '@twinward/contract';
import { drained } from './drained.ts';
import { formatPositions, type Positions } from './positions.ts';

/** Bytes a client may lag behind before it is cut off; it resumes from the log. */
const MOST_BUFFERED = 1024 * 1024;
/** Bytes above which summaries, of which only the latest counts, wait for the client to catch up. */
const SUMMARIES_WAIT = 128 * 1024;

/** One open event stream. */
export class EventStream {
  /** The twins asked for; null is all. */
  readonly twins: ReadonlySet<TwinId> | null;
  /** The highest sequence of each partition that this client has been sent or does not want. */
  readonly reached: Positions;
  /** While false, the stream still reads the log; live events pass it by. */
  live = false;
  readonly #response: ServerResponse;
  readonly #summaries = new Map<TwinId, string>();
  #records: string[] = [];

  constructor(response: ServerResponse, twins: ReadonlySet<TwinId> | null, reached: Positions) {
    this.#response = response;
    this.twins = twins;
    this.reached = reached;
  }

  get closed(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  wants(twins: readonly TwinId[]): boolean {
    const { twins: wanted } = this;
    return wanted === null || twins.some((twin) => wanted.has(twin));
  }

  /** Notes that a position was reached, with the record to send if the client wants it. */
  reach(part: number, seq: number, record: string | null): void {
    this.reached[part] = seq;
    if (record !== null) this.#records.push(record);
  }

  /** The latest summary of a twin replaces one not yet sent. */
  summarise(twin: TwinId, summary: string): void {
    this.#summaries.set(twin, summary);
  }

  /** Sends what waits. Cuts the client off when it is more than 1 MB behind. */
  flush(): void {
    if (this.closed) return;
    if (this.#response.writableLength > MOST_BUFFERED) {
      this.#response.destroy();
      return;
    }
    let text = '';
    const last = this.#records.length - 1;
    for (let i = 0; i <= last; i++) {
      const id = i === last ? `id: ${formatPositions(this.reached)}\n` : '';
      text += `event: record\n${id}data: ${this.#records[i]}\n\n`;
    }
    this.#records = [];
    if (this.#summaries.size > 0 && this.#response.writableLength < SUMMARIES_WAIT) {
      for (const summary of this.#summaries.values()) text += `event: twin\ndata: ${summary}\n\n`;
      this.#summaries.clear();
    }
    if (text !== '') this.#response.write(text);
  }

  /** A sign of life that also tells the client where it stands, and what time it is for the twins. */
  ping(now: Instant): void {
    if (this.closed) return;
    this.flush();
    this.#response.write(
      `event: ping\nid: ${formatPositions(this.reached)}\ndata: {"now":"${formatInstant(now)}"}\n\n`,
    );
  }

  /** Resolves when the client has taken what was sent, or is gone. */
  drained(): Promise<void> {
    return drained(this.#response, MOST_BUFFERED / 4);
  }

  end(): void {
    if (!this.closed) this.#response.end();
  }
}
