import type { TwinEntry } from './twin-entry.ts';

/** The twins in memory, the one longest unused first. */
export class HotSet {
  readonly #entries = new Set<TwinEntry>();
  readonly #bound: number;

  constructor(bound: number) {
    this.#bound = bound;
  }

  get size(): number {
    return this.#entries.size;
  }

  get all(): readonly TwinEntry[] {
    return [...this.#entries];
  }

  /** Takes note that a twin is being used. */
  use(entry: TwinEntry): void {
    this.#entries.delete(entry);
    this.#entries.add(entry);
  }

  drop(entry: TwinEntry): void {
    this.#entries.delete(entry);
  }

  /** The twins that should leave memory now: beyond the bound, at rest, longest unused first. */
  surplus(isAtRest: (entry: TwinEntry) => boolean): readonly TwinEntry[] {
    const over = this.#entries.size - this.#bound;
    if (over <= 0) return [];
    return [...this.#entries].filter(isAtRest).slice(0, over);
  }
}
