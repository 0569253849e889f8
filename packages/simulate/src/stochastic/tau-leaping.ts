import { type Draws, TwinwardError } from '@twinward/contract';
import { log } from '../elementary/log.ts';
import { drawPoisson } from '../random/draw-poisson.ts';
import { DirectMethod } from './direct-method.ts';
import type { FiringMethod } from './firing-method.ts';
import type { Firings } from './firings.ts';
import { LeapBounds } from './leap-bounds.ts';

/** A reaction so few firings from using up a reactant is critical: it fires at most once in a leap. */
const CRITICAL = 10;
/** Leaps shorter than this many expected firings are not worth it; so many exact steps are taken instead. */
const WORTH_IT = 10;
const EXACT_STEPS = 100;

/**
 * Tau-leaping with the step selection of Cao, Gillespie and Petzold 2006 (doi:10.1063/1.2159468): many firings at once, their numbers
 * Poisson, over a leap during which propensities hardly change; exact steps where leaps would be short. A leap that would take more
 * than there is is undone and halved. Approximate: triggers are looked at after each leap.
 */
export class TauLeaping implements FiringMethod {
  felt = false;
  readonly #firings: Firings;
  readonly #draws: Draws;
  readonly #direct: DirectMethod;
  readonly #bounds: LeapBounds;
  readonly #propensities: Float64Array;
  readonly #critical: Uint8Array;
  readonly #before: Float64Array;
  #exact = 0;

  constructor(firings: Firings, draws: Draws, epsilon: number) {
    for (const { name, constant } of firings.code.channels) {
      if (constant !== null) continue;
      throw new TwinwardError('request.unsupported', `what "${name}" changes is not constant`, {
        field: name,
        remedy: 'use the direct method',
      });
    }
    this.#firings = firings;
    this.#draws = draws;
    this.#direct = new DirectMethod(firings, draws);
    this.#bounds = new LeapBounds(firings.code, epsilon);
    this.#propensities = new Float64Array(firings.code.channels.length);
    this.#critical = new Uint8Array(firings.code.channels.length);
    this.#before = new Float64Array(firings.y.length);
  }

  renew(t: number): void {
    if (this.#exact > 0) this.#direct.renew(t);
  }

  run(t: number, limit: number, most: number): number {
    if (this.#exact > 0) return this.#runExactly(t, limit, most);
    const { y } = this.#firings;
    const propensities = this.#propensities;
    this.#firings.all(t, propensities);
    const total = sum(propensities, () => true);
    this.felt = total > 0;
    if (total === 0) return limit;
    this.#findCritical();
    const risky = sum(propensities, (j) => this.#critical[j] !== 0);
    let longest = this.#bounds.longest(y, propensities, this.#critical);
    for (;;) {
      if (longest < WORTH_IT / total) {
        this.#exact = EXACT_STEPS;
        this.#direct.renew(t);
        return this.#runExactly(t, limit, most);
      }
      const toCritical = risky > 0 ? -log(this.#draws.uniform()) / risky : Number.POSITIVE_INFINITY;
      const wanted = t + Math.min(longest, toCritical);
      const end = Math.min(wanted, limit);
      const fires = toCritical <= longest && wanted <= limit;
      if (this.#leap(t, end - t, fires ? risky : 0)) return end;
      longest = Math.min(longest, end - t) / 2;
    }
  }

  #runExactly(t: number, limit: number, most: number): number {
    const before = this.#firings.count;
    const end = this.#direct.run(t, limit, Math.min(most, this.#exact));
    this.#exact -= this.#firings.count - before;
    this.felt = this.#direct.felt;
    return end;
  }

  #findCritical(): void {
    const { y } = this.#firings;
    this.#firings.code.channels.forEach(({ targets, constant }, j) => {
      let left = Number.POSITIVE_INFINITY;
      for (let i = 0; i < targets.length; i++) {
        const by = constant![i]!;
        if (by < 0) left = Math.min(left, Math.floor(y[targets[i]!]! / -by));
      }
      this.#critical[j] = this.#propensities[j]! > 0 && left < CRITICAL ? 1 : 0;
    });
  }

  /** False if it would have taken more than there is; then nothing has changed. */
  #leap(t: number, tau: number, risky: number): boolean {
    const { y, count } = this.#firings;
    this.#before.set(y);
    this.#propensities.forEach((propensity, j) => {
      if (propensity === 0 || this.#critical[j] !== 0) return;
      const times = drawPoisson(this.#draws, propensity * tau);
      if (times > 0) this.#firings.apply(j, t, times);
    });
    if (risky > 0) this.#firings.apply(this.#chosen(risky), t);
    for (let i = 0; i < y.length; i++) {
      if (y[i]! < 0 && this.#before[i]! >= 0) {
        y.set(this.#before);
        this.#firings.count = count;
        return false;
      }
    }
    return true;
  }

  /** Which of the critical reactions fires. */
  #chosen(risky: number): number {
    let left = this.#draws.uniform() * risky;
    let last = -1;
    for (let j = 0; j < this.#propensities.length; j++) {
      if (this.#critical[j] === 0) continue;
      last = j;
      left -= this.#propensities[j]!;
      if (left < 0) break;
    }
    return last;
  }
}

function sum(values: Float64Array, takes: (j: number) => boolean): number {
  let total = 0;
  for (let j = 0; j < values.length; j++) if (takes(j)) total += values[j]!;
  return total;
}
