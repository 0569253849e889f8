// One Subscription's deliveries: handshake, notifications in order, heartbeats, tries again, and giving up in words.
import { stringifyExact } from '@twinward/connect/fhir';
import type { TrustedOrigins } from '../../access/trusted-origins.ts';
import type { FhirEndpoint } from '../fhir-endpoint.ts';
import type { Carrier, Live } from './carrier.ts';
import { notification, type StatusType } from './notification.ts';
import { sayStatus } from './say-status.ts';
import type { SubscriberRights } from './subscriber.ts';
import type {
  DeliveryState,
  SubscriptionEvent,
  SubscriptionState,
  SubscriptionStates,
} from './subscription-state.ts';
import { toldEvents } from './told-events.ts';

/** How often and how fast it is tried again. */
export interface CourierPace {
  /** Attempts in a row until the Subscription is in error. */
  readonly attempts: number;
  /** Milliseconds until the second attempt; each further one waits twice as long. */
  readonly wait: number;
}

/** Eight attempts over two minutes. */
const PACE: CourierPace = { attempts: 8, wait: 1000 };
const LONGEST_WAIT = 60_000;

/** What a courier works with. */
export interface CourierTools {
  readonly states: SubscriptionStates;
  readonly origins: TrustedOrigins;
  /** Whether whoever asked for it may still be told. */
  readonly rights: SubscriberRights;
  readonly endpoint: FhirEndpoint;
  readonly pace?: CourierPace;
}

/** Delivers to one endpoint, one notification at a time. */
export class Courier implements Carrier {
  readonly #tools: CourierTools;
  readonly #pace: CourierPace;
  readonly #closing = new AbortController();
  #live: Live;
  #work: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #lastSent = 0;

  constructor(live: Live, tools: CourierTools) {
    this.#live = live;
    this.#tools = tools;
    this.#pace = tools.pace ?? PACE;
  }

  get live(): Live {
    return this.#live;
  }

  counted({ number, after }: SubscriptionState): void {
    this.#live = { ...this.#live, state: { ...this.#live.state, number, after } };
    this.wake();
  }

  wake(): void {
    if (this.#closing.signal.aborted || this.#work !== null || this.#timer !== null) return;
    this.#work = this.#deliver()
      .catch(() => this.#later(LONGEST_WAIT))
      .finally(() => {
        this.#work = null;
        // Counted while the last delivery ended.
        const { status, state } = this.#live;
        if (this.#timer === null && status === 'active' && state.delivered < state.number) this.wake();
      });
  }

  close(): void {
    this.#closing.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async idle(): Promise<void> {
    await this.#work;
  }

  async #deliver(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const { state, asked, status } = this.#live;
      const now = this.#tools.endpoint.services.wallClock.now();
      if (status !== 'requested' && status !== 'active') return;
      if (asked.end !== null && now >= asked.end) return this.#become('off', 'it has ended');
      const denial = await this.#tools.rights.denial(state.subscriber, asked.type);
      if (denial !== null) return this.#become('error', denial);
      const beat = asked.heartbeat === null ? null : this.#lastSent + asked.heartbeat * 1000 - now;
      let sent: boolean;
      if (status === 'requested') {
        sent = await this.#send('handshake', []);
        if (sent) await this.#become('active', null);
      } else if (state.delivered < state.number) {
        const events = await this.#tools.states.events(
          state.id,
          state.delivered + 1,
          state.number,
          asked.most,
        );
        // Older ones than are kept cannot be told any more; the numbers show the gap.
        const last = events.at(-1)?.number ?? state.number;
        sent = events.length === 0 || (await this.#send('event-notification', events));
        if (sent) await this.#keep({ delivered: last, failures: 0 });
      } else if (beat !== null && beat <= 0) {
        sent = await this.#send('heartbeat', []);
        if (sent && state.failures > 0) await this.#keep({ failures: 0 });
      } else {
        if (beat !== null) this.#later(beat);
        return;
      }
      if (sent || this.#closing.signal.aborted) continue;
      const failures = state.failures + 1;
      await this.#keep({ failures });
      if (failures >= this.#pace.attempts)
        return this.#become('error', `${failures} attempts in a row failed`);
      return this.#later(Math.min(this.#pace.wait * 2 ** (failures - 1), LONGEST_WAIT));
    }
  }

  async #send(type: StatusType, events: readonly SubscriptionEvent[]): Promise<boolean> {
    const { state, asked, status } = this.#live;
    const { channel } = asked;
    if (channel.kind !== 'rest-hook' || !this.#tools.origins.trusts(channel.endpoint, 'notify')) return false;
    const resources = this.#tools.endpoint.resources;
    const told = await toldEvents(events, asked.content, resources);
    const body = notification({ state, asked, type, status, events: told });
    try {
      const reply = await fetch(channel.endpoint, {
        method: 'POST',
        headers: [
          ...channel.headers.map(([name, value]): [string, string] => [name, value]),
          ['content-type', 'application/fhir+json'],
        ],
        body: stringifyExact(body),
        // Where it leads was not allowed by anybody.
        redirect: 'manual',
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(asked.timeout * 1000)]),
      });
      await reply.body?.cancel();
      if (!reply.ok) return false;
      this.#lastSent = this.#tools.endpoint.services.wallClock.now();
      return true;
    } catch {
      return false;
    }
  }

  async #keep(change: Partial<DeliveryState>): Promise<void> {
    const { id, delivered, failures } = this.#live.state;
    const delivery = { delivered, failures, ...change };
    await this.#tools.states.delivered(id, delivery);
    // Events may have been counted meanwhile.
    this.#live = { ...this.#live, state: { ...this.#live.state, ...delivery } };
  }

  /** Says in the resource how it stands. */
  async #become(status: string, error: string | null): Promise<void> {
    this.#live = { ...this.#live, status };
    await sayStatus(this.#tools.endpoint, this.#live.state.id, status, error);
  }

  #later(milliseconds: number): void {
    if (this.#closing.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.wake();
    }, milliseconds).unref();
  }
}
