// Opens the record: finds or starts its PostgreSQL, brings the tables up to date, takes ownership.
import { TwinwardError } from '@twinward/contract';
import { Client } from 'pg';
import { clientConfig, type Target } from './pg/database.ts';
import { openPgRecord } from './pg/open-pg-record.ts';
import { recordError } from './pg/record-error.ts';
import type { Clock } from './ports/clock.ts';
import type { TwinRecord } from './ports/twin-record.ts';
import type { PostgresBinaries } from './postgres/binaries.ts';
import { PostgresServer, type Progress } from './postgres/postgres-server.ts';
import { SYSTEM_CLOCK } from './system-clock.ts';

/** Where the record lies, and who is told of each step. */
export interface RecordOptions {
  /** Holds our own PostgreSQL; not touched when `databaseUrl` is given. */
  readonly dataFolder: string;
  /** A PostgreSQL 15 or later run by somebody else, `postgres://user:password@host/database`. */
  readonly databaseUrl?: string | undefined;
  readonly onProgress?: Progress;
  readonly clock?: Clock;
  /** Which PostgreSQL to start; by default the preferred one that fits the folder. */
  readonly binaries?: PostgresBinaries;
}

/** An open record. */
export interface OpenRecord {
  readonly record: TwinRecord;
  /** What it runs on, in words: `PostgreSQL 15.18, local`. */
  readonly source: string;
  /** Our own PostgreSQL, or null where `databaseUrl` was given. */
  readonly postgres: PostgresServer | null;
  /** Finishes what waits, then stops what was started. */
  close(): Promise<void>;
}

/**
 * Opens the record. Throws `record.in-use` when another server has it, `record.unavailable` when PostgreSQL is missing, cannot start
 * or cannot be reached, `record.corrupt` when the stored schema is not what it should be; each with what mends it.
 *
 * @example
 * const { source, close } = await openRecord({ dataFolder });
 * source.startsWith('PostgreSQL'); // true
 * await close();
 */
export async function openRecord(options: RecordOptions): Promise<OpenRecord> {
  const { databaseUrl, clock = SYSTEM_CLOCK, onProgress = () => undefined } = options;
  if (databaseUrl !== undefined && databaseUrl !== '') {
    const target = { connectionString: checkedUrl(databaseUrl) };
    const source = `PostgreSQL ${await serverVersion(target)}, from DATABASE_URL`;
    const record = await openPgRecord({ target, clock, onProgress, takeOver: false });
    return { record, source, postgres: null, close: () => record.close() };
  }
  const postgres = await PostgresServer.start(options);
  try {
    // The lock on the data folder proves that no other owner lives, whatever the leases say.
    const target = postgres.connection('app');
    const record = await openPgRecord({ target, clock, onProgress, takeOver: true });
    return {
      record,
      source: `PostgreSQL ${postgres.binaries.version}, ${postgres.binaries.origin}`,
      postgres,
      close: async () => {
        await record.close();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** The address in a form the driver takes; it may hold a password, so it is never repeated. */
function checkedUrl(text: string): string {
  try {
    new Client({ connectionString: text });
    if (/^(postgres(ql)?|socket):/.test(text)) return text;
  } catch {
    // Told below.
  }
  throw new TwinwardError('usage', 'DATABASE_URL is not the address of a PostgreSQL', {
    field: 'DATABASE_URL',
    remedy: 'write postgres://user:password@host:5432/database',
  });
}

async function serverVersion(target: Target): Promise<string> {
  const client = new Client(clientConfig(target));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    return rows[0]?.version.split(' ')[0] ?? 'of unknown version';
  } catch (error) {
    throw recordError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
