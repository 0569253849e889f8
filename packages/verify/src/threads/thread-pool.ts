import { Worker } from 'node:worker_threads';
import { type AbortSignalLike, type ErrorCode, type ErrorPlace, TwinwardError } from '@twinward/contract';

/** How often, in milliseconds, a pool looks at whether it is still wanted. */
const LOOK = 200;

/** What a thread answers. */
export type ThreadReply<Result> =
  | { readonly result: Result }
  | { readonly error: { readonly code: ErrorCode; readonly message: string; readonly place: ErrorPlace } };

interface Waiting<Request, Result> {
  readonly request: Request;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Threads of one module, which answers by `answerRequests`; requests are done first come, first served. When cancelled, all that wait are
 * rejected with `run.cancelled`.
 */
export class ThreadPool<Request, Result> {
  readonly #workers: readonly Worker[];
  readonly #idle: Worker[];
  readonly #busy = new Map<Worker, Waiting<Request, Result>>();
  readonly #queue: Waiting<Request, Result>[] = [];
  readonly #watch: NodeJS.Timeout;

  constructor(url: URL, threads: number, signal: AbortSignalLike) {
    this.#workers = Array.from({ length: threads }, () => new Worker(url));
    this.#idle = [...this.#workers];
    for (const worker of this.#workers) {
      worker.on('message', (reply: ThreadReply<Result>) => this.#take(worker, reply));
      worker.on('error', (error: unknown) => {
        this.#fail(error instanceof Error ? error : new Error(String(error)));
      });
    }
    this.#watch = setInterval(() => {
      if (signal.aborted) this.#fail(new TwinwardError('run.cancelled', 'the run was cancelled'));
    }, LOOK);
  }

  run(request: Request): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ request, resolve, reject });
      this.#hand();
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #hand(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) {
      const worker = this.#idle.pop()!;
      const waiting = this.#queue.shift()!;
      this.#busy.set(worker, waiting);
      worker.postMessage(waiting.request);
    }
  }

  #take(worker: Worker, reply: ThreadReply<Result>): void {
    const waiting = this.#busy.get(worker);
    if (waiting === undefined) return;
    this.#busy.delete(worker);
    this.#idle.push(worker);
    if ('result' in reply) waiting.resolve(reply.result);
    else waiting.reject(new TwinwardError(reply.error.code, reply.error.message, reply.error.place));
    this.#hand();
  }

  #fail(error: Error): void {
    const waiting = [...this.#busy.values(), ...this.#queue];
    this.#busy.clear();
    this.#queue.length = 0;
    for (const { reject } of waiting) reject(error);
  }
}
