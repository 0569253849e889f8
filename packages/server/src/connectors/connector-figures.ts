import type { Instant } from '@twinward/contract';

/** Seconds over which throughput is counted. */
const WINDOW = 60;
const LAGS = 200;

/** What a connector has done since it started. */
export interface ConnectorCounts {
  readonly received: number;
  readonly done: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly perMinute: number;
  /** Milliseconds from the last byte of a message to its durable effect: the middle and the slow end of the last 200. */
  readonly lag: { readonly median: number; readonly slow: number } | null;
  readonly lastAt: Instant | null;
  readonly lastError: { readonly at: Instant; readonly why: string } | null;
}

/** Counts what goes through one connector. */
export class ConnectorFigures {
  #received = 0;
  #done = 0;
  #refused = 0;
  #duplicates = 0;
  #lastAt: Instant | null = null;
  #lastError: ConnectorCounts['lastError'] = null;
  readonly #lags: number[] = [];
  readonly #seconds = new Map<number, number>();

  /** One message settled. */
  settled(at: Instant, lag: number, outcome: 'done' | 'refused' | 'duplicate', why = ''): void {
    this.#received += 1;
    if (outcome === 'done') this.#done += 1;
    if (outcome === 'duplicate') this.#duplicates += 1;
    if (outcome === 'refused') {
      this.#refused += 1;
      this.#lastError = { at, why };
    }
    this.#lastAt = at;
    this.#lags.push(lag);
    if (this.#lags.length > LAGS) this.#lags.shift();
    const second = Math.floor(at / 1000);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
    if (this.#seconds.size > 2 * WINDOW) {
      for (const old of this.#seconds.keys()) if (old < second - WINDOW) this.#seconds.delete(old);
    }
  }

  /** Something that went wrong beside any message. */
  trouble(at: Instant, why: string): void {
    this.#lastError = { at, why };
  }

  read(now: Instant): ConnectorCounts {
    const from = Math.floor(now / 1000) - WINDOW;
    let perMinute = 0;
    for (const [second, count] of this.#seconds) if (second > from) perMinute += count;
    const sorted = [...this.#lags].sort((a, b) => a - b);
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
    return {
      received: this.#received,
      done: this.#done,
      refused: this.#refused,
      duplicates: this.#duplicates,
      perMinute,
      lag: sorted.length === 0 ? null : { median: at(0.5), slow: at(0.99) },
      lastAt: this.#lastAt,
      lastError: this.#lastError,
    };
  }
}
