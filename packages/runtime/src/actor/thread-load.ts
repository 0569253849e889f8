import { performance } from 'node:perf_hooks';

/** Milliseconds over which the use of the thread is measured. */
const SPAN = 100;
/** Share of the time from which on a thread has none to spare. */
const FULL = 0.9;

/** How busy this thread is. */
export class ThreadLoad {
  #from = performance.eventLoopUtilization();
  #until: number = performance.now() + SPAN;
  #full = false;

  /** Whether the thread had no time to spare in the last full span of a tenth of a second. */
  get full(): boolean {
    const now = performance.now();
    if (now < this.#until) return this.#full;
    const current = performance.eventLoopUtilization();
    this.#full = performance.eventLoopUtilization(current, this.#from).utilization >= FULL;
    this.#from = current;
    this.#until = now + SPAN;
    return this.#full;
  }
}
