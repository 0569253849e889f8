// A record that lasts as long as the process: for tests, examples and trials.

import type { Clock } from '../ports/clock.ts';
import type { TwinRecord } from '../ports/twin-record.ts';
import { SYSTEM_CLOCK } from '../system-clock.ts';
import { MemoryAccountStore } from './memory-account-store.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import { MemoryForecastStore } from './memory-forecast-store.ts';
import { MemoryInboxStore } from './memory-inbox-store.ts';
import { MemoryResourceStore } from './memory-resource-store.ts';
import { MemoryScenarioStore } from './memory-scenario-store.ts';
import { MemorySnapshotStore } from './memory-snapshot-store.ts';
import { MemoryStateStore } from './memory-state-store.ts';

/**
 * Opens an empty record in memory. It passes the same conformance suite as the one in PostgreSQL, and forgets everything when the
 * process ends.
 *
 * @example
 * const record = openMemoryRecord();
 * record.events.load.waiting; // 0
 */
export function openMemoryRecord(clock: Clock = SYSTEM_CLOCK): TwinRecord {
  const events = new MemoryEventLog(() => clock.now());
  const inbox = new MemoryInboxStore();
  const states = new MemoryStateStore();
  return {
    events,
    resources: new MemoryResourceStore(events, inbox, states, () => clock.now()),
    snapshots: new MemorySnapshotStore(),
    forecasts: new MemoryForecastStore(),
    scenarios: new MemoryScenarioStore(),
    accounts: new MemoryAccountStore(),
    inbox,
    states,
    close: () => events.close(),
  };
}
