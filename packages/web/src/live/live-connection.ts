// The one connection to the server's events: kept open, resumed where it broke off, never given up while someone listens.
import { EventStreamReader, type StreamEvent } from './event-stream.ts';

/** Whether events are coming: `refused` means that nobody is signed in. */
export type LiveState = 'connecting' | 'live' | 'lost' | 'refused';

/** What a connection tells its listeners. */
export type LiveMessage =
  | { readonly kind: 'state'; readonly state: LiveState; readonly retryAt: number | null }
  | { readonly kind: 'events'; readonly events: readonly StreamEvent[] };

const ADDRESS = '/api/v1/events';
/** The server sends a ping every 15 s; silence for longer means that the connection is dead. */
const SILENCE = 40_000;
/** Events are handed on together, so that a storm of them costs the page few renders. */
const GATHER = 100;

/** Reads events until stopped. After a break it waits 1, 2, 4 ... 20 s and resumes with `Last-Event-ID`. */
export class LiveConnection {
  readonly #tell: (message: LiveMessage) => void;
  #abort: AbortController | null = null;
  #lastId = '';
  #state: LiveState = 'connecting';
  #retryAt: number | null = null;
  #wake: (() => void) | null = null;
  #gathered: StreamEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  constructor(tell: (message: LiveMessage) => void) {
    this.#tell = tell;
  }

  /** The state now, for a listener that has just come. */
  get message(): LiveMessage {
    return { kind: 'state', state: this.#state, retryAt: this.#retryAt };
  }

  /** Opens the connection, or tries again at once if it is waiting to. */
  start(): void {
    this.#wake?.();
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  /** Closes the connection; `start` opens it again where it left off. */
  stop(): void {
    this.#running = false;
    this.#abort?.abort();
    this.#wake?.();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (this.#running) {
      const outcome = await this.#read();
      if (!this.#running) return;
      if (outcome === 'refused') {
        this.#running = false;
        this.#change('refused', null);
        return;
      }
      failures = outcome === 'broke' ? 0 : failures + 1;
      const wait = Math.min(20_000, 1000 * 2 ** failures);
      this.#change('lost', Date.now() + wait);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
  }

  async #read(): Promise<'broke' | 'failed' | 'refused'> {
    const abort = new AbortController();
    this.#abort = abort;
    let watchdog = setTimeout(() => abort.abort(), SILENCE);
    let opened = false;
    try {
      const headers: Record<string, string> = { accept: 'text/event-stream' };
      if (this.#lastId !== '') headers['last-event-id'] = this.#lastId;
      const reply = await fetch(ADDRESS, {
        headers,
        signal: abort.signal,
        credentials: 'same-origin',
        cache: 'no-store',
      });
      if (reply.status === 401 || reply.status === 403) return 'refused';
      if (!reply.ok || reply.body === null) return 'failed';
      opened = true;
      this.#change('live', null);
      const reader = new EventStreamReader(this.#lastId);
      const pieces = reply.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await pieces.read();
        if (done) return 'broke';
        clearTimeout(watchdog);
        watchdog = setTimeout(() => abort.abort(), SILENCE);
        const events = reader.push(value);
        for (const event of events) this.#lastId = event.id;
        this.#gather(events.filter((event) => event.name !== 'ping'));
      }
    } catch {
      return opened ? 'broke' : 'failed';
    } finally {
      clearTimeout(watchdog);
      abort.abort();
    }
  }

  #gather(events: readonly StreamEvent[]): void {
    if (events.length === 0) return;
    this.#gathered.push(...events);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const together = this.#gathered;
      this.#gathered = [];
      this.#tell({ kind: 'events', events: together });
    }, GATHER);
  }

  #change(state: LiveState, retryAt: number | null): void {
    this.#state = state;
    this.#retryAt = retryAt;
    this.#tell(this.message);
  }
}
