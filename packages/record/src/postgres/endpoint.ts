// Where our own PostgreSQL listens: a socket in a folder only its owner may enter; on Windows a port of this machine.
import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import type { ServerAccount } from './server-account.ts';

/** Where a server listens. */
export interface Endpoint {
  /** Folder of the UNIX socket, or null where the server listens on 127.0.0.1. */
  readonly socketFolder: string | null;
  readonly port: number;
}

/** Names of socket files are `.s.PGSQL.<port>`; a path may be 107 bytes long on Linux, 103 on macOS. */
const SOCKET_PORT = 5432;
const LONGEST_PATH = process.platform === 'darwin' ? 103 : 107;

/** The endpoint of a data folder, its private folder made where missing. */
export async function prepareEndpoint(dataFolder: string, account: ServerAccount | null): Promise<Endpoint> {
  if (process.platform === 'win32') return { socketFolder: null, port: await freePort() };
  const folder = socketFolder(dataFolder);
  await makePrivate(folder, account);
  return { socketFolder: folder, port: SOCKET_PORT };
}

/** `run` in the data folder, or, where that path is too long for a socket, a short folder named by its hash. */
function socketFolder(dataFolder: string): string {
  const inside = join(dataFolder, 'run');
  if (Buffer.byteLength(join(inside, `.s.PGSQL.${SOCKET_PORT}`)) <= LONGEST_PATH) return inside;
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  return join(tmpdir(), `twinward-${process.getuid?.() ?? 0}-${hash}`);
}

async function makePrivate(folder: string, account: ServerAccount | null): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  // In a shared temporary folder, somebody else may have put a folder or a link of this name there first.
  const found = await lstat(folder);
  const ours = [process.getuid?.() ?? 0, account?.uid];
  if (!found.isDirectory() || !ours.includes(found.uid)) {
    throw new TwinwardError('record.unavailable', `${folder} belongs to somebody else`, {
      remedy: 'remove it, or choose a data folder with a shorter path',
    });
  }
  await chmod(folder, 0o700);
  if (account !== null) await chown(folder, account.uid, account.gid);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
