// Subscriptions at work: which changes are their events, and one carrier for each.
import { isObject, type JsonObject, parseExact } from '@twinward/connect/fhir';
import { type StoredResource, TwinwardError } from '@twinward/contract';
import { satisfies } from '@twinward/record';
import type { TrustedOrigins } from '../../access/trusted-origins.ts';
import { FhirEndpoint, type FhirServices, type Prepared } from '../fhir-endpoint.ts';
import type { Carrier, Live } from './carrier.ts';
import { checkExtensions } from './check-extensions.ts';
import { checkMayReadAll } from './check-may-read-all.ts';
import { Courier, type CourierPace } from './courier.ts';
import { StreamCarrier } from './stream-carrier.ts';
import type { Subscriber, SubscriberRights } from './subscriber.ts';
import { type SubscriptionEvent, type SubscriptionState, SubscriptionStates } from './subscription-state.ts';
import { readSubscription } from './subscription-topic.ts';

/** Changes looked at in one go. */
const PAGE = 500;
/** Milliseconds until a page of changes that could not be read is asked for again. */
const AGAIN = 2000;

/** What the desk works with. */
export interface DeskTools {
  readonly services: FhirServices;
  readonly origins: TrustedOrigins;
  readonly rights: SubscriberRights;
  readonly pace?: CourierPace;
  /** Seconds after which a silent stream gives a sign of life; 15 by default. */
  readonly quiet?: number;
}

/**
 * Follows the changes of the record after a cursor that lasts, numbers for each Subscription those that are its events, durably before anything is
 * sent, and has carriers deliver them, each event at least once, over restarts.
 */
export class SubscriptionDesk {
  readonly states: SubscriptionStates;
  readonly #tools: DeskTools;
  readonly #live = new Map<string, Carrier>();
  #cursor = 0;
  #head = 0;
  /** A Subscription is among the changes not yet looked at. */
  #attention = false;
  #running: Promise<void> | null = null;
  #closed = false;
  #again: NodeJS.Timeout | null = null;
  readonly #stopListening: () => void;

  private constructor(tools: DeskTools) {
    this.#tools = tools;
    this.states = new SubscriptionStates(tools.services.record.states);
    this.#stopListening = tools.services.record.resources.onChange((changes) => {
      this.#head = changes.at(-1)?.change ?? this.#head;
      if (changes.some(({ type }) => type === 'Subscription')) this.#attention = true;
      this.#wake();
    });
  }

  /** Takes up what was under way. */
  static async open(tools: DeskTools): Promise<SubscriptionDesk> {
    const desk = new SubscriptionDesk(tools);
    const { resources } = tools.services.record;
    const [last] = await resources.history({ limit: 1 });
    desk.#head = Math.max(desk.#head, last?.change ?? 0);
    const states = await desk.states.all();
    for (const state of states) {
      const stored = await resources.read('Subscription', state.id);
      if (stored === null || stored.deleted) await desk.states.remove(state.id);
      else desk.#adopt(stored, state);
    }
    const earliest = Math.min(desk.#head, ...states.map(({ after }) => after));
    desk.#cursor = Math.max((await desk.states.cursor()) ?? 0, earliest);
    desk.#attention = states.length > 0;
    desk.#wake();
    return desk;
  }

  /** Checks Subscriptions about to be written by somebody else, and remembers at which address they were sent. Throws what cannot be served. */
  async expect(
    prepared: readonly Prepared[],
    endpoint: FhirEndpoint,
    subscriber: Subscriber | null,
  ): Promise<void> {
    for (const { resource, write } of prepared) {
      if (resource?.resourceType !== 'Subscription') continue;
      const asked = readSubscription(resource, endpoint.searchContext());
      checkExtensions(resource);
      if (resource.status !== 'requested' && resource.status !== 'off') {
        throw new TwinwardError('request.invalid', 'the server alone says that a Subscription is active', {
          field: 'status',
          remedy: 'send requested, or off to end it',
        });
      }
      const { channel } = asked;
      if (channel.kind === 'rest-hook' && !this.#tools.origins.trusts(channel.endpoint, 'notify')) {
        throw new TwinwardError('request.unsupported', 'notifications may not be sent to this host', {
          field: 'channel.endpoint',
          remedy: 'ask an administrator to allow it (POST /api/v1/origins)',
        });
      }
      checkMayReadAll(endpoint, asked.type);
      const id = String(resource.id);
      await this.states.expect(id, (write.expects ?? 0) + 1, subscriber);
      if ((await this.states.all()).some((one) => one.id === id)) continue;
      const { base } = endpoint;
      await this.states.put({
        id,
        base,
        subscriber,
        after: this.#head,
        number: 0,
        delivered: 0,
        failures: 0,
      });
    }
  }

  /** A Subscription at work, for its status. */
  find(id: string): Live | null {
    return this.#live.get(id)?.live ?? null;
  }

  /** The streams of a Subscription that is listened to; null for any other. */
  streamsOf(id: string): StreamCarrier | null {
    const carrier = this.#live.get(id);
    return carrier instanceof StreamCarrier ? carrier : null;
  }

  get rights(): SubscriberRights {
    return this.#tools.rights;
  }

  /** Ends all streams; their listeners come back when there is a server again. */
  endStreams(): void {
    for (const carrier of this.#live.values()) if (carrier instanceof StreamCarrier) carrier.close();
  }

  /** Whether a Subscription at work is about one of these types. */
  wants(types: readonly string[]): boolean {
    return [...this.#live.values()].some(
      ({ live: { asked, status } }) => status !== 'off' && types.includes(asked.type),
    );
  }

  /** Waits until all changes so far are looked at. */
  async settled(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    if (this.#again !== null) clearTimeout(this.#again);
    for (const carrier of this.#live.values()) carrier.close();
    await this.settled();
    await Promise.all([...this.#live.values()].map((carrier) => carrier.idle()));
  }

  #wake(): void {
    if (this.#closed || this.#running !== null) return;
    this.#running = this.#follow()
      .catch(() => {
        // The record did not answer; the cursor stands where it stood.
        this.#again ??= setTimeout(() => {
          this.#again = null;
          this.#wake();
        }, AGAIN).unref();
      })
      .finally(() => {
        this.#running = null;
        if (this.#again === null && this.#cursor < this.#head) this.#wake();
      });
  }

  async #follow(): Promise<void> {
    while (!this.#closed && this.#cursor < this.#head) {
      if (this.#live.size === 0 && !this.#attention) {
        this.#cursor = this.#head;
        return;
      }
      const head = this.#head;
      const changes = await this.#tools.services.record.resources.history({
        after: this.#cursor,
        limit: PAGE,
      });
      await this.#look(changes);
      this.#cursor = changes.at(-1)?.change ?? head;
      if (this.#cursor >= head && this.#head === head) this.#attention = false;
    }
  }

  async #look(changes: readonly StoredResource[]): Promise<void> {
    const told = new Map<string, SubscriptionEvent[]>();
    for (const change of changes) {
      if (change.type === 'Subscription') {
        // What was counted under the old terms is written down before the new ones hold.
        await this.#write(told, change.change);
        told.clear();
        await this.#changed(change);
        continue;
      }
      for (const carrier of this.#live.values()) {
        const { state, asked, status } = carrier.live;
        if (status === 'off' || change.type !== asked.type || change.change <= state.after) continue;
        if (!(await this.#concerns(change, carrier.live))) continue;
        const list = told.get(state.id) ?? [];
        told.set(state.id, list);
        list.push({
          number: state.number + list.length + 1,
          type: change.type,
          id: change.id,
          version: change.version,
          deleted: change.deleted,
          at: change.updatedAt,
        });
      }
    }
    await this.#write(told, changes.at(-1)?.change ?? this.#cursor);
  }

  async #write(told: ReadonlyMap<string, readonly SubscriptionEvent[]>, cursor: number): Promise<void> {
    if (told.size === 0) return;
    const carriers = [...told.keys()].map((id) => this.#live.get(id)!);
    const states = carriers.map(
      ({ live: { state } }): SubscriptionState => ({
        ...state,
        after: cursor,
        number: told.get(state.id)!.at(-1)!.number,
      }),
    );
    await this.states.tell(states, told, cursor);
    states.forEach((state, i) => {
      carriers[i]!.counted(state);
    });
  }

  async #concerns(change: StoredResource, { asked: { test }, state }: Live): Promise<boolean> {
    if (test === null) return true;
    // A deletion is of what the resource was.
    const said = change.deleted
      ? await this.#tools.services.record.resources.readVersion(change.type, change.id, change.version - 1)
      : change;
    if (said === null || said.deleted) return false;
    const index = this.#endpoint(state.base).indexOf(parseExact(said.body) as JsonObject);
    return satisfies(test, { stored: said, index }, () => []);
  }

  async #changed(stored: StoredResource): Promise<void> {
    const known = this.#live.get(stored.id);
    if (stored.deleted) {
      known?.close();
      this.#live.delete(stored.id);
      await this.states.remove(stored.id);
      return;
    }
    const { status } = parseExact(stored.body) as JsonObject;
    // What the server itself said of it changes nothing.
    if (known !== undefined && status !== 'requested' && status !== 'off') return;
    const state = known?.live.state ?? (await this.states.all()).find(({ id }) => id === stored.id);
    if (state === undefined) return;
    known?.close();
    await known?.idle();
    const latest = known?.live.state ?? state;
    const counting = known !== undefined && known.live.status !== 'off';
    const next = {
      ...latest,
      subscriber: await this.states.writer(stored.id, stored.version),
      failures: 0,
      after: counting ? latest.after : stored.change,
    };
    await this.states.put(next);
    this.#adopt(stored, next);
  }

  #adopt(stored: StoredResource, state: SubscriptionState): void {
    const resource = parseExact(stored.body) as JsonObject;
    if (!isObject(resource.channel)) return;
    const asked = readSubscription(resource, this.#endpoint(state.base).searchContext());
    const live: Live = { state, asked, status: String(resource.status) };
    const tools = { ...this.#tools, states: this.states, endpoint: this.#endpoint(state.base) };
    const carrier = asked.channel.kind === 'sse' ? new StreamCarrier(live, tools) : new Courier(live, tools);
    this.#live.set(state.id, carrier);
    carrier.wake();
  }

  #endpoint(base: string): FhirEndpoint {
    return new FhirEndpoint(this.#tools.services, base);
  }
}
