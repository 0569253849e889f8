// Brings a backup back to life in a new data folder: every byte checked, then the log replayed.
import { chown, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { fileError } from '../file-error.ts';
import { Database } from '../pg/database.ts';
import type { PostgresBinaries } from '../postgres/binaries.ts';
import { findBinaries } from '../postgres/binaries.ts';
import { clusterFolder } from '../postgres/initialise-cluster.ts';
import { PostgresServer, type Progress } from '../postgres/postgres-server.ts';
import { type ServerAccount, serverAccount } from '../postgres/server-account.ts';
import { copyFile } from './copy-file.ts';
import { CopyProgress } from './copy-progress.ts';
import { emptyFolder } from './empty-folder.ts';
import { inParallel } from './in-parallel.ts';
import { corrupt, type Manifest, readManifest } from './manifest.ts';

/** What to restore, and where to. */
export interface RestoreOptions {
  /** A folder made by `backup`. */
  readonly from: string;
  /** The new data folder: new or empty. */
  readonly to: string;
  readonly onProgress?: Progress;
}

/** What came back. */
export interface Restored {
  readonly manifest: Manifest;
  /** Events in the restored log. */
  readonly events: number;
}

/**
 * Restores a backup into a new data folder, checks every file against the manifest, and starts PostgreSQL once so that it replays the
 * log. Throws `record.corrupt` when a file is missing or altered, `resource.conflict` when the target is not empty, `record.unavailable`
 * when this machine lacks the PostgreSQL version that made the backup. A failed restore leaves the target without a record.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const [from, to] = [resolve(options.from), resolve(options.to)];
  const report = options.onProgress ?? (() => undefined);
  const manifest = await readManifest(from);
  const binaries = await binariesFor(manifest);
  const cluster = clusterFolder(to);
  const account = await serverAccount(cluster);
  await emptyFolder(to, account === null ? 0o700 : 0o711);
  const draft = join(to, 'restoring');
  try {
    await copyChecked(manifest, from, draft, account, report);
    await rename(join(draft, 'credentials.json'), join(to, 'credentials.json'));
    await rename(join(draft, 'postgres'), cluster);
    await rm(draft, { recursive: true });
    report('replaying the log');
    return { manifest, events: await startOnce(to, binaries, report) };
  } catch (error) {
    for (const path of [draft, cluster, join(to, 'credentials.json')]) {
      await rm(path, { recursive: true, force: true });
    }
    throw fileError(error);
  }
}

async function binariesFor({ postgres }: Manifest): Promise<PostgresBinaries> {
  const binaries = (await findBinaries()).find((candidate) => candidate.major === postgres.major);
  if (binaries !== undefined) return binaries;
  throw new TwinwardError('record.unavailable', `the backup was made by PostgreSQL ${postgres.version}`, {
    remedy: `install PostgreSQL ${postgres.major}`,
  });
}

async function copyChecked(
  manifest: Manifest,
  from: string,
  draft: string,
  account: ServerAccount | null,
  report: Progress,
): Promise<void> {
  const own = async (path: string): Promise<void> => {
    if (account !== null) await chown(path, account.uid, account.gid);
  };
  await mkdir(draft, { mode: 0o700 });
  for (const folder of ['postgres', ...manifest.folders]) {
    await mkdir(join(draft, folder), { recursive: true, mode: 0o700 });
    await own(join(draft, folder));
  }
  const progress = new CopyProgress(manifest.files.length, 'checked and copied', report);
  await inParallel(manifest.files, async (file) => {
    const copied = await copyFile(join(from, file.path), join(draft, file.path)).catch((error) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT')
        throw corrupt(`${file.path} is missing from the backup`);
      throw error;
    });
    if (copied.sha256 !== file.sha256)
      throw corrupt(`${file.path} does not match the manifest of the backup`);
    if (file.path.startsWith('postgres/')) await own(join(draft, file.path));
    progress.step();
  });
}

async function startOnce(dataFolder: string, binaries: PostgresBinaries, report: Progress): Promise<number> {
  const server = await PostgresServer.start({ dataFolder, binaries, onProgress: report });
  try {
    const database = new Database(server.connection('app'), 1);
    const [row] = await database.rows('select count(*) from event').finally(() => database.close());
    return row![0] as number;
  } finally {
    await server.stop();
  }
}
