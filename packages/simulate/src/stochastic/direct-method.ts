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
  }

  step(t: number, limit: number): number {
    const { total } = this.#tree;
    const next = total > 0 ? t - log(this.#draws.uniform()) / total : Number.POSITIVE_INFINITY;
    if (next > limit) {
      this.felt = false;
      return limit;
    }
    const j = this.#tree.find(this.#draws.uniform() * total);
    const { affected, felt } = this.#firings.code.channels[j]!;
    this.#firings.apply(j, next);
    const changed = this.#firings.changed(j, next);
    for (let k = 0; k < affected.length; k++) this.#tree.set(affected[k]!, changed[k]!);
    this.felt = felt;
    return next;
  }
}
