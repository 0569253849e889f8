// Where PostgreSQL comes from: one installed on this machine (15 or later), else the one that came with Twinward.
import { execFile } from 'node:child_process';
import { readdir, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { embeddedBinaryFolder } from './embedded-binaries.ts';

const run = promisify(execFile);

/** The oldest major version whose SQL the record speaks. */
export const OLDEST_POSTGRES = 15;

/** The programs of one PostgreSQL. */
export interface PostgresBinaries {
  readonly origin: 'local' | 'embedded';
  readonly major: number;
  /** As it calls itself, for example `15.18`. */
  readonly version: string;
  readonly postgres: string;
  readonly initdb: string;
}

/** Every usable PostgreSQL of this machine, the preferred first: local ones from the newest down, then the embedded one. */
export async function findBinaries(): Promise<readonly PostgresBinaries[]> {
  const found = new Map<string, PostgresBinaries>();
  for (const folder of await localFolders()) await probe(folder, 'local', found);
  const local = [...found.values()].sort((a, b) => b.major - a.major);
  const embedded = new Map<string, PostgresBinaries>();
  const folder = await embeddedBinaryFolder();
  if (folder !== null) await probe(folder, 'embedded', embedded);
  return [...local, ...embedded.values()];
}

async function probe(
  folder: string,
  origin: PostgresBinaries['origin'],
  into: Map<string, PostgresBinaries>,
): Promise<void> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  try {
    const postgres = await realpath(join(folder, `postgres${suffix}`));
    const initdb = await realpath(join(folder, `initdb${suffix}`));
    if (into.has(postgres)) return;
    const { stdout } = await run(postgres, ['--version'], { timeout: 10_000, windowsHide: true });
    const match = /\(PostgreSQL\) ((\d+)[.\w]*)/.exec(stdout);
    const major = Number(match?.[2]);
    if (match === null || major < OLDEST_POSTGRES) return;
    into.set(postgres, { origin, major, version: match[1]!, postgres, initdb });
  } catch {
    // Not there, or not for this machine (another libc, another architecture): it is no candidate.
  }
}

async function localFolders(): Promise<readonly string[]> {
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== '');
  const versioned = await Promise.all(
    [
      ['/usr/lib/postgresql', 'bin'],
      ['/usr', 'bin', /^pgsql-\d+$/],
      ['/opt/homebrew/opt', 'bin', /^postgresql(@\d+)?$/],
      ['/usr/local/opt', 'bin', /^postgresql(@\d+)?$/],
      ['/Applications/Postgres.app/Contents/Versions', 'bin'],
      [join(process.env.ProgramFiles ?? 'C:\\Program Files', 'PostgreSQL'), 'bin'],
    ].map(([root, bin, name]) => binFolders(root as string, bin as string, name as RegExp | undefined)),
  );
  return [
    ...path,
    ...(await pgConfigFolder()),
    ...versioned.flat(),
    '/usr/local/bin',
    '/usr/local/pgsql/bin',
  ];
}

async function binFolders(root: string, bin: string, name?: RegExp): Promise<readonly string[]> {
  const entries = await readdir(root).catch(() => [] as string[]);
  return entries
    .filter((entry) => name === undefined || name.test(entry))
    .map((entry) => join(root, entry, bin));
}

async function pgConfigFolder(): Promise<readonly string[]> {
  try {
    const { stdout } = await run('pg_config', ['--bindir'], { timeout: 10_000, windowsHide: true });
    return [stdout.trim()];
  } catch {
    return [];
  }
}
