import { parentPort } from 'node:worker_threads';
import { TwinwardError } from '@twinward/contract';
import type { ThreadReply } from './thread-pool.ts';

/** Does in a thread what a `ThreadPool` asks for, one request after the other. */
export function answerRequests<Request, Result>(work: (request: Request) => Result): void {
  const reply = (request: Request): ThreadReply<Result> => {
    try {
      return { result: work(request) };
    } catch (error) {
      if (!(error instanceof TwinwardError)) throw error;
      return { error: { code: error.code, message: error.message, place: error.place } };
    }
  };
  parentPort!.on('message', (request: Request) => parentPort!.postMessage(reply(request)));
}
