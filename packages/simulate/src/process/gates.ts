import { conditionHolds } from './condition-holds.ts';
import { DOUBLES, EntityDouble, EntityState, EntityWhole, NOBODY, WHOLES } from './entity-table.ts';
import { LogEvent } from './event-log.ts';
import type { ProcessState } from './process-state.ts';

const { pc: PC, state: STATE, link: LINK } = EntityWhole;

/** The places where entities wait for a condition: lists by `link`, first come, first let through. */
export class Gates {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly #state: ProcessState;

  constructor(state: ProcessState) {
    this.first = new Int32Array(state.program.gates.length).fill(NOBODY);
    this.last = new Int32Array(state.program.gates.length).fill(NOBODY);
    this.#state = state;
  }

  /** Lets an entity through, or keeps it: false. Nobody passes one that waits before it. */
  passes(row: number, gate: number): boolean {
    const { entities, program, now } = this.#state;
    if (this.first[gate] === NOBODY && conditionHolds(this.#state, program.gates[gate]!, row)) return true;
    entities.wholes[row * WHOLES + STATE] = EntityState.gated;
    entities.wholes[row * WHOLES + LINK] = NOBODY;
    entities.doubles[row * DOUBLES + EntityDouble.since] = now;
    if (this.first[gate] === NOBODY) this.first[gate] = row;
    else entities.wholes[this.last[gate]! * WHOLES + LINK] = row;
    this.last[gate] = row;
    this.#state.note(LogEvent.gate, row, entities.wholes[row * WHOLES + PC]! - 1, 0);
    return false;
  }

  /** Makes ready the first that may pass, if there is one: what it does may close its gate for the next. */
  openOne(): boolean {
    const { entities, program, now } = this.#state;
    for (let gate = 0; gate < this.first.length; gate++) {
      const row = this.first[gate]!;
      if (row === NOBODY || !conditionHolds(this.#state, program.gates[gate]!, row)) continue;
      this.withdraw(row, gate);
      const waited = now - entities.doubles[row * DOUBLES + EntityDouble.since]!;
      this.#state.note(LogEvent.pass, row, entities.wholes[row * WHOLES + PC]! - 1, waited);
      this.#state.ready(row);
      return true;
    }
    return false;
  }

  /** Takes one that waits out again. */
  withdraw(row: number, gate: number): void {
    const { wholes } = this.#state.entities;
    let before: number = NOBODY;
    for (let other = this.first[gate]!; other !== row; other = wholes[other * WHOLES + LINK]!) before = other;
    const next = wholes[row * WHOLES + LINK]!;
    if (before === NOBODY) this.first[gate] = next;
    else wholes[before * WHOLES + LINK] = next;
    if (next === NOBODY) this.last[gate] = before;
    wholes[row * WHOLES + STATE] = EntityState.active;
  }
}
