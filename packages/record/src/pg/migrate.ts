// Brings the tables to the state this version knows: numbered SQL files, forward only, each once, all under one lock.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { TwinwardError } from '@twinward/contract';
import { Client } from 'pg';
import type { Progress } from '../postgres/postgres-server.ts';
import { clientConfig, SCHEMA, type Target } from './database.ts';
import { recordError } from './record-error.ts';

/** One step, as its file holds it. */
interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** Any fixed number: whoever migrates holds it, others wait. */
const MIGRATION_LOCK = 8_274_530_117;
const FOLDER = new URL('./migrations/', import.meta.url);
const OLDEST_SERVER = 150_000;

/**
 * Applies the migrations that are missing, each in its own transaction. Throws `record.corrupt` when an applied one is no longer
 * what it was, `record.unavailable` when the database is newer than this version or older than PostgreSQL 15.
 */
export async function migrate(target: Target, report: Progress): Promise<void> {
  const known = await readMigrations();
  const client = new Client(clientConfig(target, 600_000));
  client.on('error', () => undefined);
  try {
    await client.connect();
    await refuseOldServer(client);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(`create schema if not exists ${SCHEMA}`);
    await client.query(`create table if not exists migration (
      number integer primary key, name text not null, sha256 text not null,
      applied_at timestamptz not null default now())`);
    const applied = await client.query<{ number: number; sha256: string }>(
      'select number, sha256 from migration',
    );
    const done = new Map(applied.rows.map((row) => [row.number, row.sha256]));
    refuseStrangers(known, done);
    for (const migration of known) {
      if (done.has(migration.number)) continue;
      report(`preparing the record: ${migration.name}`);
      await apply(client, migration);
    }
  } catch (error) {
    throw recordError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('begin');
  await client.query(migration.sql);
  await client.query('insert into migration (number, name, sha256) values ($1, $2, $3)', [
    migration.number,
    migration.name,
    migration.sha256,
  ]);
  await client.query('commit');
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: string; version: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as version`,
  );
  if (Number(rows[0]?.number) >= OLDEST_SERVER) return;
  throw new TwinwardError('record.unavailable', `the database is PostgreSQL ${rows[0]?.version}`, {
    field: 'DATABASE_URL',
    remedy: 'use PostgreSQL 15 or later',
  });
}

function refuseStrangers(known: readonly Migration[], done: ReadonlyMap<number, string>): void {
  for (const [number, sha256] of done) {
    const migration = known.find((candidate) => candidate.number === number);
    if (migration === undefined) {
      throw new TwinwardError(
        'record.unavailable',
        `the record was made by a newer version (step ${number})`,
        {
          remedy: 'start that version or a later one',
        },
      );
    }
    if (migration.sha256 !== sha256) {
      throw new TwinwardError(
        'record.corrupt',
        `step ${migration.name} differs from the one the record was made with`,
        {
          remedy: 'install an unaltered release; applied steps are never edited',
        },
      );
    }
  }
}

async function readMigrations(): Promise<readonly Migration[]> {
  const files = (await readdir(FOLDER)).filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file)).sort();
  if (files.length === 0) throw new TwinwardError('record.corrupt', 'no migrations are installed');
  return Promise.all(
    files.map(async (file) => {
      const sql = (await readFile(new URL(file, FOLDER), 'utf8')).replaceAll('\r\n', '\n');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      return { number: Number(file.slice(0, 4)), name: file.slice(0, -4), sql, sha256 };
    }),
  );
}
