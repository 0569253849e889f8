import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../conformance/temporary-folder.ts';
import { findBinaries } from './binaries.ts';
import { lockFolder } from './folder-lock.ts';
import { type PostgresOptions, PostgresServer } from './postgres-server.ts';
import { processIdentity } from './process-identity.ts';

const everyBinaries = await findBinaries();
/** Starts a server that ends with its test, whatever the outcome. */
async function started(options: PostgresOptions): Promise<PostgresServer> {
  const server = await PostgresServer.start(options);
  onTestFinished(() => server.stop());
  return server;
}

const SERVER = new URL('./postgres-server.ts', import.meta.url).href;

for (const binaries of everyBinaries) {
  describe(`our own PostgreSQL ${binaries.version}, ${binaries.origin}`, () => {
    it('starts on an empty folder, is durable, checksummed, reachable by its socket only, and starts again', async () => {
      const folder = await temporaryFolder();
      const steps: string[] = [];
      const start = () =>
        started({ dataFolder: folder.path, binaries, onProgress: (line) => steps.push(line) });
      const server = await start();
      const settings = await ask(server, 'app', [
        ['fsync', 'on'],
        ['synchronous_commit', 'on'],
        ['full_page_writes', 'on'],
        ['data_checksums', 'on'],
        ['server_encoding', 'UTF8'],
        ['listen_addresses', process.platform === 'win32' ? '127.0.0.1' : ''],
      ]);
      expect(settings).toEqual([]);
      await expect(signIn({ ...server.connection('app'), password: 'wrong' })).rejects.toMatchObject({
        code: '28P01',
      });
      await server.stop();
      expect(await processIdentity(server.pid ?? -1)).toBeNull();
      await (await start()).stop();
      expect(steps.filter((step) => step.startsWith('setting up'))).toHaveLength(1);
      expect((await stat(join(folder.path, 'credentials.json'))).mode & 0o077).toBe(0);
      await folder.remove();
    });

    it('works below a folder that only its owner may enter', async () => {
      const folder = await temporaryFolder(homedir());
      const server = await started({ dataFolder: join(folder.path, 'deep', 'down'), binaries });
      expect(await ask(server, 'app', [['fsync', 'on']])).toEqual([]);
      await server.stop();
      await folder.remove();
    });

    it('listens elsewhere when the path is too long for a socket', async () => {
      const folder = await temporaryFolder();
      const long = join(folder.path, 'a-name-that-goes-on-for-a-while'.repeat(3));
      const server = await started({ dataFolder: long, binaries });
      expect(await ask(server, 'app', [['fsync', 'on']])).toEqual([]);
      const { host } = server.connection('app');
      if (process.platform !== 'win32') expect((await stat(host)).mode & 0o077).toBe(0);
      await server.stop();
      await rm(host, { recursive: true, force: true });
      await folder.remove();
    });

    it('is started again when its postmaster is killed', async () => {
      const folder = await temporaryFolder();
      const server = await started({ dataFolder: folder.path, binaries });
      for (let kill = 0; kill < 2; kill++) {
        const killed = server.pid!;
        process.kill(killed, 'SIGKILL');
        while (server.pid === null || server.pid === killed) await sleep(10);
        expect(await ask(server, 'app', [['fsync', 'on']])).toEqual([]);
      }
      await server.stop();
      await folder.remove();
    });

    it('ends the PostgreSQL that outlived a killed server, and takes its folder over', async () => {
      const folder = await temporaryFolder();
      const orphan = await orphanedPostgres(folder.path, binaries.postgres);
      const identity = await processIdentity(orphan);
      expect(identity).not.toBeNull();
      const steps: string[] = [];
      const server = await started({
        dataFolder: folder.path,
        binaries,
        onProgress: (line) => steps.push(line),
      });
      expect(steps.join('\n')).toContain(`process ${orphan}`);
      expect(await processIdentity(orphan)).not.toBe(identity);
      expect(await ask(server, 'app', [['fsync', 'on']])).toEqual([]);
      await server.stop();
      await folder.remove();
    });
  });
}

it('finds PostgreSQL to be tested on', () => {
  expect(everyBinaries.length).toBeGreaterThan(0);
});

describe('one server for a data folder', () => {
  it('a second is refused, with the number of the first', async () => {
    const folder = await temporaryFolder();
    const lock = await lockFolder(folder.path);
    await expect(PostgresServer.start({ dataFolder: folder.path })).rejects.toMatchObject({
      code: 'record.in-use',
      message: expect.stringContaining(String(process.pid)),
    });
    await lock.release();
    await (await lockFolder(folder.path)).release();
    await folder.remove();
  });

  it('the lock of a process that ended is taken over, also when its number lives on in another', async () => {
    const folder = await temporaryFolder();
    const path = join(folder.path, 'twinward.lock');
    for (const stale of [
      JSON.stringify({ pid: process.pid, started: 'another boot:1', key: 'x' }),
      JSON.stringify({ pid: 2 ** 22 + 1, started: 'x', key: 'x' }),
      'half a lo',
    ]) {
      await writeFile(path, stale);
      await (await lockFolder(folder.path)).release();
    }
    await folder.remove();
  });

  it('of many that reach for a stale lock at once, one gets it', async () => {
    const folder = await temporaryFolder();
    for (let round = 0; round < 50; round++) {
      await writeFile(join(folder.path, 'twinward.lock'), 'stale');
      const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder.path)));
      const won = attempts.filter((attempt) => attempt.status === 'fulfilled');
      expect(won).toHaveLength(1);
      await won[0]!.value.release();
    }
    expect(await readdir(folder.path)).toEqual([]);
    await folder.remove();
  });
});

it('a folder made by a PostgreSQL this machine lacks is refused, naming the version', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder.path, 'postgres'));
  await writeFile(join(folder.path, 'postgres', 'PG_VERSION'), '9\n');
  await expect(PostgresServer.start({ dataFolder: folder.path })).rejects.toMatchObject({
    code: 'record.unavailable',
    place: { remedy: expect.stringContaining('PostgreSQL 9') },
  });
  await folder.remove();
});

it('a data folder that cannot be one is refused with what mends it', async () => {
  const folder = await temporaryFolder();
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  for (const dataFolder of [file, join(file, 'below')]) {
    await expect(PostgresServer.start({ dataFolder })).rejects.toMatchObject({
      code: 'record.unavailable',
      place: { field: 'data', remedy: 'name a folder, not a file' },
    });
  }
  await folder.remove();
});

async function signIn(connection: ConstructorParameters<typeof Client>[0]): Promise<Client> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The settings that are not what they should be. */
async function ask(
  server: PostgresServer,
  role: 'app' | 'admin',
  expected: readonly (readonly [string, string])[],
): Promise<readonly string[]> {
  const client = await signIn(server.connection(role));
  const wrong: string[] = [];
  for (const [name, value] of expected) {
    const { rows } = await client.query<{ is: string }>('select current_setting($1) as is', [name]);
    if (rows[0]?.is !== value) wrong.push(`${name} is ${rows[0]?.is}`);
  }
  await client.end();
  return wrong;
}

/** A server process is killed without warning; what it leaves running is returned. */
async function orphanedPostgres(dataFolder: string, postgres: string): Promise<number> {
  const program = `
    import { findBinaries } from ${JSON.stringify(new URL('./binaries.ts', import.meta.url).href)};
    import { PostgresServer } from ${JSON.stringify(SERVER)};
    const binaries = (await findBinaries()).find((b) => b.postgres === ${JSON.stringify(postgres)});
    const server = await PostgresServer.start({ dataFolder: ${JSON.stringify(dataFolder)}, binaries });
    console.log(server.pid);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
    child.once('exit', () => reject(new Error('the server ended before it was ready')));
  });
  const exited = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await exited;
  expect(
    Number((await readFile(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]),
  ).toBe(pid);
  return pid;
}
