// A PostgreSQL of ours that outlived its server (kill -9): found by its pid file, known as ours, ended; never adopted.
import { execFile } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { TwinwardError } from '@twinward/contract';
import { processIdentity } from './process-identity.ts';
import { CLUSTER_NAME } from './server-settings.ts';

const run = promisify(execFile);

/**
 * Ends the PostgreSQL that still runs on the data directory, if one does: asked to stop, then told to. One that is not ours, by its
 * command line and working folder, is left alone: throws `record.in-use` naming it.
 */
export async function endSurvivor(cluster: string, report: (line: string) => void): Promise<void> {
  const pid = await postmasterPid(cluster);
  if (pid === null) return;
  const identity = await processIdentity(pid);
  if (identity === null) return;
  const standing = await standingOf(pid, cluster);
  if (standing === 'unrelated') return;
  if (standing === 'foreign') {
    throw new TwinwardError(
      'record.in-use',
      `a PostgreSQL not started by Twinward (process ${pid}) runs on ${cluster}`,
      {
        field: 'data',
        remedy: 'stop it first (pg_ctl stop -m fast)',
      },
    );
  }
  report(`ending the PostgreSQL that outlived an earlier server (process ${pid})`);
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one; both keep all that was committed.
  for (const [signal, patience] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    process.kill(pid, signal);
    for (let waited = 0; waited < patience; waited += 50) {
      if ((await processIdentity(pid)) !== identity) return;
      await sleep(50);
    }
  }
  throw new TwinwardError('record.in-use', `process ${pid} on ${cluster} does not end`, {
    remedy: 'end it by hand, then start again',
  });
}

/** The process number in the data directory's pid file, or null. */
export async function postmasterPid(cluster: string): Promise<number | null> {
  try {
    const pid = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** A reused number names a process that is no PostgreSQL on this directory: unrelated. */
async function standingOf(pid: number, cluster: string): Promise<'ours' | 'foreign' | 'unrelated'> {
  const command = await commandLine(pid);
  if (process.platform === 'linux') {
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (folder !== (await realpath(cluster).catch(() => cluster))) return 'unrelated';
  } else if (!command.includes(cluster)) return 'unrelated';
  return command.includes(`cluster_name=${CLUSTER_NAME}`) ? 'ours' : 'foreign';
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux')
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    if (process.platform === 'win32') {
      const query = `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine`;
      return (await run('powershell', ['-NoProfile', '-Command', query])).stdout;
    }
    return (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    return '';
  }
}
