import { performance } from 'node:perf_hooks';

/** Milliseconds of folding after which requests get their turn, and for how long they keep it while data are waiting to be recorded. */
const SLICE = 4;
const PAUSE = 8;

/**
 * Shares the thread: however many twins fold at once, together they hold it for a few milliseconds at a time. While data wait to be
 * recorded (`pressed`) folding steps back further: data that are not recorded can be lost, a belief only comes later.
 */
export class Slices {
  readonly #pressed: () => boolean;
  readonly #waiting: (() => void)[] = [];
  #started: number = performance.now();

  constructor(pressed: () => boolean) {
    this.#pressed = pressed;
  }

  /** Returns at once while the slice lasts, else after everything else that was due has run. */
  async breathe(): Promise<void> {
    if (this.#waiting.length === 0 && performance.now() - this.#started < SLICE) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) this.#later();
    });
  }

  #later(): void {
    if (this.#pressed()) setTimeout(() => this.#next(), PAUSE);
    else setImmediate(() => this.#next());
  }

  #next(): void {
    this.#started = performance.now();
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) this.#later();
  }
}
