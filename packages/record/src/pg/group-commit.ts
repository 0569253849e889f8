// The lane on which appends become durable: while one commit runs, the next batch collects.
import { TwinwardError } from '@twinward/contract';
import { closedError } from '../closed-error.ts';

/** One caller's rows, waiting to be committed with others'. */
export interface Waiting<T, R> {
  readonly rows: T;
  readonly weight: number;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** How a lane commits and how much it holds. */
export interface LaneOptions<T, R> {
  /** Weight of one commit; a single caller's rows are never split, so it may be exceeded by one caller alone. */
  readonly batch: number;
  /** Weight that may wait; beyond it callers are sent away with `record.busy`. */
  readonly bound: number;
  /** Commits a batch and answers each of its callers; what it throws goes to those not yet answered. */
  readonly commit: (batch: readonly Waiting<T, R>[]) => Promise<void>;
}

/** A queue with one commit at a time. */
export class GroupCommit<T, R> {
  readonly #options: LaneOptions<T, R>;
  #queue: Waiting<T, R>[] = [];
  /** Of callers who bound themselves. */
  #patient: Waiting<T, R>[] = [];
  #waiting = 0;
  #closed = false;
  #running: Promise<void> | null = null;

  constructor(options: LaneOptions<T, R>) {
    this.#options = options;
  }

  /** Weight that waits for its commit to begin, and its bound. */
  get load(): { readonly waiting: number; readonly bound: number } {
    return { waiting: this.#waiting, bound: this.#options.bound };
  }

  /**
   * Resolves when the rows are durable. Throws `record.busy` when too much waits, `record.unavailable` when closed. A patient caller bounds by itself what it
   * hands in: it is never sent away, and half of each commit is its own, however much others wait with.
   */
  submit(rows: T, weight: number, patient = false): Promise<R> {
    if (this.#closed) return Promise.reject(closedError());
    if (weight > this.#options.bound) {
      return Promise.reject(
        new TwinwardError('request.too-large', `${weight} rows at once; at most ${this.#options.bound}`, {
          remedy: 'send them in several parts',
        }),
      );
    }
    if (!patient && this.#waiting + weight > this.#options.bound) {
      return Promise.reject(
        new TwinwardError('record.busy', 'more is waiting to be stored than may wait', {
          remedy: 'send it again after the given time',
          retryAfter: 1,
        }),
      );
    }
    return new Promise<R>((resolve, reject) => {
      (patient ? this.#patient : this.#queue).push({ rows, weight, resolve, reject });
      this.#waiting += weight;
      this.#running ??= this.#run();
    });
  }

  /** Commits what waits and takes in no more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the event loop lets everything that arrived with the first caller join its batch.
    await new Promise((next) => setImmediate(next));
    while (this.#queue.length + this.#patient.length > 0) {
      const batch = this.#take();
      for (const { weight } of batch) this.#waiting -= weight;
      try {
        await this.#options.commit(batch);
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
    this.#running = null;
  }

  #take(): readonly Waiting<T, R>[] {
    const { batch } = this.#options;
    const first = takeUpTo(this.#patient, this.#queue.length === 0 ? batch : batch / 2, 1);
    const left = batch - first.reduce((sum, { weight }) => sum + weight, 0);
    return [...first, ...takeUpTo(this.#queue, left, first.length === 0 ? 1 : 0)];
  }
}

/** Takes from the front what weighs no more than a bound, and so many in any case. */
function takeUpTo<T, R>(queue: Waiting<T, R>[], bound: number, least: number): Waiting<T, R>[] {
  let [weight, count] = [0, 0];
  while (count < queue.length) {
    weight += queue[count]!.weight;
    if (count >= least && weight > bound) break;
    count++;
  }
  return queue.splice(0, count);
}
