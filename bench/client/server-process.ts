// The product itself, started as a user would, in a process and a data folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = join(
  dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
  'packages',
  'cli',
  'src',
  'main.ts',
);
const PATIENCE = 60_000;

/** A running server process. */
export interface ServerProcess {
  readonly address: string;
  /** The administrator's token of the local command line. */
  readonly token: string;
  /** Seconds from the start of the process until it answered. */
  readonly startSeconds: number;
  /** Resident memory of the process, bytes. */
  memory(): Promise<number>;
  /** Seconds of processor time that the server and its database have used; NaN where the system does not tell. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

/** An empty data folder below the temporary folder. */
export function temporaryData(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'twinward-bench-'));
}

/** Starts `twinward start` on a data folder and waits until it is ready. */
export async function startProcess(
  data: string,
  options: readonly string[] = ['--empty'],
): Promise<ServerProcess> {
  const started = performance.now();
  const args = [...process.execArgv, MAIN, 'start', '--port', '0', '--data', data, ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: withoutDatabase() });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  while (!/ready at http/.test(said)) {
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${said.slice(-2000)}`);
    if (performance.now() - started > PATIENCE) {
      child.kill('SIGKILL');
      throw new Error(`the server was not ready after ${PATIENCE / 1000} s:\n${said.slice(-2000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const startSeconds = (performance.now() - started) / 1000;
  const line = async (name: string) => (await readFile(join(data, name), 'utf8')).trim();
  return {
    address: await line('address'),
    token: await line('cli-token'),
    startSeconds,
    memory: () => residentMemory(child),
    cpuSeconds: () => cpuSeconds(child, data),
    stop: () => stop(child),
  };
}

/** Removes what a bench left behind. */
export async function removeData(data: string): Promise<void> {
  await rm(data, { recursive: true, force: true });
}

function withoutDatabase(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...environment } = process.env;
  return environment;
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

async function residentMemory(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) * 1024;
}

async function cpuSeconds(child: ChildProcess, data: string): Promise<number> {
  const [postmaster = ''] = (await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  const backends = await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').catch(() => '');
  const pids = [String(child.pid), postmaster, ...backends.trim().split(/\s+/)];
  const times = await Promise.all(pids.filter((pid) => pid !== '').map(processSeconds));
  return times.reduce((sum, seconds) => sum + seconds, 0);
}

/** Clock ticks of Linux a second, everywhere Node runs. */
const TICKS = 100;

/** User and system time of a process and of the children it has waited for. */
async function processSeconds(pid: string): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}
