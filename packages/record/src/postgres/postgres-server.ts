// Our own PostgreSQL: set up on first use, started, watched, restarted when it dies, stopped.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, open, readFile, stat, truncate } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { TwinwardError } from '@twinward/contract';
import { fileError } from '../file-error.ts';
import type { PostgresBinaries } from './binaries.ts';
import { chooseBinaries } from './choose-binaries.ts';
import { type Connection, connectionTo } from './connection.ts';
import { type Endpoint, prepareEndpoint } from './endpoint.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import {
  type Credentials,
  clusterFolder,
  clusterMajor,
  initialiseCluster,
  readCredentials,
} from './initialise-cluster.ts';
import { makeDatabase } from './make-database.ts';
import { launch, type ServerAccount, serverAccount } from './server-account.ts';
import { serverSettings } from './server-settings.ts';
import { endSurvivor, postmasterPid } from './survivor.ts';

const run = promisify(execFile);

/** What a program shows while the record starts: one line a step. */
export type Progress = (line: string) => void;

/** How to start. */
export interface PostgresOptions {
  readonly dataFolder: string;
  readonly onProgress?: Progress;
  /** Which PostgreSQL to use; by default the preferred one that fits the folder. */
  readonly binaries?: PostgresBinaries;
}

/** A PostgreSQL of our own that runs on a data folder, and goes on running until stopped. */
export class PostgresServer {
  readonly dataFolder: string;
  readonly binaries: PostgresBinaries;
  readonly #account: ServerAccount | null;
  readonly #endpoint: Endpoint;
  readonly #credentials: Credentials;
  readonly #lock: FolderLock;
  readonly #report: Progress;
  #child: ChildProcess | null = null;
  #stopping = false;
  #restarting: Promise<void> = Promise.resolve();
  readonly #lastWill = (): void => {
    this.#child?.kill('SIGINT');
  };

  private constructor(
    options: PostgresOptions,
    binaries: PostgresBinaries,
    account: ServerAccount | null,
    endpoint: Endpoint,
    credentials: Credentials,
    lock: FolderLock,
  ) {
    this.dataFolder = options.dataFolder;
    this.binaries = binaries;
    this.#account = account;
    this.#endpoint = endpoint;
    this.#credentials = credentials;
    this.#lock = lock;
    this.#report = options.onProgress ?? (() => undefined);
  }

  /**
   * Starts PostgreSQL on a data folder, making what is missing. Throws `record.in-use` when another process has the folder,
   * `record.unavailable` when no PostgreSQL can serve it, each with what mends it.
   */
  static async start(options: PostgresOptions): Promise<PostgresServer> {
    try {
      return await PostgresServer.#start(options);
    } catch (error) {
      throw fileError(error);
    }
  }

  static async #start(options: PostgresOptions): Promise<PostgresServer> {
    const report = options.onProgress ?? (() => undefined);
    const dataFolder = resolve(options.dataFolder);
    const cluster = clusterFolder(dataFolder);
    const account = await serverAccount(cluster);
    await mkdir(dataFolder, { recursive: true, mode: account === null ? 0o700 : 0o711 });
    const lock = await lockFolder(dataFolder);
    try {
      const binaries = options.binaries ?? (await chooseBinaries(dataFolder));
      const endpoint = await prepareEndpoint(dataFolder, account);
      if ((await clusterMajor(dataFolder)) === null) {
        report(`setting up PostgreSQL ${binaries.version} (${binaries.origin})`);
        await initialiseCluster(dataFolder, binaries, account);
      }
      await endSurvivor(cluster, report);
      const credentials = await readCredentials(dataFolder);
      const server = new PostgresServer(
        { ...options, dataFolder },
        binaries,
        account,
        endpoint,
        credentials,
        lock,
      );
      report(`starting PostgreSQL ${binaries.version} (${binaries.origin})`);
      await server.#launch();
      process.once('exit', server.#lastWill);
      try {
        await makeDatabase(server.connection('admin'), server.connection('app'));
      } catch (error) {
        await server.#end();
        throw error;
      }
      return server;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** The postmaster's process number; null while it is down. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** How a role reaches the database: `app` owns the record and nothing else, `admin` is PostgreSQL's superuser. */
  connection(role: 'app' | 'admin'): Connection {
    return connectionTo(this.#endpoint, this.#credentials, role);
  }

  /** Stops PostgreSQL (sessions are cut, all commits are kept) within 30 seconds, and gives the data folder back. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    await this.#restarting.catch(() => undefined);
    await this.#end();
    await this.#lock.release();
  }

  async #end(): Promise<void> {
    process.removeListener('exit', this.#lastWill);
    this.#stopping = true;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    if (process.platform === 'win32') await this.#stopOnWindows();
    for (const [signal, patience] of [
      ['SIGINT', 15_000],
      ['SIGQUIT', 10_000],
      ['SIGKILL', 5_000],
    ] as const) {
      child.kill(signal);
      if ((await Promise.race([ended.then(() => true), sleep(patience, false, { ref: false })])) === true)
        return;
    }
  }

  /** Windows knows no signals: PostgreSQL's own program asks it to stop. */
  async #stopOnWindows(): Promise<void> {
    const program = join(dirname(this.binaries.postgres), 'pg_ctl.exe');
    const args = ['stop', '-D', clusterFolder(this.dataFolder), '-m', 'fast', '-t', '15'];
    await run(program, args, { windowsHide: true }).catch(() => undefined);
  }

  /** One start; the children of a killed postmaster may still hold its shared memory for a moment, so it is tried again. */
  async #launch(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const failure = await this.#attempt();
      if (failure === null) return;
      if (attempt >= 30 || !/shared memory block|lock file/.test(failure)) {
        throw new TwinwardError('record.unavailable', `PostgreSQL did not start: ${failure}`, {
          remedy: `see ${join(this.dataFolder, 'postgres.log')}`,
        });
      }
      await sleep(200);
    }
  }

  /** Null when PostgreSQL accepts connections; else what it said last. */
  async #attempt(): Promise<string | null> {
    const cluster = clusterFolder(this.dataFolder);
    const logPath = join(this.dataFolder, 'postgres.log');
    const size = (await stat(logPath).catch(() => null))?.size ?? 0;
    if (size > 8_000_000) await truncate(logPath);
    const from = size > 8_000_000 ? 0 : size;
    const log = await open(logPath, 'a', 0o600);
    const how = await launch(
      this.#account,
      this.binaries.postgres,
      ['-D', cluster, ...serverSettings(this.#endpoint)],
      [cluster, this.#endpoint.socketFolder ?? cluster],
    );
    // Its own process group: Ctrl-C reaches us, and we stop it when the last append is answered.
    const child = spawn(how.file, [...how.args], {
      ...how.options,
      cwd: '/',
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', log.fd, log.fd],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let over = false;
    const failed = new Promise<void>((done) => {
      child.once('error', () => done());
      child.once('exit', () => done());
    }).then(() => {
      over = true;
    });
    await log.close();
    const patience = Date.now() + 300_000;
    while (!over && !this.#stopping && Date.now() < patience) {
      if (await isReady(cluster, child.pid)) {
        this.#child = child;
        child.once('exit', () => this.#died());
        if (!over) return null;
      }
      await Promise.race([failed, sleep(15)]);
    }
    child.kill('SIGQUIT');
    const said = (await readFile(logPath, 'utf8').catch(() => '')).slice(from).trim().split('\n');
    return said.slice(-3).join(' ');
  }

  #died(): void {
    this.#child = null;
    if (this.#stopping) return;
    this.#restarting = this.#restart();
  }

  async #restart(): Promise<void> {
    for (let pause = 100; !this.#stopping; pause = Math.min(pause * 2, 5000)) {
      this.#report('PostgreSQL ended unexpectedly; starting it again');
      try {
        await this.#launch();
        this.#report('PostgreSQL runs again');
        return;
      } catch (error) {
        this.#report(error instanceof Error ? error.message : 'PostgreSQL did not start');
        await sleep(pause, undefined, { ref: false });
      }
    }
  }
}

/** The last line of the pid file tells the state (PostgreSQL `pidfile.h`), the first whose it is. */
async function isReady(cluster: string, pid: number | undefined): Promise<boolean> {
  if ((await postmasterPid(cluster)) !== pid) return false;
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return lines[7]?.trim() === 'ready';
}
