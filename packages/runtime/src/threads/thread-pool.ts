import {
  type AbortSignalLike,
  TwinwardError,
  type WorkPool,
  type WorkResult,
  type WorkUnit,
} from '@twinward/contract';
import { Piscina } from 'piscina';
import type { WorkReply } from './work-reply.ts';

/** Where the threads find the models, how many there are, and how many units may wait. */
export interface ThreadPoolOptions {
  /** URL of a module that exports `models`, a `ModelRegistry`. */
  readonly registryUrl: string;
  readonly threads: number;
  readonly waiting?: number;
}

/**
 * Runs work units in worker threads; the results are the same bytes as inline. Throws `record.busy` when too many units wait and
 * `run.cancelled` for an aborted signal; an `AbortSignal` also stops a unit under way.
 */
export function threadPool({ registryUrl, threads, waiting = 512 }: ThreadPoolOptions): WorkPool {
  const pool = new Piscina({
    filename: new URL('./worker.ts', import.meta.url).href,
    name: 'run',
    minThreads: 1,
    maxThreads: Math.max(1, threads),
    maxQueue: waiting,
    workerData: { registryUrl },
    recordTiming: false,
  });
  return {
    run: (unit, signal) => runIn(pool, unit, signal),
    close: () => pool.destroy(),
  };
}

async function runIn(pool: Piscina, unit: WorkUnit, signal?: AbortSignalLike): Promise<WorkResult> {
  if (isAborted(signal)) throw cancelled();
  if (pool.options.maxQueue > 0 && pool.queueSize >= pool.options.maxQueue) {
    throw new TwinwardError('record.busy', 'too many simulations are waiting', { retryAfter: 2 });
  }
  try {
    const reply: WorkReply = await pool.run(unit, signal instanceof AbortSignal ? { signal } : {});
    if ('result' in reply) return reply.result;
    throw new TwinwardError(reply.error.code, reply.error.message, reply.error.place);
  } catch (error) {
    if (isAborted(signal)) throw cancelled();
    throw error;
  }
}

function isAborted(signal: AbortSignalLike | undefined): boolean {
  return signal?.aborted === true;
}

function cancelled(): TwinwardError {
  return new TwinwardError('run.cancelled', 'the run was cancelled');
}
