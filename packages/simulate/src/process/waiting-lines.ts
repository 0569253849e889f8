import {
  DOUBLES as ENTITY_DOUBLES,
  STAKES as ENTITY_STAKES,
  WHOLES as ENTITY_WHOLES,
  EntityDouble,
  EntityStake,
  EntityState,
  type EntityTable,
  EntityWhole,
  NOBODY,
} from './entity-table.ts';
import type { LevelTable } from './level-table.ts';
import type { ProcessState } from './process-state.ts';
import { RESOURCE_LEVELS, ResourceLevel } from './process-statistics.ts';

// constants of this module, which engines can fold; imported ones are read anew each time
const NONE = NOBODY;
const DOUBLES = ENTITY_DOUBLES;
const STAKES = ENTITY_STAKES;
const WHOLES = ENTITY_WHOLES;
const LEVELS = RESOURCE_LEVELS;
const { queue: QUEUE } = ResourceLevel;
const { state: STATE } = EntityWhole;
const { interrupted: INTERRUPTED } = EntityState;
const { order: ORDER, priority: PRIORITY } = EntityDouble;
const { owed: OWED, behind: BEHIND, before: BEFORE } = EntityStake;

/**
 * The queue of every resource, in order of priority and then of requests: lists through the rows of the entities. An entity
 * that waits for several resources stands in several queues with one key, so that no two can wait for each other.
 */
export class WaitingLines {
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Those in each queue whom pre-emption sent back. */
  readonly returned: Int32Array;
  readonly #entities: EntityTable;
  readonly #levels: LevelTable;
  readonly #lastCome: readonly boolean[];
  readonly #width: number;

  constructor({ program, entities, statistics }: ProcessState) {
    this.first = new Int32Array(program.resources.length).fill(NONE);
    this.last = new Int32Array(program.resources.length).fill(NONE);
    this.returned = new Int32Array(program.resources.length);
    this.#entities = entities;
    this.#levels = statistics.levels;
    this.#lastCome = program.resources.map(({ lastCome }) => lastCome);
    this.#width = program.resources.length;
  }

  /** Whether an entity is before another in the queue of a resource. */
  #precedes(row: number, other: number, resource: number): boolean {
    const { doubles } = this.#entities;
    const a = row * DOUBLES;
    const b = other * DOUBLES;
    const first = doubles[a + PRIORITY]!;
    const second = doubles[b + PRIORITY]!;
    if (first !== second) return first < second;
    return this.#lastCome[resource]!
      ? doubles[a + ORDER]! > doubles[b + ORDER]!
      : doubles[a + ORDER]! < doubles[b + ORDER]!;
  }

  /** Where the stakes of an entity in a resource begin. */
  #at(row: number, resource: number): number {
    return (row * this.#width + resource) * STAKES;
  }

  /** Puts an entity where it belongs, sought from both ends at once. */
  enter(row: number, resource: number): void {
    const { stakes } = this.#entities;
    let after = this.last[resource]!;
    let ahead = this.first[resource]!;
    // `after` is the last row that may stay before it, `ahead` the first that may stay behind it
    for (;;) {
      if (after === NONE || this.#precedes(after, row, resource)) {
        ahead = after === NONE ? this.first[resource]! : stakes[this.#at(after, resource) + BEHIND]!;
        break;
      }
      if (this.#precedes(row, ahead, resource)) {
        after = stakes[this.#at(ahead, resource) + BEFORE]!;
        break;
      }
      after = stakes[this.#at(after, resource) + BEFORE]!;
      ahead = stakes[this.#at(ahead, resource) + BEHIND]!;
    }
    const at = this.#at(row, resource);
    stakes[at + BEFORE] = after;
    stakes[at + BEHIND] = ahead;
    if (after === NONE) this.first[resource] = row;
    else stakes[this.#at(after, resource) + BEHIND] = row;
    if (ahead === NONE) this.last[resource] = row;
    else stakes[this.#at(ahead, resource) + BEFORE] = row;
    this.#levels.change(resource * LEVELS + QUEUE, 1);
    if (this.#isSentBack(row)) this.returned[resource]! += 1;
  }

  /** Puts one that asks for so many units at the end of a queue that is first come, first served; false when it belongs before others. */
  joinsEnd(row: number, resource: number, units: number): boolean {
    const { doubles, stakes } = this.#entities;
    const last = this.last[resource]!;
    if (last !== NONE && doubles[last * DOUBLES + PRIORITY]! > doubles[row * DOUBLES + PRIORITY]!)
      return false;
    const at = this.#at(row, resource);
    stakes[at + OWED] = units;
    stakes[at + BEFORE] = last;
    stakes[at + BEHIND] = NONE;
    if (last === NONE) this.first[resource] = row;
    else stakes[this.#at(last, resource) + BEHIND] = row;
    this.last[resource] = row;
    this.#levels.change(resource * LEVELS + QUEUE, 1);
    return true;
  }

  /** Takes the first, whom nobody sent back, out of a queue. */
  leaveFirst(row: number, resource: number): void {
    const { stakes } = this.#entities;
    const next = stakes[this.#at(row, resource) + BEHIND]!;
    this.first[resource] = next;
    if (next === NONE) this.last[resource] = NONE;
    else stakes[this.#at(next, resource) + BEFORE] = NONE;
    this.#levels.change(resource * LEVELS + QUEUE, -1);
  }

  leave(row: number, resource: number): void {
    const { stakes } = this.#entities;
    const at = this.#at(row, resource);
    const after = stakes[at + BEFORE]!;
    const ahead = stakes[at + BEHIND]!;
    if (after === NONE) this.first[resource] = ahead;
    else stakes[this.#at(after, resource) + BEHIND] = ahead;
    if (ahead === NONE) this.last[resource] = after;
    else stakes[this.#at(ahead, resource) + BEFORE] = after;
    this.#levels.change(resource * LEVELS + QUEUE, -1);
    if (this.#isSentBack(row)) this.returned[resource]! -= 1;
  }

  #isSentBack(row: number): boolean {
    return this.#entities.wholes[row * WHOLES + STATE] === INTERRUPTED;
  }
}
