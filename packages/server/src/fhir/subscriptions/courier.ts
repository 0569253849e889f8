// One Subscription's deliveries: handshake, notifications in order, heartbeats, tries again, and giving up in words.
import { type JsonObject, parseExact, stringifyExact } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import type { TrustedOrigins } from '../../access/trusted-origins.ts';
import type { FhirEndpoint } from '../fhir-endpoint.ts';
import { notification, type StatusType, type ToldEvent } from './notification.ts';
import type {
  DeliveryState,
  SubscriptionEvent,
  SubscriptionState,
  SubscriptionStates,
} from './subscription-state.ts';
import type { SubscriptionAsked } from './subscription-topic.ts';

/** A Subscription at work. */
export interface Live {
  readonly state: SubscriptionState;
  readonly asked: SubscriptionAsked;
  /** As the resource says. */
  readonly status: string;
}

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
  readonly endpoint: FhirEndpoint;
  readonly pace?: CourierPace;
}

/** Delivers to one endpoint, one notification at a time. */
export class Courier {
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

  /** Takes note of events that were counted and delivers them. */
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
    if (!this.#tools.origins.trusts(asked.endpoint, 'notify')) return false;
    const body = notification({ state, asked, type, status, events: await this.#told(events) });
    try {
      const reply = await fetch(asked.endpoint, {
        method: 'POST',
        headers: [
          ...asked.headers.map(([name, value]): [string, string] => [name, value]),
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

  /** Events with the versions they are about, where those are to be sent. */
  async #told(events: readonly SubscriptionEvent[]): Promise<readonly ToldEvent[]> {
    const { resources } = this.#tools.endpoint.services.record;
    return Promise.all(
      events.map(async (event) => {
        if (this.#live.asked.content !== 'full-resource' || event.deleted) return { event, resource: null };
        const stored = await resources.readVersion(event.type, event.id, event.version);
        return {
          event,
          resource: stored === null || stored.deleted ? null : (parseExact(stored.body) as JsonObject),
        };
      }),
    );
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
    const { endpoint } = this.#tools;
    const { id } = this.#live.state;
    const before = await endpoint.services.record.resources.read('Subscription', id);
    this.#live = { ...this.#live, status };
    if (before === null || before.deleted) return;
    const { error: _earlier, ...resource } = parseExact(before.body) as JsonObject;
    if (resource.status === 'off') return;
    const next = { ...resource, status, ...(error === null ? {} : { error }) };
    const at = endpoint.services.wallClock.now();
    const audit = {
      at,
      actor: 'twinward',
      role: 'system',
      action: `fhir subscription ${status}`,
      target: `Subscription/${id}`,
      allowed: true,
      reason: error ?? 'handshake taken',
      request: '',
    };
    try {
      await endpoint.commit([endpoint.prepareOver('Subscription', id, next, before)], [audit]);
    } catch (failure) {
      // Its owner wrote a new version at this moment: that one counts.
      if (!(failure instanceof TwinwardError) || failure.code !== 'resource.conflict') throw failure;
    }
  }

  #later(milliseconds: number): void {
    if (this.#closing.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.wake();
    }, milliseconds).unref();
  }
}
