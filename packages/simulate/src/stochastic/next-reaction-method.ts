import type { Draws } from '@twinward/contract';
import { log } from '../elementary/log.ts';
import type { FiringMethod } from './firing-method.ts';
import type { Firings } from './firings.ts';
import { TimeQueue } from './time-queue.ts';

/**
 * The next reaction method of Gibson and Bruck 2000 (doi:10.1021/jp993732q): each reaction has a time at which it would fire next,
 * moved to t + (a / a')(tau - t) when its propensity changes from a to a', so that one number is drawn for each firing.
 */
export class NextReactionMethod implements FiringMethod {
  felt = false;
  readonly #firings: Firings;
  readonly #draws: Draws;
  readonly #propensities: Float64Array;
  readonly #times: TimeQueue;

  constructor(firings: Firings, draws: Draws) {
    this.#firings = firings;
    this.#draws = draws;
    const count = firings.code.channels.length;
    this.#propensities = new Float64Array(count);
    this.#times = new TimeQueue(count);
  }

  renew(t: number): void {
    const before = this.#propensities.slice();
    this.#firings.all(t, this.#propensities);
    for (let j = 0; j < before.length; j++) this.#reschedule(j, before[j]!, this.#propensities[j]!, t);
  }

  run(t: number, limit: number, most: number): number {
    let now = t;
    this.felt = false;
    for (let n = 0; n < most; n++) {
      const j = this.#times.first;
      const next = j < 0 ? Number.POSITIVE_INFINITY : this.#times.at(j);
      if (next > limit) return limit;
      now = next;
      this.#fire(j, now);
      if (this.#firings.code.channels[j]!.felt) {
        this.felt = true;
        break;
      }
    }
    return now;
  }

  #fire(j: number, t: number): void {
    const { affected } = this.#firings.code.channels[j]!;
    this.#firings.apply(j, t);
    const changed = this.#firings.changed(j, t);
    const propensities = this.#propensities;
    let drawn = false;
    for (let k = 0; k < affected.length; k++) {
      const other = affected[k]!;
      const before = other === j ? 0 : propensities[other]!;
      propensities[other] = changed[k]!;
      this.#reschedule(other, before, changed[k]!, t);
      drawn ||= other === j;
    }
    if (!drawn) this.#reschedule(j, 0, propensities[j]!, t);
  }

  /** A waiting time that was never running, or has run out, is drawn; the rest of one that runs is stretched. */
  #reschedule(j: number, before: number, propensity: number, t: number): void {
    const times = this.#times;
    if (propensity === 0) times.set(j, Number.POSITIVE_INFINITY);
    else if (before === 0) times.set(j, t - log(this.#draws.uniform()) / propensity);
    else if (before !== propensity) times.set(j, t + (before / propensity) * (times.at(j) - t));
  }
}
