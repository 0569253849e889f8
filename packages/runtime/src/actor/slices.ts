import { performance } from 'node:perf_hooks';
import { TwinwardError } from '@twinward/contract';

/** Milliseconds of folding in one round, after which everything else that is due gets its turn. */
const SLICE = 4;
/**
 * Milliseconds that everything else takes in a round from which on it is busy; folding then rests this many times as long as it took, so that it has a
 * fifth of the thread, but no longer than so many milliseconds.
 */
const BUSY = 1;
const REST = 4;
const LONGEST_REST = 50;
/** The slice while the thread is pressed, and for how long everything else then keeps its turn: folding takes less than a tenth. */
const PRESSED_SLICE = 1;
const PAUSE = 20;

/**
 * Shares the thread in rounds: however many twins fold at once, together they hold it for a few milliseconds between two rounds of everything else, and
 * step back where that is busy. While data wait to be recorded and the thread has no time for both (`pressed`) they step back further: data that are
 * not recorded can be lost, a belief only comes later.
 */
export class Slices {
  readonly #pressed: () => boolean;
  readonly #waiting: (() => void)[] = [];
  #began = 0;
  /** When the slice of this round ends; null before anybody has folded in it. */
  #until: number | null = null;
  /** Milliseconds of work in this round. */
  #spent = 0;
  #stopped = false;

  constructor(pressed: () => boolean) {
    this.#pressed = pressed;
  }

  /** Ends every fold at its next breath. */
  stop(): void {
    this.#stopped = true;
  }

  /** Does a piece of work within a slice, of which counts what is done before it first waits. Throws `run.cancelled` once stopped. */
  async spend<T>(work: () => Promise<T>): Promise<T> {
    // Asked and begun without a wait between them, else all who ask at once would find the slice untouched.
    const turn = this.#turn();
    if (turn !== null) await turn;
    const began = performance.now();
    try {
      return work();
    } finally {
      this.#spent += performance.now() - began;
    }
  }

  /** Returns at once while the slice lasts, else after everything else that was due has run. Throws `run.cancelled` once stopped. */
  async breathe(): Promise<void> {
    await this.#turn();
  }

  /** Null if it is now. */
  #turn(): Promise<void> | null {
    if (this.#stopped) throw new TwinwardError('run.cancelled', 'the loop is stopping');
    if (this.#until === null) this.#begin();
    if (this.#lasts()) return null;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #begin(): void {
    const pressed = this.#pressed();
    this.#began = performance.now();
    this.#until = this.#began + (pressed ? PRESSED_SLICE : SLICE);
    this.#spent = 0;
    if (pressed) setTimeout(() => this.#nextRound(), PAUSE);
    else setImmediate(() => this.#rest());
  }

  #lasts(): boolean {
    return this.#until !== null && performance.now() < this.#until;
  }

  /** Everything else that was due has run once. */
  #rest(): void {
    const now = performance.now();
    const others = now - this.#began - this.#spent;
    const rest = Math.min(LONGEST_REST, REST * this.#spent - others);
    if (others < BUSY || rest < 1) {
      this.#nextRound();
      return;
    }
    this.#until = now;
    setTimeout(() => this.#nextRound(), rest);
  }

  #nextRound(): void {
    this.#until = null;
    if (this.#waiting.length === 0) return;
    this.#begin();
    this.#release();
  }

  /** Lets one go on; what it leaves of the slice is for the next. */
  #release(): void {
    this.#waiting.shift()?.();
    if (this.#waiting.length === 0) return;
    // A tick asked for in a microtask comes when no microtask is left: whoever was let go on has come to rest.
    queueMicrotask(() =>
      process.nextTick(() => {
        if (this.#lasts()) this.#release();
      }),
    );
  }
}
