import type { SubscriptionState } from './subscription-state.ts';
import type { SubscriptionAsked } from './subscription-topic.ts';

/** A Subscription at work. */
export interface Live {
  readonly state: SubscriptionState;
  readonly asked: SubscriptionAsked;
  /** As the resource says. */
  readonly status: string;
}

/** Brings the events of one Subscription to whoever is to be told. */
export interface Carrier {
  readonly live: Live;
  /** Takes note of events that were counted and brings them on their way. */
  counted(state: SubscriptionState): void;
  wake(): void;
  close(): void;
  /** Waits for what is under way. */
  idle(): Promise<void>;
}
