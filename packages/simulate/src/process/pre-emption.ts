import {
  DOUBLES,
  EntityDouble,
  EntityStake,
  EntityState,
  EntityWhole,
  NO_EVENT,
  NOBODY,
  STAKES,
  WHOLES,
} from './entity-table.ts';
import { LogEvent } from './event-log.ts';
import type { HolderLists } from './holder-lists.ts';
import type { ProcessState } from './process-state.ts';

const { state: STATE, pc: PC } = EntityWhole;
const { ends: ENDS, length: LENGTH, event: EVENT, order: ORDER, priority: PRIORITY } = EntityDouble;
const { held: HELD, owed: OWED } = EntityStake;

/** What taking units away needs of the pool that gave them. */
export interface UnitsTaken {
  readonly free: (resource: number) => number;
  readonly take: (row: number, resource: number, units: number) => void;
  /** The resources an entity is owed units of. */
  readonly wanted: (row: number) => readonly number[];
  readonly leaveLines: (row: number, resources: readonly number[]) => void;
  readonly enterLine: (row: number, resource: number) => void;
}

/** Takes units from those in a delay, for more urgent ones or because capacity falls. */
export class PreEmption {
  readonly #state: ProcessState;
  readonly #holders: HolderLists;
  readonly #preempts: readonly boolean[];
  readonly #pool: UnitsTaken;
  /** Those who go another way once all units are taken that are to be taken now. */
  #rerouted: number[] = [];

  constructor(state: ProcessState, holders: HolderLists, pool: UnitsTaken) {
    this.#state = state;
    this.#holders = holders;
    this.#preempts = state.program.resources.map(({ preemption }) => preemption !== 'none');
    this.#pool = pool;
  }

  /** Takes units from others until there are as many as an entity is owed. */
  interruptFor(row: number): void {
    const { entities } = this.#state;
    for (let resource = 0; resource < entities.resourceCount; resource++) {
      const units = entities.stakes[(row * entities.resourceCount + resource) * STAKES + OWED]!;
      if (units === 0 || !this.#preempts[resource]) continue;
      while (this.#pool.free(resource) < units)
        this.#interrupt(
          this.#holders.victim(resource, entities.doubles[row * DOUBLES + PRIORITY]!),
          resource,
        );
    }
    this.#letGo();
  }

  /** Takes units back until no more are held than there are, or nobody is left to take them from. */
  interruptExcess(resource: number): void {
    while (this.#pool.free(resource) < 0) {
      const victim = this.#holders.victim(resource, Number.NEGATIVE_INFINITY);
      if (victim === NOBODY) break;
      this.#interrupt(victim, resource);
    }
    this.#letGo();
  }

  /** Those who lost units and go another way become ready: until then the rest of what they hold can be taken too. */
  #letGo(): void {
    for (const row of this.#rerouted) {
      this.#state.entities.wholes[row * WHOLES + STATE] = EntityState.active;
      this.#state.ready(row);
    }
    this.#rerouted = [];
  }

  /**
   * Takes all units of a resource from one in a delay, or interrupted in one, and sends it back to the queue, before those of
   * its priority that asked later; or, where the resource says so, lets it go another way.
   */
  #interrupt(row: number, resource: number): void {
    const { now, calendar, program, entities } = this.#state;
    const { wholes, doubles, stakes } = entities;
    const at = row * entities.resourceCount + resource;
    const units = stakes[at * STAKES + HELD]!;
    const { preemption } = program.resources[resource]!;
    const already = wholes[row * WHOLES + STATE] === EntityState.interrupted ? this.#pool.wanted(row) : [];
    if (wholes[row * WHOLES + STATE] === EntityState.delayed) {
      calendar.cancel(doubles[row * DOUBLES + EVENT]!);
      doubles[row * DOUBLES + EVENT] = NO_EVENT;
      doubles[row * DOUBLES + ENDS] = doubles[row * DOUBLES + ENDS]! - now;
    }
    if (preemption === 'restart') doubles[row * DOUBLES + ENDS] = Number.NaN;
    else if (preemption === 'repeat' && !Number.isNaN(doubles[row * DOUBLES + ENDS]!))
      doubles[row * DOUBLES + ENDS] = doubles[row * DOUBLES + LENGTH]!;
    const request = entities.heldBy[at]!;
    this.#pool.take(row, resource, units);
    if (this.#state.log !== null) this.#state.note(LogEvent.interrupt, row, resource, units);
    if (this.#rerouted.includes(row)) return;
    this.#pool.leaveLines(row, already);
    if (preemption === 'reroute') {
      for (const other of already) stakes[(row * entities.resourceCount + other) * STAKES + OWED] = 0;
      wholes[row * WHOLES + STATE] = EntityState.interrupted;
      wholes[row * WHOLES + PC] = program.requests.evicted[request]!;
      this.#rerouted.push(row);
      return;
    }
    this.#lastKey(row, at, already.length > 0);
    wholes[row * WHOLES + STATE] = EntityState.interrupted;
    stakes[at * STAKES + OWED] = units;
    for (const other of already) this.#pool.enterLine(row, other);
    this.#pool.enterLine(row, resource);
  }

  /** Gives an interrupted entity the place of the request whose units it lost; of several the last place. */
  #lastKey(row: number, at: number, already: boolean): void {
    const { doubles, heldPriority, heldOrder } = this.#state.entities;
    const key = row * DOUBLES;
    const later =
      heldPriority[at]! > doubles[key + PRIORITY]! ||
      (heldPriority[at]! === doubles[key + PRIORITY]! && heldOrder[at]! > doubles[key + ORDER]!);
    if (already && !later) return;
    doubles[key + PRIORITY] = heldPriority[at]!;
    doubles[key + ORDER] = heldOrder[at]!;
  }
}
