import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { repositoryPath } from '../repository-path.ts';

/** A server in a process of its own, which can be killed without ceremony and started again on the same data folder. */
export class ServerProcess {
  readonly #dataFolder: string;
  readonly #connectors: readonly string[];
  #child: ChildProcess | null = null;
  #said = '';

  /** `connectors`: options that say where hospitals and devices are listened to; nowhere by default. */
  constructor(dataFolder: string, connectors: readonly string[] = ['--no-connectors']) {
    this.#dataFolder = dataFolder;
    this.#connectors = connectors;
  }

  /** Starts it, without demo, on any free port, and resolves when it says that it is ready; at most three minutes, as a busy machine may need. */
  async start(): Promise<void> {
    const { DATABASE_URL: _, ...environment } = process.env;
    const child = spawn(
      process.execPath,
      [
        repositoryPath('packages/cli/src/main.ts'),
        'start',
        '--empty',
        '--port',
        '0',
        '--data',
        this.#dataFolder,
        ...this.#connectors,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'], env: environment },
    );
    this.#child = child;
    this.#said = '';
    await new Promise<void>((resolve, reject) => {
      const fail = () =>
        reject(
          new TwinwardError('record.unavailable', `the server did not start: ${this.#said.slice(-2000)}`),
        );
      const limit = setTimeout(fail, 180_000);
      child.once('exit', fail);
      child.stderr.on('data', (chunk) => {
        this.#said = (this.#said + chunk).slice(-10_000);
        if (!this.#said.includes('is ready at')) return;
        clearTimeout(limit);
        child.off('exit', fail);
        resolve();
      });
    });
  }

  get running(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** SIGKILL to the server, and resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop, and resolves when it has. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** SIGKILL to the postmaster; false if none runs. */
  async killPostmaster(): Promise<boolean> {
    const text = await readFile(join(this.#dataFolder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(text.split('\n')[0]);
    if (!Number.isInteger(pid) || pid <= 1) return false;
    try {
      process.kill(pid, 'SIGKILL');
      return true;
    } catch {
      return false;
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === null || !this.running) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await gone;
  }
}
