import { type AbortSignalLike, TwinwardError, type WorkPool } from '@twinward/contract';
import { Piscina } from 'piscina';
import type { WorkReply } from './work-reply.ts';

/** Where the threads find the models, how many there are at most for futures and for folding each, and how many futures may wait. */
export interface ThreadPoolOptions {
  /** URL of a module that exports `models`, a `ModelRegistry`. */
  readonly registryUrl: string;
  readonly threads: number;
  readonly waiting?: number;
}

/** Milliseconds after which a thread that folds nothing ends. */
const IDLE = 60_000;
/** Megabytes of young objects in a thread: what it computes with is in arrays, and more makes it no faster. */
const YOUNG = 12;

/**
 * Runs work units in worker threads; the results are the same bytes as inline. Twins are folded in threads of their own, which start when the first is:
 * a belief does not wait for forecasts of others. Throws `record.busy` when too many futures wait and `run.cancelled` for an aborted signal; an
 * `AbortSignal` also stops a unit under way.
 */
export function threadPool({ registryUrl, threads, waiting = 512 }: ThreadPoolOptions): WorkPool {
  const common = {
    filename: new URL('./worker.ts', import.meta.url).href,
    maxThreads: Math.max(1, threads),
    workerData: { registryUrl },
    recordTiming: false,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
  };
  const futures = new Piscina({ ...common, name: 'run', minThreads: 1, maxQueue: waiting });
  // folds wait for one another in the loop, which has few lanes
  const folds = new Piscina({ ...common, name: 'fold', minThreads: 0, idleTimeout: IDLE });
  return {
    run: async (unit, signal) => {
      if (isAborted(signal)) throw cancelled();
      if (futures.queueSize >= waiting) {
        throw new TwinwardError('record.busy', 'too many simulations are waiting', { retryAfter: 2 });
      }
      return answer(futures, unit, signal);
    },
    fold: async (unit, signal) => {
      if (isAborted(signal)) throw cancelled();
      return answer(folds, unit, signal);
    },
    close: async () => {
      await Promise.all([futures.destroy(), folds.destroy()]);
    },
  };
}

async function answer<Unit, Result>(pool: Piscina, unit: Unit, signal?: AbortSignalLike): Promise<Result> {
  try {
    const reply: WorkReply<Result> = await pool.run(unit, signal instanceof AbortSignal ? { signal } : {});
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
