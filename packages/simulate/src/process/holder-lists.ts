import {
  DOUBLES,
  EntityDouble,
  EntityStake,
  EntityState,
  type EntityTable,
  EntityWhole,
  NOBODY,
  STAKES,
  WHOLES,
} from './entity-table.ts';
import type { ProcessProgram } from './process-program.ts';

// constants of this module, which engines can fold; imported ones are read anew each time
const NONE = NOBODY;

/** Who holds units of the resources that can be pre-empted: lists through the rows of the entities. */
export class HolderLists {
  readonly first: Int32Array;
  readonly #entities: EntityTable;
  readonly #width: number;

  constructor(program: ProcessProgram, entities: EntityTable) {
    this.first = new Int32Array(program.resources.length).fill(NONE);
    this.#entities = entities;
    this.#width = program.resources.length;
  }

  /** Notes that an entity has begun to hold units, by a request and with its key. */
  enter(row: number, resource: number, time: number, request: number): void {
    const { nextHolder, lastHolder, heldPriority, heldOrder, heldSince, heldBy, doubles } = this.#entities;
    const at = row * this.#width + resource;
    const next = this.first[resource]!;
    nextHolder[at] = next;
    lastHolder[at] = NONE;
    if (next !== NONE) lastHolder[next * this.#width + resource] = row;
    this.first[resource] = row;
    heldPriority[at] = doubles[row * DOUBLES + EntityDouble.priority]!;
    heldOrder[at] = doubles[row * DOUBLES + EntityDouble.order]!;
    heldSince[at] = time;
    heldBy[at] = request;
  }

  leave(row: number, resource: number): void {
    const { nextHolder, lastHolder } = this.#entities;
    const at = row * this.#width + resource;
    const [next, last] = [nextHolder[at]!, lastHolder[at]!];
    if (last === NONE) this.first[resource] = next;
    else nextHolder[last * this.#width + resource] = next;
    if (next !== NONE) lastHolder[next * this.#width + resource] = last;
  }

  /** Units that one of the given priority may take from those in a delay or interrupted in one. */
  takeable(resource: number, priority: number): number {
    const { nextHolder, stakes, heldPriority } = this.#entities;
    let units = 0;
    for (let row = this.first[resource]!; row !== NONE; row = nextHolder[row * this.#width + resource]!) {
      const at = row * this.#width + resource;
      if (this.#yields(row) && heldPriority[at]! > priority) units += stakes[at * STAKES + EntityStake.held]!;
    }
    return units;
  }

  /** Of those in a delay or interrupted in one the least urgent, of these the one that began last to hold; NONE when none is less urgent. */
  victim(resource: number, priority: number): number {
    const { nextHolder } = this.#entities;
    let worst: number = NONE;
    for (let row = this.first[resource]!; row !== NONE; row = nextHolder[row * this.#width + resource]!) {
      if (!this.#yields(row)) continue;
      if (this.#entities.heldPriority[row * this.#width + resource]! <= priority) continue;
      if (worst === NONE || this.#yieldsBefore(row, worst, resource)) worst = row;
    }
    return worst;
  }

  #yields(row: number): boolean {
    const state = this.#entities.wholes[row * WHOLES + EntityWhole.state]!;
    return state === EntityState.delayed || state === EntityState.interrupted;
  }

  #yieldsBefore(row: number, other: number, resource: number): boolean {
    const { heldPriority, heldSince, heldOrder } = this.#entities;
    const [a, b] = [row * this.#width + resource, other * this.#width + resource];
    if (heldPriority[a]! !== heldPriority[b]!) return heldPriority[a]! > heldPriority[b]!;
    if (heldSince[a]! !== heldSince[b]!) return heldSince[a]! > heldSince[b]!;
    return heldOrder[a]! > heldOrder[b]!;
  }
}
