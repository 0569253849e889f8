import type { Instant } from '@twinward/contract';
import type { TwinState } from '../fold/twin-state.ts';

/** Readings between checkpoints, and checkpoints kept. */
const EVERY = 24;
const KEPT = 6;

/** States a hot twin passed a short while ago, so that data a little late need not be folded from a stored snapshot. */
export class Checkpoints {
  #states: TwinState[] = [];

  /** Takes note of a state, if it is time. */
  pass(state: TwinState): void {
    if (state.counts.readings % EVERY !== 0) return;
    this.#states.push(state);
    if (this.#states.length > KEPT) this.#states.shift();
  }

  /** The latest state that stands no later than an instant; those after it are forgotten. */
  rewind(to: Instant): TwinState | null {
    this.#states = this.#states.filter((state) => state.belief.at <= to);
    return this.#states.at(-1) ?? null;
  }
}
