import { performance } from 'node:perf_hooks';

/** Milliseconds of folding after which requests get their turn. */
const SLICE = 4;

/** Shares the thread: however many twins fold at once, together they hold it for a few milliseconds at a time. */
export class Slices {
  readonly #waiting: (() => void)[] = [];
  #started: number = performance.now();

  /** Returns at once while the slice lasts, else after everything else that was due has run. */
  async breathe(): Promise<void> {
    if (this.#waiting.length === 0 && performance.now() - this.#started < SLICE) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) setImmediate(() => this.#next());
    });
  }

  #next(): void {
    this.#started = performance.now();
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) setImmediate(() => this.#next());
  }
}
