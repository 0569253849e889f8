// What is kept of a Subscription beside the resource: how far it was told, and what there is to tell.
import type { StateEntry, StateStore } from '@twinward/record';
import type { Subscriber } from './subscriber.ts';

/** How far a Subscription was told; written by its courier alone. */
export interface DeliveryState {
  /** Number of the last event whose notification was taken. */
  readonly delivered: number;
  /** Attempts that failed since the last that did not. */
  readonly failures: number;
}

/** Where a Subscription stands. */
export interface SubscriptionState extends DeliveryState {
  readonly id: string;
  /** `http://host/fhir/R4` as its sender called it. */
  readonly base: string;
  /** Who asked for it; null in what was kept before that was. */
  readonly subscriber: Subscriber | null;
  /** Changes of the record after this one are its events. */
  readonly after: number;
  /** Number of the last event, counted from 1. */
  readonly number: number;
}

/** One event of a Subscription: a version of a resource. */
export interface SubscriptionEvent {
  readonly number: number;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly deleted: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const STATE = 'fhir-subscription';
const DELIVERY = 'fhir-subscription-delivery';
const EVENT = 'fhir-subscription-event';
const WRITER = 'fhir-subscription-writer';
const CURSOR = 'fhir-subscription-cursor';
/** Events of a Subscription that can be asked for again. */
export const KEPT_EVENTS = 10_000;

/** The documents of Subscriptions. */
export class SubscriptionStates {
  readonly #states: StateStore;

  constructor(states: StateStore) {
    this.#states = states;
  }

  async all(): Promise<readonly SubscriptionState[]> {
    const deliveries = new Map((await this.#states.list(DELIVERY)).map(({ key, value }) => [key, value]));
    return (await this.#states.list(STATE)).map(({ key, value }) => ({
      subscriber: null,
      ...(value as Omit<SubscriptionState, keyof DeliveryState | 'subscriber'>),
      ...((deliveries.get(key) as DeliveryState | undefined) ?? { delivered: 0, failures: 0 }),
    }));
  }

  async put(state: SubscriptionState): Promise<void> {
    await this.#states.put([entryOf(state), deliveryOf(state.id, state)]);
  }

  /** Remembers who is about to write a version; it counts once that version stands. */
  async expect(id: string, version: number, writer: Subscriber | null): Promise<void> {
    await this.#states.put([{ kind: WRITER, key: keyOf(id, version), value: writer }]);
  }

  /** Who wrote a version that now stands; those before it are forgotten. */
  async writer(id: string, version: number): Promise<Subscriber | null> {
    const writer = await this.#states.get(WRITER, keyOf(id, version));
    await this.#states.clear(WRITER, { from: keyOf(id, 0), before: keyOf(id, version) });
    return (writer ?? null) as Subscriber | null;
  }

  async delivered(id: string, delivery: DeliveryState): Promise<void> {
    await this.#states.put([deliveryOf(id, delivery)]);
  }

  /** New events with the states that count them and the last change looked at, in one commit. */
  async tell(
    states: readonly SubscriptionState[],
    events: ReadonlyMap<string, readonly SubscriptionEvent[]>,
    cursor: number,
  ): Promise<void> {
    const fresh = [...events].flatMap(([id, list]) =>
      list.map((value): StateEntry => ({ kind: EVENT, key: keyOf(id, value.number), value })),
    );
    await this.#states.put([...states.map(entryOf), ...fresh, { kind: CURSOR, key: '', value: cursor }]);
    for (const { id, number } of states) {
      if (number > KEPT_EVENTS)
        await this.#states.clear(EVENT, { from: keyOf(id, 0), before: keyOf(id, number - KEPT_EVENTS + 1) });
    }
  }

  /** The last change that was looked at; null before the first. */
  async cursor(): Promise<number | null> {
    const value = await this.#states.get(CURSOR, '');
    return typeof value === 'number' ? value : null;
  }

  async events(id: string, from: number, to: number, limit: number): Promise<readonly SubscriptionEvent[]> {
    const list = await this.#states.list(EVENT, { from: keyOf(id, from), before: keyOf(id, to + 1), limit });
    return list.map(({ value }) => value as SubscriptionEvent);
  }

  async remove(id: string): Promise<void> {
    await this.#states.put([
      { kind: STATE, key: id, value: null },
      { kind: DELIVERY, key: id, value: null },
    ]);
    for (const kind of [EVENT, WRITER])
      await this.#states.clear(kind, { from: keyOf(id, 0), before: keyOf(id, 999_999_999_999) });
  }
}

function entryOf({ id, base, subscriber, after, number }: SubscriptionState): StateEntry {
  return { kind: STATE, key: id, value: { id, base, subscriber, after, number } };
}

function deliveryOf(id: string, { delivered, failures }: DeliveryState): StateEntry {
  return { kind: DELIVERY, key: id, value: { delivered, failures } };
}

function keyOf(id: string, number: number): string {
  return `${id}|${String(number).padStart(12, '0')}`;
}
