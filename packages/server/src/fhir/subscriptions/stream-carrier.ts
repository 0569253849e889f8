// One Subscription by Server-Sent Events: any number of listeners, each from where it left off, each checked again at every delivery.
import type { ServerResponse } from 'node:http';
import { stringifyExact } from '@twinward/connect/fhir';
import { type Instant, TwinwardError } from '@twinward/contract';
import { drained } from '../../live/drained.ts';
import type { FhirEndpoint } from '../fhir-endpoint.ts';
import type { Carrier, Live } from './carrier.ts';
import { notification, type StatusType, type ToldEvent } from './notification.ts';
import { sayStatus } from './say-status.ts';
import type { SubscriptionState, SubscriptionStates } from './subscription-state.ts';
import { toldEvents } from './told-events.ts';

/** What it works with. */
export interface StreamTools {
  readonly states: SubscriptionStates;
  readonly endpoint: FhirEndpoint;
  /** Seconds between signs of life where the Subscription asks for none: proxies cut what is silent for longer. */
  readonly quiet?: number;
}

/** Who listens: where the stream goes, and whether it still may. */
export interface ListenerAsked {
  /** Number of the last event it has; null for those that no stream was sent yet. */
  readonly from: number | null;
  /** Why it may not be told any more; null where it may. */
  denial(): Promise<string | null>;
}

interface Listener extends ListenerAsked {
  readonly response: ServerResponse;
  reached: number;
  pumping: boolean;
  beat: NodeJS.Timeout | null;
  /** When it was last sent a Bundle. */
  toldAt: Instant;
}

const QUIET = 15;
const MOST_LISTENERS = 100;
/** Bytes a listener may lag behind before it is waited for. */
const MOST_BUFFERED = 256 * 1024;

/** Streams of one Subscription. An event is on its way at most until the listener has named it as its `Last-Event-ID`. */
export class StreamCarrier implements Carrier {
  readonly #tools: StreamTools;
  readonly #listeners = new Set<Listener>();
  #live: Live;
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(live: Live, tools: StreamTools) {
    this.#live = live;
    this.#tools = tools;
  }

  get live(): Live {
    return this.#live;
  }

  counted({ number, after }: SubscriptionState): void {
    this.#live = { ...this.#live, state: { ...this.#live.state, number, after } };
    this.wake();
  }

  wake(): void {
    if (this.#closed || this.#live.status === 'off') return;
    if (this.#ended()) {
      this.#end();
      return;
    }
    // Nobody need answer before it is told: a Subscription to be listened to is active once it is at work.
    if (this.#live.status === 'requested') this.#become('active', null);
    for (const listener of this.#listeners) void this.#pump(listener);
  }

  /** Opens a stream: a handshake, what the listener has missed, then what comes. `begin` takes the reply over. Throws `resource.conflict` for a Subscription that is not active, `record.busy` for too many listeners. */
  async listen(asked: ListenerAsked, begin: (gone: () => void) => ServerResponse): Promise<void> {
    if (this.#ended()) this.#end();
    await this.#work;
    if (this.#live.status !== 'active') {
      throw new TwinwardError('resource.conflict', `the Subscription is ${this.#live.status}`, {
        field: 'status',
        remedy: 'write it again as requested',
      });
    }
    if (this.#closed || this.#listeners.size >= MOST_LISTENERS) {
      throw new TwinwardError('record.busy', 'too many listen to this Subscription', {
        retryAfter: 5,
        remedy: 'close some, or poll $events',
      });
    }
    const { state } = this.#live;
    const { from } = asked;
    // A number that was never given is of a Subscription that was deleted: what is new to its listener begins at 1.
    const reached = from === null ? state.delivered : from > state.number ? 0 : from;
    const response = begin(() => this.#leave(listener));
    const listener: Listener = {
      ...asked,
      response,
      reached,
      pumping: false,
      beat: null,
      toldAt: this.#now(),
    };
    this.#listeners.add(listener);
    this.#tell(listener, 'handshake', []);
    void this.#pump(listener);
  }

  close(): void {
    this.#closed = true;
    for (const listener of this.#listeners) this.#leave(listener);
  }

  async idle(): Promise<void> {
    await this.#work;
  }

  async #pump(listener: Listener): Promise<void> {
    if (listener.pumping) return;
    listener.pumping = true;
    try {
      while (this.#listeners.has(listener) && listener.reached < this.#live.state.number) {
        if (!(await this.#mayBeTold(listener))) return;
        const { state, asked } = this.#live;
        const events = await this.#tools.states.events(
          state.id,
          listener.reached + 1,
          state.number,
          asked.most,
        );
        // Older ones than are kept cannot be told any more; the numbers show the gap.
        const last = events.at(-1)?.number ?? state.number;
        const told = await toldEvents(events, asked.content, this.#tools.endpoint.resources);
        if (!this.#listeners.has(listener)) return;
        listener.reached = last;
        if (told.length > 0) this.#tell(listener, 'event-notification', told);
        await drained(listener.response, MOST_BUFFERED);
        await this.#keep(last);
      }
    } catch {
      // The record did not answer: the listener comes back with the number it has.
      this.#leave(listener);
    } finally {
      listener.pumping = false;
    }
  }

  #tell(listener: Listener, type: StatusType, events: readonly ToldEvent[]): void {
    const { state, asked, status } = this.#live;
    const body = stringifyExact(notification({ state, asked, type, status, events }));
    listener.toldAt = this.#now();
    this.#write(listener, `event: ${type}\nid: ${listener.reached}\ndata: ${body}\n\n`);
  }

  #write(listener: Listener, text: string): void {
    const { asked } = this.#live;
    listener.response.write(text);
    if (listener.beat !== null) clearTimeout(listener.beat);
    const wait = Math.min(asked.heartbeat ?? Number.POSITIVE_INFINITY, this.#tools.quiet ?? QUIET);
    listener.beat = setTimeout(() => void this.#beat(listener), wait * 1000).unref();
  }

  /** A sign of life, and the moment at which who may listen no more is noticed though there is nothing to tell. */
  async #beat(listener: Listener): Promise<void> {
    const may = await this.#mayBeTold(listener).catch(() => false);
    if (!this.#listeners.has(listener)) return;
    if (!may) return this.#leave(listener);
    const { heartbeat } = this.#live.asked;
    const due = heartbeat !== null && this.#now() - listener.toldAt >= heartbeat * 1000 - 50;
    if (due) this.#tell(listener, 'heartbeat', []);
    else this.#write(listener, ': quiet\n\n');
  }

  async #mayBeTold(listener: Listener): Promise<boolean> {
    if (this.#ended()) {
      this.#end();
      return false;
    }
    const denial = await listener.denial();
    if (denial === null) return true;
    if (this.#listeners.has(listener)) {
      const outcome = { severity: 'error', code: 'forbidden', diagnostics: denial };
      const body = stringifyExact({ resourceType: 'OperationOutcome', issue: [outcome] });
      listener.response.write(`event: denied\ndata: ${body}\n\n`);
    }
    this.#leave(listener);
    return false;
  }

  /** Says that it is over, so that nothing is counted for it any more, and closes its streams. */
  #end(): void {
    this.#become('off', 'it has ended');
    for (const one of this.#listeners) this.#leave(one);
  }

  #ended(): boolean {
    const { end } = this.#live.asked;
    return end !== null && this.#now() >= end;
  }

  #leave(listener: Listener): void {
    if (!this.#listeners.delete(listener)) return;
    if (listener.beat !== null) clearTimeout(listener.beat);
    if (!listener.response.destroyed) listener.response.end();
  }

  /** The highest number that any stream was sent: where the next listener that names none begins. */
  async #keep(reached: number): Promise<void> {
    const { id, delivered } = this.#live.state;
    if (reached <= delivered) return;
    this.#live = { ...this.#live, state: { ...this.#live.state, delivered: reached } };
    await this.#tools.states.delivered(id, { delivered: reached, failures: 0 });
  }

  #become(status: string, error: string | null): void {
    if (this.#live.status === status) return;
    this.#live = { ...this.#live, status };
    this.#work = this.#work
      .then(() => sayStatus(this.#tools.endpoint, this.#live.state.id, status, error))
      // The record did not answer; it is said at the next start.
      .catch(() => undefined);
  }

  #now(): Instant {
    return this.#tools.endpoint.services.wallClock.now();
  }
}
