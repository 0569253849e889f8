// PostgreSQL refuses to run as root; as root we give it an unprivileged account, and no more rights than reach its files.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { TwinwardError } from '@twinward/contract';

const run = promisify(execFile);

/** The account PostgreSQL runs under when we are root. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** How to start one of PostgreSQL's programs: what to execute, and as whom. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: { readonly uid?: number; readonly gid?: number };
}

/**
 * The account for a data directory: null when we are not root (it runs as we do); the directory's owner if it has one that is not
 * root; else `postgres`, else `nobody`. Throws `record.unavailable` when the machine has neither.
 */
export async function serverAccount(dataDirectory: string): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await stat(dataDirectory).catch(() => null);
  if (existing !== null && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout) >>> 0, gid: Number(gid.stdout) >>> 0 };
    } catch {
      // No such account here: try the next.
    }
  }
  throw new TwinwardError('record.unavailable', 'PostgreSQL refuses to run as root', {
    remedy:
      'start Twinward as an ordinary user, or add an account named postgres (useradd --system postgres)',
  });
}

/**
 * How to start a program under the account so that it reaches its own files. Where a folder above them is closed to the
 * account (a checkout below /root), it is given the one capability that opens folders, through `setpriv`; where that cannot be
 * had, throws `record.unavailable`.
 */
export async function launch(
  account: ServerAccount | null,
  program: string,
  args: readonly string[],
  reaches: readonly string[],
): Promise<Launch> {
  if (account === null) return { file: program, args, options: {} };
  const closed = await closedFolder(account, [program, ...reaches]);
  if (closed === null) return { file: program, args, options: { uid: account.uid, gid: account.gid } };
  const capability = await folderOpeningCapability();
  if (capability === null) {
    throw new TwinwardError(
      'record.unavailable',
      `PostgreSQL cannot run as root, and its account cannot enter ${closed}`,
      {
        field: 'data',
        remedy:
          'install util-linux (setpriv), start Twinward as an ordinary user, or keep checkout and data outside closed folders',
      },
    );
  }
  const identity = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--no-new-privs'];
  // Without this bit the kernel ignores capabilities in access(2), by which initdb looks for its sibling programs.
  const rights = [
    '--securebits=+no_setuid_fixup',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
  ];
  return { file: 'setpriv', args: [...identity, ...rights, '--', program, ...args], options: {} };
}

/** The first folder above the paths that the account may not enter, by its mode bits; null when the way is open. */
async function closedFolder(account: ServerAccount, paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
      const entry = await stat(folder).catch(() => null);
      if (entry !== null) {
        const bit = entry.uid === account.uid ? 0o100 : entry.gid === account.gid ? 0o010 : 0o001;
        if ((entry.mode & bit) === 0) return folder;
      }
      if (folder === dirname(folder)) break;
    }
  }
  return null;
}

/** `dac_read_search` only opens and reads; containers often withhold it but leave `dac_override`, which also writes. */
async function folderOpeningCapability(): Promise<'dac_read_search' | 'dac_override' | null> {
  try {
    await run('setpriv', ['--version']);
    const held = /^CapPrm:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    const mask = BigInt(`0x${held ?? '0'}`) & BigInt(`0x${bounding ?? '0'}`);
    if ((mask & 4n) !== 0n) return 'dac_read_search';
    return (mask & 2n) !== 0n ? 'dac_override' : null;
  } catch {
    return null;
  }
}
