import { performance } from 'node:perf_hooks';
import type { TwinEntry } from './twin-entry.ts';

/** Milliseconds between two follow-ups of one twin, unless somebody waits for them. */
const SPACING = 1000;

/**
 * Twins that have folded what has not been followed up yet, the one longest due first. What a twin folds within a second is followed up together: it
 * costs the database as much as one reading.
 */
export class FollowUps {
  readonly #hurried: () => boolean;
  readonly #ready: () => void;
  readonly #due = new Set<TwinEntry>();
  readonly #resting = new Map<TwinEntry, NodeJS.Timeout>();
  readonly #last = new WeakMap<TwinEntry, number>();

  /** `hurried` tells whether all are wanted as soon as can be; `ready` is called when one that rested is due. */
  constructor(hurried: () => boolean, ready: () => void) {
    this.#hurried = hurried;
    this.#ready = ready;
  }

  get size(): number {
    return this.#due.size + this.#resting.size;
  }

  has(entry: TwinEntry): boolean {
    return this.#due.has(entry) || this.#resting.has(entry);
  }

  /** A twin has folded something; it is due at once, or once a second has passed since it last was. */
  add(entry: TwinEntry): void {
    if (this.has(entry)) return;
    const rest = (this.#last.get(entry) ?? Number.NEGATIVE_INFINITY) + SPACING - performance.now();
    if (rest <= 0 || this.#hurried()) {
      this.#due.add(entry);
      return;
    }
    const timer = setTimeout(() => {
      this.hasten(entry);
      this.#ready();
    }, rest);
    this.#resting.set(entry, timer);
  }

  /** Makes a twin that rests due now. */
  hasten(entry: TwinEntry): void {
    const timer = this.#resting.get(entry);
    if (timer === undefined) return;
    clearTimeout(timer);
    this.#resting.delete(entry);
    this.#due.add(entry);
  }

  hastenAll(): void {
    for (const entry of [...this.#resting.keys()]) this.hasten(entry);
  }

  /** Forgets a twin, which will fold again. */
  drop(entry: TwinEntry): void {
    this.hasten(entry);
    this.#due.delete(entry);
  }

  /** The twin longest due that nobody is using; it is then no longer due. Undefined if there is none. */
  next(): TwinEntry | undefined {
    for (const entry of this.#due) {
      if (entry.busy) continue;
      this.#due.delete(entry);
      this.#last.set(entry, performance.now());
      return entry;
    }
    return undefined;
  }
}
