// The record over a PostgreSQL that runs already.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TwinwardError } from '@twinward/contract';
import { ChangeListeners } from '../commit-listeners.ts';
import { PARTITIONS } from '../partition-of.ts';
import type { Clock } from '../ports/clock.ts';
import type { TwinRecord } from '../ports/twin-record.ts';
import type { Progress } from '../postgres/postgres-server.ts';
import { Database, type Target } from './database.ts';
import { migrate } from './migrate.ts';
import { LEASE_TTL, PartitionLeases } from './partition-leases.ts';
import { PgAccountStore } from './pg-account-store.ts';
import { PgEventLog } from './pg-event-log.ts';
import { PgForecastStore } from './pg-forecast-store.ts';
import { PgInboxStore } from './pg-inbox-store.ts';
import { PgResourceStore } from './pg-resource-store.ts';
import { PgScenarioStore } from './pg-scenario-store.ts';
import { PgSnapshotStore } from './pg-snapshot-store.ts';
import { PgStateStore } from './pg-state-store.ts';
import { ResourceWriter } from './resource-writer.ts';

/** How to open it. */
export interface PgRecordOptions {
  readonly target: Target;
  readonly clock: Clock;
  readonly onProgress: Progress;
  /** Take the partitions even from an owner that still shows signs of life: only where it is known to be gone. */
  readonly takeOver: boolean;
}

/**
 * Migrates, takes the partitions and opens the log. Throws `record.in-use` when another server still owns partitions after its lease
 * should have run out, `record.unavailable` when the database cannot be reached.
 */
export async function openPgRecord(options: PgRecordOptions): Promise<TwinRecord> {
  await migrate(options.target, options.onProgress);
  const database = new Database(options.target);
  try {
    const leases = new PartitionLeases(randomUUID());
    await takePartitions(database, leases, options);
    const changes = new ChangeListeners();
    const writer = new ResourceWriter(leases, (versions) => changes.tell(versions));
    const events = new PgEventLog(database, leases, () => options.clock.now(), writer);
    return {
      events,
      resources: new PgResourceStore(database, events, changes),
      snapshots: new PgSnapshotStore(database),
      forecasts: new PgForecastStore(database),
      scenarios: new PgScenarioStore(database),
      accounts: new PgAccountStore(database),
      inbox: new PgInboxStore(database),
      states: new PgStateStore(database),
      close: async () => {
        await events.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function takePartitions(
  database: Database,
  leases: PartitionLeases,
  { takeOver, onProgress }: PgRecordOptions,
): Promise<void> {
  for (let waited = 0; ; waited++) {
    await database.transaction((statements) => leases.take(statements, takeOver));
    if (leases.count === PARTITIONS) return;
    if (waited > LEASE_TTL + 2) break;
    if (waited === 0) onProgress('waiting for an earlier server to give up its part of the record');
    await sleep(1000);
  }
  await leases.release(database);
  throw new TwinwardError('record.in-use', 'another server writes this record', {
    field: 'DATABASE_URL',
    remedy: 'stop the other server first, or use another database',
  });
}
