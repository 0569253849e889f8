import type { AccountStore } from './account-store.ts';
import type { EventLog } from './event-log.ts';
import type { ForecastStore } from './forecast-store.ts';
import type { InboxStore } from './inbox-store.ts';
import type { ResourceStore } from './resource-store.ts';
import type { ScenarioStore } from './scenario-store.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { StateStore } from './state-store.ts';

/** All that lasts. Adapters: `pg` (the product) and `memory` (tests and trials); both pass one conformance suite. */
export interface TwinRecord {
  readonly events: EventLog;
  readonly resources: ResourceStore;
  readonly snapshots: SnapshotStore;
  readonly forecasts: ForecastStore;
  readonly scenarios: ScenarioStore;
  readonly accounts: AccountStore;
  readonly inbox: InboxStore;
  readonly states: StateStore;
  close(): Promise<void>;
}
