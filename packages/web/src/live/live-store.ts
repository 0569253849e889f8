// What the live connection brings, handed to whoever shows it: the connection's state, and fresh replies.
import type { QueryClient } from '@tanstack/react-query';
import { KEYS } from '../api/keys.ts';
import type { PushedRecord, TwinList, TwinSummary } from '../generated/types.ts';
import type { StreamEvent } from './event-stream.ts';
import type { LiveMessage, LiveState } from './live-connection.ts';
import { type LiveHold, openLive } from './open-live.ts';

/** The connection as a banner shows it. */
export interface LiveStatus {
  readonly state: LiveState;
  /** When the next attempt is due, milliseconds. */
  readonly retryAt: number | null;
}

/** A twin's pages are fetched anew at most this often, milliseconds. */
const REFRESH = 1000;
/** From so many twins on, the overview is put in order anew only that often too: ordering them takes a while. */
const MANY = 1000;

/** Joins the live connection and keeps the browser's replies true to it. */
export class LiveStore {
  readonly #client: QueryClient;
  readonly #hold: LiveHold;
  readonly #listeners = new Set<() => void>();
  readonly #due = new Set<string>();
  #status: LiveStatus = { state: 'connecting', retryAt: null };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fresh = new Map<string, TwinSummary>();
  #listTimer: ReturnType<typeof setTimeout> | undefined;
  #wasLive = false;
  #recordedAt = 0;

  constructor(client: QueryClient) {
    this.#client = client;
    this.#hold = openLive((message) => this.#take(message));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly status = (): LiveStatus => this.#status;

  /** When the server recorded the latest event, by its clock, milliseconds; 0 before the first. */
  get recordedAt(): number {
    return this.#recordedAt;
  }

  readonly retry = (): void => this.#hold.retry();

  close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#listTimer);
    this.#hold.close();
  }

  #take(message: LiveMessage): void {
    if (message.kind === 'events') {
      this.#apply(message.events);
      return;
    }
    this.#status = { state: message.state, retryAt: message.retryAt };
    if (message.state === 'live') {
      if (this.#wasLive) void this.#client.invalidateQueries();
      this.#wasLive = true;
    }
    if (message.state === 'refused') void this.#client.resetQueries({ queryKey: KEYS.session });
    for (const listener of this.#listeners) listener();
  }

  #apply(events: readonly StreamEvent[]): void {
    const fresh = new Map<string, TwinSummary>();
    for (const event of events) {
      if (event.name === 'twin') {
        const summary = JSON.parse(event.text) as TwinSummary;
        fresh.set(summary.id, summary);
      } else if (event.name === 'record') {
        const pushed = JSON.parse(event.text) as PushedRecord;
        this.#recordedAt = Math.max(this.#recordedAt, Date.parse(pushed.recordedAt));
        for (const twin of pushed.twins) this.#mark(twin);
        if (pushed.kind === 'alert' || pushed.kind === 'alert-budget') {
          void this.#client.invalidateQueries({ queryKey: KEYS.allAlerts }, { cancelRefetch: false });
        }
      }
    }
    if (fresh.size === 0) return;
    for (const [id, summary] of fresh) {
      this.#mark(id);
      this.#fresh.set(id, summary);
    }
    const known = this.#client.getQueryData<TwinList>(KEYS.twins)?.twins.length ?? 0;
    this.#listTimer ??= setTimeout(() => this.#showFresh(), known > MANY ? REFRESH : 0);
  }

  #showFresh(): void {
    this.#listTimer = undefined;
    const fresh = this.#fresh;
    this.#fresh = new Map();
    this.#client.setQueryData<TwinList>(KEYS.twins, (list) =>
      list === undefined ? list : mergeTwins(list, fresh),
    );
  }

  #mark(twin: string): void {
    this.#due.add(twin);
    this.#timer ??= setTimeout(() => this.#refresh(), REFRESH);
  }

  #refresh(): void {
    this.#timer = undefined;
    for (const twin of this.#due)
      void this.#client.invalidateQueries({ queryKey: KEYS.twin(twin) }, { cancelRefetch: false });
    this.#due.clear();
  }
}

/** A list of twins with fresher summaries in their places; twins not yet in it are added. */
export function mergeTwins(list: TwinList, fresh: ReadonlyMap<string, TwinSummary>): TwinList {
  const known = new Set<string>();
  const twins = list.twins.map((twin) => {
    known.add(twin.id);
    return fresh.get(twin.id) ?? twin;
  });
  for (const [id, summary] of fresh) if (!known.has(id)) twins.push(summary);
  return { twins };
}
