// The one connection to the server's events: kept open, resumed where it broke off, never given up while someone listens.
import { EventStreamReader, type StreamEvent } from './event-stream.ts';

/** Whether events are coming: `refused` means that nobody is signed in. */
export type LiveState = 'connecting' | 'live' | 'lost' | 'refused';

/** What a connection tells its listeners. */
export type LiveMessage =
  | { readonly kind: 'state'; readonly state: LiveState; readonly retryAt: number | null }
  | { readonly kind: 'events'; readonly events: readonly StreamEvent[] };

/** The server sends a ping every 15 s; silence for longer means that the connection is dead. */
const SILENCE = 40_000;
/** What a connection reads, and for how many milliseconds it gathers events: handed on together, a storm of them costs few renders. */
export interface LiveSource {
  readonly address: string;
  readonly gather: number;
}

const EVENTS: LiveSource = { address: '/api/v1/events', gather: 100 };

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
  #address: string;
  readonly #gatherFor: number;
  /** Whether the present reading is given up for another address. */
  #turning = false;

  constructor(tell: (message: LiveMessage) => void, source: LiveSource = EVENTS) {
    this.#tell = tell;
    this.#address = source.address;
    this.#gatherFor = source.gather;
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

  /** Reads another address from now on, going on where it is; opens the connection if it is closed, and anew if told to. */
  turnTo(address: string, anew: boolean): void {
    if (this.#running && (anew || address !== this.#address)) {
      this.#turning = true;
      this.#abort?.abort();
    }
    this.#address = address;
    this.start();
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
      if (this.#turning) {
        this.#turning = false;
        continue;
      }
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
      const reply = await fetch(this.#address, {
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
    if (this.#gatherFor === 0) {
      this.#tell({ kind: 'events', events });
      return;
    }
    this.#gathered.push(...events);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const together = this.#gathered;
      this.#gathered = [];
      this.#tell({ kind: 'events', events: together });
    }, this.#gatherFor);
  }

  #change(state: LiveState, retryAt: number | null): void {
    this.#state = state;
    this.#retryAt = retryAt;
    this.#tell(this.message);
  }
}
