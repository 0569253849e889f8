// The first start of a data folder: a new PostgreSQL data directory, its two roles and their passwords.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TwinwardError } from '@twinward/contract';
import type { PostgresBinaries } from './binaries.ts';
import { launch, type ServerAccount } from './server-account.ts';

const run = promisify(execFile);

/** The passwords of the two roles: `admin` makes the database and backups, `app` reads and writes the record. */
export interface Credentials {
  readonly admin: string;
  readonly app: string;
}

/** The PostgreSQL data directory inside a data folder. */
export function clusterFolder(dataFolder: string): string {
  return join(dataFolder, 'postgres');
}

/** The file that holds the passwords, readable by its owner only. */
export function credentialsFile(dataFolder: string): string {
  return join(dataFolder, 'credentials.json');
}

/** The passwords of an initialised data folder; throws `record.corrupt` when their file is missing or unreadable. */
export async function readCredentials(dataFolder: string): Promise<Credentials> {
  try {
    const { admin, app } = JSON.parse(await readFile(credentialsFile(dataFolder), 'utf8')) as Credentials;
    if (typeof admin === 'string' && typeof app === 'string') return { admin, app };
  } catch {
    // Told below.
  }
  throw new TwinwardError('record.corrupt', `${credentialsFile(dataFolder)} is missing or damaged`, {
    field: 'data',
    remedy: 'restore the data folder from a backup; the file belongs to it',
  });
}

/** The major version that made the data directory, or null where there is none yet. */
export async function clusterMajor(dataFolder: string): Promise<number | null> {
  try {
    return Number((await readFile(join(clusterFolder(dataFolder), 'PG_VERSION'), 'utf8')).trim());
  } catch {
    return null;
  }
}

/**
 * Makes the data directory: UTF-8, C collation (so that order never depends on the machine), data checksums, password
 * sign-in even on the private socket. Appears whole or not at all.
 */
export async function initialiseCluster(
  dataFolder: string,
  binaries: PostgresBinaries,
  account: ServerAccount | null,
): Promise<void> {
  const draft = `${clusterFolder(dataFolder)}.new`;
  const passwordFile = join(dataFolder, 'run', 'first-password');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await mkdir(join(dataFolder, 'run'), { mode: 0o700, recursive: true });
  const credentials: Credentials = {
    admin: randomBytes(24).toString('hex'),
    app: randomBytes(24).toString('hex'),
  };
  await writeFile(passwordFile, credentials.admin, { mode: 0o600 });
  if (account !== null) {
    for (const path of [draft, join(dataFolder, 'run'), passwordFile]) {
      await chown(path, account.uid, account.gid);
    }
  }
  const args = ['--pgdata', draft, '--username', 'postgres', '--pwfile', passwordFile];
  args.push('--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--data-checksums');
  const how = await launch(account, binaries.initdb, args, [draft, passwordFile]);
  try {
    await run(how.file, [...how.args], { ...how.options, cwd: '/', timeout: 300_000, windowsHide: true });
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr ?? '')
      .trim()
      .split('\n');
    throw new TwinwardError(
      'record.unavailable',
      `PostgreSQL could not be set up: ${said.slice(-2).join(' ')}`,
      {
        remedy: `see that ${dataFolder} is on a disk with room where files can be owned and locked`,
      },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(credentialsFile(dataFolder), JSON.stringify(credentials), { mode: 0o600 });
  await rename(draft, clusterFolder(dataFolder));
}
