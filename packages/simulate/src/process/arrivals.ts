import type { SourceCode } from './process-program.ts';
import { PHASE, ProcessEvent, type ProcessState } from './process-state.ts';
import type { Sampler } from './sampler.ts';
import { stepFault } from './step-fault.ts';

// constants of this module, which engines can fold; imported ones are read anew each time
const { arrive: ARRIVE } = ProcessEvent;
const PHASE_OF_ARRIVALS = PHASE[ARRIVE]!;

/** When the entities of every source come. */
export class Arrivals {
  /** Arrivals so far, single or in groups, by source. */
  readonly arrivals: Float64Array;
  /** Entities so far, by source. */
  readonly produced: Float64Array;
  readonly #state: ProcessState;
  readonly #sampler: Sampler;

  constructor(state: ProcessState, sampler: Sampler) {
    this.arrivals = new Float64Array(state.program.sources.length);
    this.produced = new Float64Array(state.program.sources.length);
    this.#state = state;
    this.#sampler = sampler;
  }

  /** Schedules the next arrival of a source, if there is one. */
  scheduleNext(source: number): void {
    const code = this.#state.program.sources[source]!;
    if (this.produced[source]! >= code.limit) return;
    const n = this.arrivals[source]!;
    if (code.at !== null) {
      if (n < code.at.length) this.#schedule(source, code.at[n]!);
    } else if (code.rate !== null) {
      this.#sampler.work(source, n);
      const time = timeOfWork(code.rate, this.#state.now, this.#sampler.value);
      if (time < Number.POSITIVE_INFINITY) this.#schedule(source, time);
    } else {
      this.#sampler.readFor(code.every, n);
      const between = this.#sampler.value;
      if (!(between >= 0 && between < Number.POSITIVE_INFINITY))
        throw stepFault(`source ${code.name}`, this.#state.now, `the next arrival is ${between} away`);
      this.#schedule(source, this.#state.now + between);
    }
  }

  #schedule(source: number, time: number): void {
    if (time >= this.#state.program.sources[source]!.until) return;
    this.arrivals[source]! += 1;
    this.#state.calendar.schedule(time, PHASE_OF_ARRIVALS, 0, ARRIVE, source);
  }
}

/** The time at which the integral of a rate from a time on has grown by a number; Infinity if it never does. */
function timeOfWork(rate: NonNullable<SourceCode['rate']>, from: number, work: number): number {
  const { times, rates, period } = rate;
  let cycle = period > 0 ? Math.floor(from / period) * period : 0;
  // the quotient may have been rounded up to a whole number
  if (cycle > from) cycle -= period;
  let segment = lastNotAfter(times, from, cycle);
  let time = from;
  let left = work;
  for (;;) {
    const last = segment === times.length - 1;
    const end = last ? (period > 0 ? cycle + period : Number.POSITIVE_INFINITY) : cycle + times[segment + 1]!;
    const reach = (end - time) * rates[segment]!;
    if (rates[segment]! > 0 && left <= reach) return time + left / rates[segment]!;
    if (end === Number.POSITIVE_INFINITY) return end;
    left -= rates[segment]! > 0 ? reach : 0;
    time = end;
    segment = last ? 0 : segment + 1;
    if (last) cycle += period;
  }
}

/** The last of the times, which rise, that in a cycle is not after another; the first time is not. */
function lastNotAfter(times: Float64Array, time: number, cycle: number): number {
  let [low, high] = [0, times.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (cycle + times[middle]! <= time) low = middle;
    else high = middle;
  }
  return low;
}
