import { gatherRows } from '../filter/member-rows.ts';

/** The states of the last generations of an ensemble, and who descends from whom. */
export class AncestorPaths {
  readonly #size: number;
  readonly #lag: number;
  /** Each generation with the members of the one before from which its members descend; null for themselves. */
  readonly #generations: { readonly values: Float64Array; readonly ancestors: Int32Array | null }[] = [];

  /** Keeps this many generations before the newest, of states of this size. */
  constructor(size: number, lag: number) {
    this.#size = size;
    this.#lag = lag;
  }

  /** Adds a generation [members x size, by rows], which is copied. */
  push(values: Float64Array, ancestors: Int32Array | null): void {
    this.#generations.push({ values: values.slice(), ancestors });
    if (this.#generations.length > this.#lag + 1) this.#generations.shift();
  }

  /** The states [members x size] from which the newest members descend, this many generations ago; null if they are not kept. */
  states(back: number): Float64Array | null {
    const newest = this.#generations.length - 1;
    const then = this.#generations[newest - back];
    if (then === undefined) return null;
    let lineage = Int32Array.from({ length: then.values.length / this.#size }, (_, m) => m);
    for (const { ancestors } of this.#generations.slice(newest - back + 1)) {
      if (ancestors === null) continue;
      const older = lineage;
      lineage = ancestors.map((m) => older[m]!);
    }
    const states = new Float64Array(then.values.length);
    gatherRows(then.values, lineage, this.#size, states);
    return states;
  }
}
