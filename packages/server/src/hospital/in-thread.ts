import { Worker } from 'node:worker_threads';
import { type ErrorCode, type ErrorPlace, TwinwardError } from '@twinward/contract';

/** What a thread answers at last: its result, or the error it ended with. */
export type ThreadReply<R> =
  | { readonly result: R }
  | { readonly error: { readonly code: ErrorCode; readonly message: string; readonly place: ErrorPlace } };

/** What a thread says on its way. */
interface ThreadProgress {
  readonly progress: readonly [done: number, of: number];
}

/** How a thread is watched over. */
export interface ThreadWatch {
  readonly signal?: AbortSignal;
  /** Seconds after which it is given up. */
  readonly seconds: number;
  /** What to do when it takes too long. */
  readonly remedy: string;
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Does work that would hold up everybody else in a thread of its own, which ends with it. Throws `run.cancelled` for an aborted
 * signal, `model.domain` when it takes too long, and whatever the work throws.
 */
export async function inThread<R>(url: URL, work: unknown, watch: ThreadWatch): Promise<R> {
  const { signal, seconds, remedy } = watch;
  if (signal?.aborted === true) throw cancelled();
  const thread = new Worker(url, { workerData: work });
  try {
    return await new Promise<R>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new TwinwardError('model.domain', `no answer within ${seconds} seconds`, { remedy })),
        seconds * 1000,
      );
      signal?.addEventListener('abort', () => reject(cancelled()), { once: true });
      thread.on('message', (reply: ThreadReply<R> | ThreadProgress) => {
        if ('progress' in reply) return watch.onProgress?.(...reply.progress);
        clearTimeout(timer);
        if ('result' in reply) resolve(reply.result);
        else reject(new TwinwardError(reply.error.code, reply.error.message, reply.error.place));
      });
      thread.once('error', (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  } finally {
    await thread.terminate();
  }
}

function cancelled(): TwinwardError {
  return new TwinwardError('run.cancelled', 'the run was cancelled');
}
