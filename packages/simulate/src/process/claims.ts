import type { Eligibility } from './eligibility.ts';
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
import type { HolderLists } from './holder-lists.ts';
import type { LevelTable } from './level-table.ts';
import type { RequestTable } from './process-program.ts';
import type { ProcessState } from './process-state.ts';
import { RESOURCE_LEVELS, ResourceLevel } from './process-statistics.ts';

// constants of this module, which engines can fold; imported ones are read anew each time
const NONE = NOBODY;
const [WHOLES, DOUBLES, STAKES, LEVELS] = [ENTITY_WHOLES, ENTITY_DOUBLES, ENTITY_STAKES, RESOURCE_LEVELS];
const { state: STATE, request: REQUEST } = EntityWhole;
const { priority: PRIORITY } = EntityDouble;
const { owed: OWED, before: BEFORE } = EntityStake;
const { busy: BUSY, capacity: CAPACITY } = ResourceLevel;
const { waiting: WAITING, interrupted: INTERRUPTED } = EntityState;

/** What entities that wait are owed, and whether it can be had now: asks, and changes nothing. */
export class Claims {
  /** The resources that `want` found, as many as it counted. */
  readonly wanted: Int32Array;
  readonly #entities: EntityTable;
  readonly #levels: LevelTable;
  readonly #requests: RequestTable;
  readonly #holders: HolderLists;
  readonly #eligibility: Eligibility;
  readonly #width: number;
  readonly #preempts: readonly boolean[];
  readonly #overtaking: readonly boolean[];
  readonly #choosy: readonly boolean[];

  constructor(state: ProcessState, holders: HolderLists, eligibility: Eligibility) {
    const { program } = state;
    this.#entities = state.entities;
    this.#levels = state.statistics.levels;
    this.#requests = program.requests;
    this.#holders = holders;
    this.#eligibility = eligibility;
    this.#width = program.resources.length;
    this.#preempts = program.resources.map(({ preemption }) => preemption !== 'none');
    this.#overtaking = program.resources.map(({ overtaking }) => overtaking);
    this.#choosy = eligibility.choosy;
    this.wanted = new Int32Array(program.resources.length);
  }

  /** Units that nobody holds; below 0 while more are held than there are. */
  free(resource: number): number {
    const levels = this.#levels;
    return levels.level(resource * LEVELS + CAPACITY) - levels.level(resource * LEVELS + BUSY);
  }

  /** The resources an entity is owed units of. */
  listed(row: number): readonly number[] {
    return [...this.wanted.slice(0, this.want(row))];
  }

  /** Whether all an entity is owed can be had, by pre-emption where that is allowed. */
  servable(row: number): boolean {
    const { from, resources } = this.#requests;
    const { wholes } = this.#entities;
    const index = wholes[row * WHOLES + REQUEST]!;
    const first = from[index]!;
    if (wholes[row * WHOLES + STATE] === WAITING && this.#requests.alternatives[index] !== null)
      return this.alternative(row, index) >= 0;
    if (wholes[row * WHOLES + STATE] === WAITING && from[index + 1] === first + 1)
      return this.#obtainable(row, resources[first]!);
    const count = this.want(row);
    for (let i = 0; i < count; i++) if (!this.#obtainable(row, this.wanted[i]!)) return false;
    return true;
  }

  /** The first alternative whose units an entity that waits can have; -1 when there is none. */
  alternative(row: number, index: number): number {
    const { from, resources, alternatives } = this.#requests;
    return alternatives[index]!.findIndex(({ request, when }) => {
      if (!this.#eligibility.suits(row, when)) return false;
      for (let i = from[request]!; i < from[request + 1]!; i++)
        if (!this.#obtainable(row, resources[i]!, this.#eligibility.unitsAsked(row, i))) return false;
      return true;
    });
  }

  #obtainable(
    row: number,
    resource: number,
    units = this.#entities.stakes[(row * this.#width + resource) * STAKES + OWED]!,
  ): boolean {
    const { stakes, doubles } = this.#entities;
    const at = (row * this.#width + resource) * STAKES;
    if (stakes[at + OWED] === 0 || (stakes[at + BEFORE] !== NONE && !this.#overtaking[resource]))
      return false;
    if (this.#choosy[resource] && !this.#eligibility.admits(row, resource, units, this.free(resource)))
      return false;
    const missing = units - this.free(resource);
    if (missing <= 0) return true;
    return (
      this.#preempts[resource]! &&
      this.#holders.takeable(resource, doubles[row * DOUBLES + PRIORITY]!) >= missing
    );
  }

  /** Lists the resources an entity is owed units of, and counts them. */
  want(row: number): number {
    const entities = this.#entities;
    const wanted = this.wanted;
    let count = 0;
    if (entities.wholes[row * WHOLES + STATE] === INTERRUPTED) {
      for (let resource = 0; resource < this.#width; resource++)
        if (entities.stakes[(row * this.#width + resource) * STAKES + OWED]! > 0) wanted[count++] = resource;
    } else {
      const { from, resources } = this.#requests;
      const index = entities.wholes[row * WHOLES + REQUEST]!;
      for (let i = from[index]!; i < from[index + 1]!; i++) {
        const resource = resources[i]!;
        if (entities.stakes[(row * this.#width + resource) * STAKES + OWED]! > 0) wanted[count++] = resource;
      }
    }
    return count;
  }
}
