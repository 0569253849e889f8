import type { Draws } from '@twinward/contract';
import { log } from '../elementary/log.ts';
import type { FiringMethod } from './firing-method.ts';
import type { Firings } from './firings.ts';
import { PropensityTree } from './propensity-tree.ts';

/**
 * The direct method of Gillespie 1977 (doi:10.1021/j100540a008): the time to the next firing is exponential with the sum of all
 * propensities; which reaction fires is drawn in proportion to them. Only propensities that a firing changes are computed anew.
 */
export class DirectMethod implements FiringMethod {
  felt = false;
  readonly #firings: Firings;
  readonly #draws: Draws;
  readonly #tree: PropensityTree;
  readonly #all: Float64Array;
  /** When the next reaction fires, kept while nothing else changes, so that a run does not depend on where it is looked at. */
  #next = Number.POSITIVE_INFINITY;

  constructor(firings: Firings, draws: Draws) {
    this.#firings = firings;
    this.#draws = draws;
    const count = firings.code.channels.length;
    this.#tree = new PropensityTree(count);
    this.#all = new Float64Array(count);
  }

  renew(t: number): void {
    this.#firings.all(t, this.#all);
    for (let j = 0; j < this.#all.length; j++) this.#tree.set(j, this.#all[j]!);
    this.#next = this.#after(t);
  }

  run(t: number, limit: number, most: number): number {
    const firings = this.#firings;
    const draws = this.#draws;
    const tree = this.#tree;
    const { channels } = firings.code;
    let now = t;
    this.felt = false;
    for (let n = 0; n < most; n++) {
      if (this.#next > limit) return limit;
      now = this.#next;
      const j = tree.find(draws.uniform() * tree.total);
      const { affected, felt } = channels[j]!;
      firings.apply(j, now);
      const changed = firings.changed(j, now);
      for (let k = 0; k < affected.length; k++) tree.set(affected[k]!, changed[k]!);
      this.#next = this.#after(now);
      if (felt) {
        this.felt = true;
        break;
      }
    }
    return now;
  }

  #after(t: number): number {
    const { total } = this.#tree;
    return total > 0 ? t - log(this.#draws.uniform()) / total : Number.POSITIVE_INFINITY;
  }
}
