import { parentPort } from 'node:worker_threads';
import { TwinwardError } from '@twinward/contract';
import type { ThreadReply } from './in-thread.ts';

/** Does a thread's work and sends what came of it to whoever waits for it in `inThread`. */
export async function answerFromThread<R>(work: () => Promise<R>): Promise<void> {
  const reply = await work().then(
    (result): ThreadReply<R> => ({ result }),
    (error: unknown): ThreadReply<R> => {
      if (!(error instanceof TwinwardError)) throw error;
      return { error: { code: error.code, message: error.message, place: error.place } };
    },
  );
  parentPort!.postMessage(reply);
}
