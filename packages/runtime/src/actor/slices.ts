import { performance } from 'node:perf_hooks';
import { TwinwardError } from '@twinward/contract';

/** Milliseconds of folding after which requests get their turn. */
const SLICE = 4;
/** The same while data wait to be recorded, and for how long requests then keep their turn: folding takes less than a tenth. */
const PRESSED_SLICE = 1;
const PAUSE = 20;

/**
 * Shares the thread: however many twins fold at once, together they hold it for a few milliseconds at a time. While data wait to be
 * recorded (`pressed`) folding steps back further: data that are not recorded can be lost, a belief only comes later.
 */
export class Slices {
  readonly #pressed: () => boolean;
  readonly #waiting: (() => void)[] = [];
  #started: number = performance.now();
  #stopped = false;

  constructor(pressed: () => boolean) {
    this.#pressed = pressed;
  }

  /** Ends every fold at its next breath. */
  stop(): void {
    this.#stopped = true;
  }

  /** Returns at once while the slice lasts, else after everything else that was due has run. Throws `run.cancelled` once stopped. */
  async breathe(): Promise<void> {
    if (this.#stopped) throw new TwinwardError('run.cancelled', 'the loop is stopping');
    const slice = this.#pressed() ? PRESSED_SLICE : SLICE;
    if (this.#waiting.length === 0 && performance.now() - this.#started < slice) return;
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
