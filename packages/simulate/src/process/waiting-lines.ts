import { type EntityTable, NOBODY } from './entity-table.ts';
import type { ProcessProgram } from './process-program.ts';

// constants of this module, which engines can fold; imported ones are read anew each time
const NONE = NOBODY;

/**
 * The queue of every resource, in order of priority and then of requests: lists through the rows of the entities. An entity
 * that waits for several resources stands in several queues with one key, so that no two can wait for each other.
 */
export class WaitingLines {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly #entities: EntityTable;
  readonly #lastCome: readonly boolean[];
  readonly #width: number;

  constructor(program: ProcessProgram, entities: EntityTable) {
    this.first = new Int32Array(program.resources.length).fill(NONE);
    this.last = new Int32Array(program.resources.length).fill(NONE);
    this.#entities = entities;
    this.#lastCome = program.resources.map(({ lastCome }) => lastCome);
    this.#width = program.resources.length;
  }

  /** Whether an entity is before another in the queue of a resource. */
  #precedes(row: number, other: number, resource: number): boolean {
    const { priority, order } = this.#entities;
    if (priority[row]! !== priority[other]!) return priority[row]! < priority[other]!;
    return this.#lastCome[resource]! ? order[row]! > order[other]! : order[row]! < order[other]!;
  }

  /** Puts an entity where it belongs, sought from both ends at once. */
  enter(row: number, resource: number): void {
    const { behind, before } = this.#entities;
    const width = this.#width;
    let after = this.last[resource]!;
    let ahead = this.first[resource]!;
    // `after` is the last row that may stay before it, `ahead` the first that may stay behind it
    for (;;) {
      if (after === NONE || this.#precedes(after, row, resource)) {
        ahead = after === NONE ? this.first[resource]! : behind[after * width + resource]!;
        break;
      }
      if (this.#precedes(row, ahead, resource)) {
        after = before[ahead * width + resource]!;
        break;
      }
      after = before[after * width + resource]!;
      ahead = behind[ahead * width + resource]!;
    }
    before[row * width + resource] = after;
    behind[row * width + resource] = ahead;
    if (after === NONE) this.first[resource] = row;
    else behind[after * width + resource] = row;
    if (ahead === NONE) this.last[resource] = row;
    else before[ahead * width + resource] = row;
  }

  leave(row: number, resource: number): void {
    const { behind, before } = this.#entities;
    const at = row * this.#width + resource;
    const [after, ahead] = [before[at]!, behind[at]!];
    if (after === NONE) this.first[resource] = ahead;
    else behind[after * this.#width + resource] = ahead;
    if (ahead === NONE) this.last[resource] = after;
    else before[ahead * this.#width + resource] = after;
  }
}
