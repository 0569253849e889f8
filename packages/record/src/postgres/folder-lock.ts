// One server per data folder: a lock file that names its holder by process number and start time.
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { processIdentity } from './process-identity.ts';

/** The right to use a data folder, held until released or until the process ends. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a data folder. Throws `record.in-use` naming the process that holds it; a lock whose holder no longer lives
 * (same number, other start time included) is taken over.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = lockPath(folder);
  const mine = JSON.stringify({
    pid: process.pid,
    started: await processIdentity(process.pid),
    key: randomUUID(),
  });
  for (let attempt = 0; attempt < 20; attempt++) {
    if (await placeLock(path, mine)) return { release: () => releaseLock(path, mine) };
    const found = await readLock(path);
    if (found === null) continue;
    const holder = await holderOf(found);
    if (holder !== null) throw inUse(folder, holder);
    await removeStale(path, found);
  }
  throw new TwinwardError('record.in-use', `the lock of ${folder} keeps changing hands`, {
    remedy: 'start one server at a time on a data folder',
  });
}

/** The process that holds the lock of a data folder, or null when nobody alive does. */
export async function lockHolder(folder: string): Promise<number | null> {
  const found = await readLock(lockPath(folder));
  return found === null ? null : holderOf(found);
}

function lockPath(folder: string): string {
  return join(folder, 'twinward.lock');
}

function inUse(folder: string, pid: number): TwinwardError {
  return new TwinwardError('record.in-use', `${folder} is in use by process ${pid}`, {
    field: 'data',
    remedy: 'stop that server first, or give this one another data folder with --data',
  });
}

/** Appears with its whole content or not at all. */
async function placeLock(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readLock(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function holderOf(content: string): Promise<number | null> {
  try {
    const { pid, started } = JSON.parse(content) as { pid: number; started: string };
    return (await processIdentity(pid)) === started ? pid : null;
  } catch {
    return null;
  }
}

/** Of two that find the same stale lock, a rename lets one win; whoever moved a fresh lock by mistake puts it back. */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.stale.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function releaseLock(path: string, mine: string): Promise<void> {
  if ((await readLock(path)) === mine) await rm(path, { force: true });
}
