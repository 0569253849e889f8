import { TwinwardError } from '@twinward/contract';
import { ParticleFilter, type ParticleFilterOptions, type ParticleState } from './particle-filter.ts';
import type { ObservedSystem } from './state-space-problem.ts';

/**
 * A particle filter on its way along the course of a system. Parameters for which observations are impossible, or for which no
 * member stays finite, have likelihood zero: the run is over, and nothing is thrown.
 */
export class ParticleRun {
  readonly #system: ObservedSystem;
  readonly #filter: ParticleFilter;
  #done = 0;
  #over = false;

  /** Starts from drawn members, or where another run of the same system is. */
  constructor(system: ObservedSystem, members: number | ParticleRun, options: ParticleFilterOptions) {
    this.#system = system;
    let start: Float64Array | ParticleState;
    if (typeof members === 'number') start = system.initial(members, options.random.derive('initial'));
    else {
      start = members.#filter.state();
      this.#done = members.#done;
      this.#over = members.#over;
    }
    this.#filter = new ParticleFilter(system.model, start, options);
  }

  /** ln p(all that was observed so far), estimated without bias; -Infinity once it is impossible. */
  get logLikelihood(): number {
    return this.#over ? Number.NEGATIVE_INFINITY : this.#filter.logLikelihood;
  }

  /** Goes on until `count` times of the course are taken in, by default all. */
  advance(count: number = this.#system.course.length): void {
    const { course, start } = this.#system;
    while (this.#done < count && !this.#over) {
      const { at, observations } = course[this.#done]!;
      const from = this.#done === 0 ? start : course[this.#done - 1]!.at;
      try {
        this.#over = this.#filter.cycle(from, at, observations).outcome === 'impossible';
      } catch (error) {
        if (!(error instanceof TwinwardError && error.code === 'belief.collapsed')) throw error;
        this.#over = true;
      }
      this.#done += 1;
    }
  }

  /** Writes the state [size] of one member, drawn by weight with a uniform number. */
  drawState(u: number, out: Float64Array): void {
    const { values, members } = this.#filter;
    const weights = this.#filter.weights();
    let member = 0;
    for (let below = weights[0]!; u > below && member < members - 1; below += weights[member]!) member++;
    for (let i = 0; i < out.length; i++) out[i] = values[member * out.length + i]!;
  }
}
