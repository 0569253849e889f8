// One server per data folder: a lock file that names its holder by process number and start time.
import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { processIdentity } from './process-identity.ts';

/** The right to use a data folder, held until released or until the process ends. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a data folder. Throws `record.in-use` naming the process that holds it.
 *
 * A lock whose holder no longer lives (same number, other start time included) is taken over, by one of any number that try:
 * its successor is the one that places a claim named after the dead lock's content, where there can be but one. A claimant
 * that dies before it is done is succeeded in the same way.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = lockPath(folder);
  const started = await processIdentity(process.pid);
  const mine = JSON.stringify({ pid: process.pid, started, key: randomUUID() });
  for (let attempt = 0; attempt < 20; attempt++) {
    const dead: { readonly path: string; readonly content: string }[] = [];
    let place = path;
    while (!(await placeNew(place, mine))) {
      const content = await readLock(place);
      if (content === null) break;
      const holder = await holderOf(content);
      if (holder !== null) throw inUse(folder, holder);
      dead.push({ path: place, content });
      place = `${path}.after-${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
    }
    if ((await readLock(place)) !== mine) continue;
    if (place === path) return { release: () => releaseLock(path, mine) };
    // Whoever succeeds replaces the lock before it clears the claims: if the chain still stands, nobody has.
    if (await allStand(dead)) {
      await replaceLock(path, mine);
      for (const { path: claim } of [...dead.slice(1), { path: place }]) await rm(claim, { force: true });
      return { release: () => releaseLock(path, mine) };
    }
    await rm(place, { force: true });
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

/** Appears with its whole content or not at all; false where something lies already. */
async function placeNew(path: string, content: string): Promise<boolean> {
  const draft = await writeDraft(path, content);
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

async function replaceLock(path: string, content: string): Promise<void> {
  await rename(await writeDraft(path, content), path);
}

async function writeDraft(path: string, content: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content, { mode: 0o600 });
  return draft;
}

async function allStand(
  locks: readonly { readonly path: string; readonly content: string }[],
): Promise<boolean> {
  for (const { path, content } of locks) if ((await readLock(path)) !== content) return false;
  return true;
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

async function releaseLock(path: string, mine: string): Promise<void> {
  if ((await readLock(path)) === mine) await rm(path, { force: true });
}
