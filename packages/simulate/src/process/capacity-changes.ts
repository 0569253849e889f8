import { PHASE, ProcessEvent, type ProcessState } from './process-state.ts';

/** The changes of capacity that the schedules of the resources foresee. */
export class CapacityChanges {
  /** Changes scheduled so far, by resource. */
  readonly scheduled: Float64Array;
  readonly #state: ProcessState;

  constructor(state: ProcessState) {
    this.scheduled = new Float64Array(state.program.resources.length);
    this.#state = state;
  }

  /** The capacity from the last change scheduled on. */
  units(resource: number): number {
    const { capacities } = this.#state.program.resources[resource]!;
    return capacities[this.scheduled[resource]! % capacities.length]!;
  }

  /** Schedules the next change of a resource, if there is one. */
  scheduleNext(resource: number): void {
    const { times, period } = this.#state.program.resources[resource]!;
    const next = this.scheduled[resource]! + 1;
    if (times.length === 1 || (next >= times.length && period === 0)) return;
    this.scheduled[resource] = next;
    const time = Math.floor(next / times.length) * period + times[next % times.length]!;
    const { capacity } = ProcessEvent;
    this.#state.calendar.schedule(time, PHASE[capacity]!, 0, capacity, resource);
  }
}
