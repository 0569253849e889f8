import { EntityState, EntityWhole, NO_EVENT, NOBODY, WHOLES } from './entity-table.ts';
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
    const pc = entities.wholes[row * WHOLES + EntityWhole.pc]! - 1;
    entities.wholes[row * WHOLES + EntityWhole.state] = EntityState.gathering;
    entities.wholes[row * WHOLES + EntityWhole.link] = NOBODY;
    if (this.count[place] === 0) this.first[place] = row;
    else entities.wholes[this.last[place]! * WHOLES + EntityWhole.link] = row;
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
    entities.wholes[leader * WHOLES + EntityWhole.depth]! += 1;
    const led = entities.wholes[leader * WHOLES + EntityWhole.link]!;
    for (let row = led; row !== NOBODY; row = entities.wholes[row * WHOLES + EntityWhole.link]!) {
      entities.wholes[row * WHOLES + EntityWhole.state] = EntityState.led;
      entities.wholes[row * WHOLES + EntityWhole.level] =
        entities.wholes[leader * WHOLES + EntityWhole.depth]!;
    }
    if (led !== NOBODY) {
      entities.wholes[this.last[place]! * WHOLES + EntityWhole.link] =
        entities.wholes[leader * WHOLES + EntityWhole.followers]!;
      entities.wholes[leader * WHOLES + EntityWhole.followers] = led;
    }
    this.#state.note(
      LogEvent.lead,
      leader,
      entities.wholes[leader * WHOLES + EntityWhole.pc]! - 1,
      this.count[place]!,
    );
    this.first[place] = NOBODY;
    this.last[place] = NOBODY;
    this.count[place] = 0;
    entities.wholes[leader * WHOLES + EntityWhole.state] = EntityState.active;
    this.#state.ready(leader);
  }

  /** Takes one that gathers with others out again. */
  withdraw(row: number, place: number): void {
    const { entities, calendar } = this.#state;
    let before: number = NOBODY;
    for (
      let other = this.first[place]!;
      other !== row;
      other = entities.wholes[other * WHOLES + EntityWhole.link]!
    )
      before = other;
    const next = entities.wholes[row * WHOLES + EntityWhole.link]!;
    if (before === NOBODY) this.first[place] = next;
    else entities.wholes[before * WHOLES + EntityWhole.link] = next;
    if (next === NOBODY) this.last[place] = before;
    this.count[place]! -= 1;
    if (this.count[place] === 0 && this.timeOut[place] !== NO_EVENT) {
      calendar.cancel(this.timeOut[place]!);
      this.timeOut[place] = NO_EVENT;
    }
    entities.wholes[row * WHOLES + EntityWhole.state] = EntityState.active;
  }

  /** Those of the last batch an entity leads become ready where it is, by themselves. */
  separate(leader: number): void {
    const { entities } = this.#state;
    const depth = entities.wholes[leader * WHOLES + EntityWhole.depth]!;
    if (depth === 0) return;
    let row = entities.wholes[leader * WHOLES + EntityWhole.followers]!;
    while (row !== NOBODY && entities.wholes[row * WHOLES + EntityWhole.level] === depth) {
      const next = entities.wholes[row * WHOLES + EntityWhole.link]!;
      entities.wholes[row * WHOLES + EntityWhole.pc] = entities.wholes[leader * WHOLES + EntityWhole.pc]!;
      entities.wholes[row * WHOLES + EntityWhole.state] = EntityState.active;
      this.#state.note(LogEvent.separate, row, entities.wholes[row * WHOLES + EntityWhole.pc]! - 1, 0);
      this.#state.ready(row);
      row = next;
    }
    entities.wholes[leader * WHOLES + EntityWhole.followers] = row;
    entities.wholes[leader * WHOLES + EntityWhole.depth] = depth - 1;
  }
}
