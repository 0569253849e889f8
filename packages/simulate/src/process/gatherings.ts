import { EntityState, NO_EVENT, NOBODY } from './entity-table.ts';
import { LogEvent } from './event-log.ts';
import { PHASE, ProcessEvent, type ProcessState } from './process-state.ts';
import type { Sampler } from './sampler.ts';
import { stepFault } from './step-fault.ts';

/** The places where entities gather to go on as one: lists by `link`, the first leads the others. */
export class Gatherings {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly count: Int32Array;
  readonly timeOut: Float64Array;
  readonly #state: ProcessState;
  readonly #sampler: Sampler;

  constructor(state: ProcessState, sampler: Sampler) {
    const places = state.program.gatherings.length;
    this.first = new Int32Array(places).fill(NOBODY);
    this.last = new Int32Array(places).fill(NOBODY);
    this.count = new Int32Array(places);
    this.timeOut = new Float64Array(places).fill(NO_EVENT);
    this.#state = state;
    this.#sampler = sampler;
  }

  /** An entity comes to a place; the one that makes it full lets all go. */
  join(row: number, place: number): void {
    const { entities, program, now } = this.#state;
    const { size, within } = program.gatherings[place]!;
    const pc = entities.pc[row]! - 1;
    entities.state[row] = EntityState.gathering;
    entities.link[row] = NOBODY;
    if (this.count[place] === 0) this.first[place] = row;
    else entities.link[this.last[place]!] = row;
    this.last[place] = row;
    this.count[place]! += 1;
    this.#state.note(LogEvent.gather, row, pc, 0);
    if (this.count[place] === size) this.depart(place);
    else if (this.count[place] === 1 && within >= 0) {
      this.#sampler.read(within, row);
      const wait = this.#sampler.value;
      if (!(wait >= 0 && wait < Number.POSITIVE_INFINITY))
        throw stepFault(program.stepNames[pc]!, now, `a batch is to leave within ${wait}`);
      const { depart } = ProcessEvent;
      this.timeOut[place] = this.#state.calendar.schedule(now + wait, PHASE[depart]!, 0, depart, place);
    }
  }

  /** Those gathered become ready as one. */
  depart(place: number): void {
    const { entities, calendar } = this.#state;
    const leader = this.first[place]!;
    if (this.timeOut[place] !== NO_EVENT) calendar.cancel(this.timeOut[place]!);
    this.timeOut[place] = NO_EVENT;
    entities.depth[leader]! += 1;
    const led = entities.link[leader]!;
    for (let row = led; row !== NOBODY; row = entities.link[row]!) {
      entities.state[row] = EntityState.led;
      entities.level[row] = entities.depth[leader]!;
    }
    if (led !== NOBODY) {
      entities.link[this.last[place]!] = entities.followers[leader]!;
      entities.followers[leader] = led;
    }
    this.#state.note(LogEvent.lead, leader, entities.pc[leader]! - 1, this.count[place]!);
    this.first[place] = NOBODY;
    this.last[place] = NOBODY;
    this.count[place] = 0;
    entities.state[leader] = EntityState.active;
    this.#state.ready(leader);
  }

  /** Takes one that gathers with others out again. */
  withdraw(row: number, place: number): void {
    const { entities, calendar } = this.#state;
    let before: number = NOBODY;
    for (let other = this.first[place]!; other !== row; other = entities.link[other]!) before = other;
    const next = entities.link[row]!;
    if (before === NOBODY) this.first[place] = next;
    else entities.link[before] = next;
    if (next === NOBODY) this.last[place] = before;
    this.count[place]! -= 1;
    if (this.count[place] === 0 && this.timeOut[place] !== NO_EVENT) {
      calendar.cancel(this.timeOut[place]!);
      this.timeOut[place] = NO_EVENT;
    }
    entities.state[row] = EntityState.active;
  }

  /** Those of the last batch an entity leads become ready where it is, by themselves. */
  separate(leader: number): void {
    const { entities } = this.#state;
    const depth = entities.depth[leader]!;
    if (depth === 0) return;
    let row = entities.followers[leader]!;
    while (row !== NOBODY && entities.level[row] === depth) {
      const next = entities.link[row]!;
      entities.pc[row] = entities.pc[leader]!;
      entities.state[row] = EntityState.active;
      this.#state.note(LogEvent.separate, row, entities.pc[row]! - 1, 0);
      this.#state.ready(row);
      row = next;
    }
    entities.followers[leader] = row;
    entities.depth[leader] = depth - 1;
  }
}
