import type { Arrivals } from './arrivals.ts';
import {
  DOUBLES,
  EntityDouble,
  EntityStake,
  EntityState,
  EntityWhole,
  NOBODY,
  STAKES,
  WHOLES,
} from './entity-table.ts';
import { LogEvent } from './event-log.ts';
import type { ProcessState } from './process-state.ts';
import type { ResourcePool } from './resource-pool.ts';

const { pc: PC, source: SOURCE, ordinal: ORDINAL, state: STATE } = EntityWhole;
const {
  parts: PARTS,
  parent: PARENT,
  parentSource: PARENT_SOURCE,
  parentOrdinal: PARENT_ORDINAL,
} = EntityWhole;
const { since: SINCE, arrivedAt: ARRIVED_AT } = EntityDouble;

/** Entities that split off from others, and the others that wait for them. */
export class Offspring {
  readonly #state: ProcessState;
  readonly #pool: ResourcePool;
  readonly #arrivals: Arrivals;

  constructor(state: ProcessState, pool: ResourcePool, arrivals: Arrivals) {
    this.#state = state;
    this.#pool = pool;
    this.#arrivals = arrivals;
  }

  /** Splits one off; it becomes ready. */
  split(parent: number, index: number, pc: number): void {
    const { entities, program, statistics, now } = this.#state;
    const { source, takes, ifHeld, apart } = program.splits[index]!;
    if (ifHeld && !takes.some((resource) => this.#held(parent, resource) > 0)) return;
    const { produced } = this.#arrivals;
    const ordinal = produced[source]!;
    const row = entities.add(source, ordinal);
    // the columns may have moved
    const { wholes, doubles, attributes, attributeCount } = entities;
    produced[source] = ordinal + 1;
    doubles[row * DOUBLES + ARRIVED_AT] = now;
    doubles[row * DOUBLES + EntityDouble.priority] = Number.NEGATIVE_INFINITY;
    wholes[row * WHOLES + PC] = program.sources[source]!.start;
    const from = parent * attributeCount;
    attributes.copyWithin(row * attributeCount, from, from + attributeCount);
    if (!apart) {
      wholes[row * WHOLES + PARENT] = parent;
      wholes[row * WHOLES + PARENT_SOURCE] = wholes[parent * WHOLES + SOURCE]!;
      wholes[row * WHOLES + PARENT_ORDINAL] = wholes[parent * WHOLES + ORDINAL]!;
      wholes[parent * WHOLES + PARTS]! += 1;
    }
    statistics.levels.change(statistics.insideFrom + source, 1);
    statistics.arrived[source] = statistics.arrived[source]! + 1;
    this.#state.note(LogEvent.split, parent, pc, ordinal);
    this.#state.note(LogEvent.arrive, row, NOBODY, 0);
    for (const resource of takes) {
      const held = this.#held(parent, resource);
      if (held > 0) this.#pool.handOver(parent, row, resource, held);
    }
    this.#state.ready(row);
  }

  #held(row: number, resource: number): number {
    const { stakes, resourceCount } = this.#state.entities;
    return stakes[(row * resourceCount + resource) * STAKES + EntityStake.held]!;
  }

  /** Whether all parts have left; otherwise the entity waits for them. */
  joins(row: number): boolean {
    const { entities, now } = this.#state;
    if (entities.wholes[row * WHOLES + PARTS] === 0) return true;
    entities.wholes[row * WHOLES + STATE] = EntityState.joining;
    entities.doubles[row * DOUBLES + SINCE] = now;
    return false;
  }

  /** One leaves: the other it split off from may be waiting for it. */
  leaves(row: number): void {
    const { entities, now } = this.#state;
    const { wholes, doubles } = entities;
    const parent = wholes[row * WHOLES + PARENT]!;
    if (parent === NOBODY) return;
    const same =
      wholes[parent * WHOLES + STATE] !== EntityState.free &&
      wholes[parent * WHOLES + SOURCE] === wholes[row * WHOLES + PARENT_SOURCE] &&
      wholes[parent * WHOLES + ORDINAL] === wholes[row * WHOLES + PARENT_ORDINAL];
    if (!same) return;
    wholes[parent * WHOLES + PARTS]! -= 1;
    if (wholes[parent * WHOLES + PARTS] !== 0 || wholes[parent * WHOLES + STATE] !== EntityState.joining)
      return;
    wholes[parent * WHOLES + STATE] = EntityState.active;
    const waited = now - doubles[parent * DOUBLES + SINCE]!;
    this.#state.note(LogEvent.join, parent, wholes[parent * WHOLES + PC]! - 1, waited);
    this.#state.ready(parent);
  }
}
