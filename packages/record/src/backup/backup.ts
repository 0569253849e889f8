// A backup of a running record: the files of its PostgreSQL and the log that makes them consistent, each with its hash.
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { Client } from 'pg';
import { fileError } from '../file-error.ts';
import { recordError } from '../pg/record-error.ts';
import { type Connection, connectionTo } from '../postgres/connection.ts';
import { lockHolder } from '../postgres/folder-lock.ts';
import {
  clusterFolder,
  clusterMajor,
  credentialsFile,
  readCredentials,
} from '../postgres/initialise-cluster.ts';
import { PostgresServer, type Progress } from '../postgres/postgres-server.ts';
import { clusterFiles } from './cluster-files.ts';
import { copyFile } from './copy-file.ts';
import { CopyProgress } from './copy-progress.ts';
import { emptyFolder } from './empty-folder.ts';
import { inParallel } from './in-parallel.ts';
import { type BackedUpFile, encodeManifest, MANIFEST, type Manifest } from './manifest.ts';

/** What to back up, and where to. */
export interface BackupOptions {
  readonly dataFolder: string;
  /** The record of a foreign PostgreSQL is refused: its owner backs it up. */
  readonly databaseUrl?: string | undefined;
  /** A new or empty folder, outside the data folder. Holds all patient data: guard it as the record itself. */
  readonly to: string;
  readonly onProgress?: Progress;
}

/**
 * Backs up a record while it is in use, or while it rests. The backup holds everything committed before it began to end; it is complete
 * when its manifest stands. Throws `resource.conflict` for a folder that is not empty, `resource.missing` where there is no record,
 * `request.unsupported` with `databaseUrl`.
 */
export async function backup(options: BackupOptions): Promise<Manifest> {
  if (options.databaseUrl) {
    throw new TwinwardError('request.unsupported', 'the record lies in a PostgreSQL of your own', {
      field: 'DATABASE_URL',
      remedy: 'back it up with pg_dump, pg_basebackup or pgbackrest',
    });
  }
  const dataFolder = resolve(options.dataFolder);
  const to = resolve(options.to);
  const report = options.onProgress ?? (() => undefined);
  const major = await clusterMajor(dataFolder);
  if (major === null) {
    throw new TwinwardError('resource.missing', `there is no record in ${dataFolder}`, { field: 'data' });
  }
  if (!relative(dataFolder, to).startsWith('..') && relative(dataFolder, to) !== to) {
    throw new TwinwardError('usage', 'a backup cannot lie in the folder it backs up', {
      field: 'to',
      remedy: 'name a folder outside the data folder, best on another disk',
    });
  }
  await emptyFolder(to, 0o700);
  if ((await lockHolder(dataFolder)) !== null) {
    return copyRunning(dataFolder, await runningConnection(dataFolder), to, major, report);
  }
  const server = await PostgresServer.start({ dataFolder, onProgress: report });
  try {
    return await copyRunning(dataFolder, server.connection('admin'), to, major, report);
  } finally {
    await server.stop();
  }
}

async function copyRunning(
  dataFolder: string,
  connection: Connection,
  to: string,
  major: number,
  report: Progress,
): Promise<Manifest> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    // The slot keeps PostgreSQL from recycling its log under our hands; it goes with the connection.
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [
      `twinward_backup_${process.pid}`,
    ]);
    report('asking PostgreSQL for a checkpoint');
    const begun = await client.query<{ lsn: string; file: string; version: string }>(
      `select lsn::text, pg_walfile_name(lsn) as file, current_setting('server_version') as version
       from pg_backup_start('twinward', true) as lsn`,
    );
    const start = begun.rows[0]!;
    const { folders, files } = await copyCluster(clusterFolder(dataFolder), to, report);
    const ended = await client.query<{ lsn: string; file: string; label: string; map: string }>(
      `select lsn::text, pg_walfile_name(lsn) as file, labelfile as label, spcmapfile as map from pg_backup_stop(false)`,
    );
    const stop = ended.rows[0]!;
    files.push(await writeHashed(to, 'postgres/backup_label', stop.label));
    report('copying the log');
    files.push(...(await copyLog(clusterFolder(dataFolder), to, start.file, stop.file)));
    const credentials = await readFile(credentialsFile(dataFolder), 'utf8');
    files.push(await writeHashed(to, basename(credentialsFile(dataFolder)), credentials));
    const manifest: Manifest = {
      format: 1,
      madeAt: new Date().toISOString(),
      postgres: { major, version: start.version.split(' ')[0]! },
      from: start.lsn,
      to: stop.lsn,
      folders,
      files,
    };
    await writeHashed(to, MANIFEST, encodeManifest(manifest));
    return manifest;
  } catch (error) {
    throw recordError(fileError(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function copyCluster(
  cluster: string,
  to: string,
  report: Progress,
): Promise<{ folders: string[]; files: BackedUpFile[] }> {
  const { folders, files } = await clusterFiles(cluster);
  for (const folder of ['.', ...folders])
    await mkdir(join(to, 'postgres', folder), { recursive: true, mode: 0o700 });
  const copied: BackedUpFile[] = [];
  const progress = new CopyProgress(files.length, 'copied', report);
  await inParallel(files, async (file) => {
    try {
      const { size, sha256 } = await copyFile(join(cluster, file), join(to, 'postgres', file));
      copied.push({ path: `postgres/${file}`, size, sha256 });
    } catch (error) {
      // A table dropped since the listing: the log that is replayed drops it too.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    progress.step();
  });
  return { folders: folders.map((folder) => `postgres/${folder}`), files: copied };
}

/** The segments of PostgreSQL's log from the start of the backup to its end; their names rise (24 hexadecimal digits). */
async function copyLog(cluster: string, to: string, first: string, last: string): Promise<BackedUpFile[]> {
  const segments = (await readdir(join(cluster, 'pg_wal')))
    .filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last)
    .sort();
  if (segments[0] !== first || segments.at(-1) !== last) {
    throw new TwinwardError('record.unavailable', 'PostgreSQL gave up part of its log during the backup', {
      remedy: 'try again',
    });
  }
  const copied: BackedUpFile[] = [];
  for (const name of segments) {
    const path = `postgres/pg_wal/${name}`;
    copied.push({ path, ...(await copyFile(join(cluster, 'pg_wal', name), join(to, path))) });
  }
  return copied;
}

async function writeHashed(to: string, path: string, text: string): Promise<BackedUpFile> {
  const file = await open(join(to, path), 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  const bytes = Buffer.from(text);
  return { path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** How to reach the server that holds the data folder, by its pid file: port on line 4, socket folder on line 5. */
async function runningConnection(dataFolder: string): Promise<Connection> {
  const lines = (
    await readFile(join(clusterFolder(dataFolder), 'postmaster.pid'), 'utf8').catch(() => '')
  ).split('\n');
  const port = Number(lines[3]);
  if (!Number.isInteger(port) || port <= 0) {
    throw new TwinwardError('record.unavailable', 'the record is starting or stopping', {
      remedy: 'try again shortly',
    });
  }
  const socketFolder = lines[4]?.trim() || null;
  return connectionTo({ socketFolder, port }, await readCredentials(dataFolder), 'admin');
}
