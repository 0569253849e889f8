import {
  DOUBLES as ENTITY_DOUBLES,
  WHOLES as ENTITY_WHOLES,
  EntityDouble,
  EntityState,
  EntityWhole,
  NO_EVENT,
} from './entity-table.ts';
import { LogEvent } from './event-log.ts';
import { PHASE, ProcessEvent, type ProcessState } from './process-state.ts';
import type { ResourcePool } from './resource-pool.ts';
import type { Sampler } from './sampler.ts';
import { stepFault } from './step-fault.ts';

// constants of this module, which engines can fold; imported ones are read anew each time
const NEVER = NO_EVENT;
const [WHOLES, DOUBLES] = [ENTITY_WHOLES, ENTITY_DOUBLES];
const { pc: PC, state: STATE, request: REQUEST, stage: STAGE } = EntityWhole;
const { event: EVENT, priority: PRIORITY, worsens: WORSENS } = EntityDouble;
const { waiting: WAITING } = EntityState;
const { renege: LOG_RENEGE, refuse: LOG_REFUSE, worsen: LOG_WORSEN } = LogEvent;

/** What entities do about units from asking to having them, or until they give up: patience, and getting worse while they wait. */
export class Requests {
  readonly #state: ProcessState;
  readonly #pool: ResourcePool;
  readonly #sampler: Sampler;

  constructor(state: ProcessState, pool: ResourcePool, sampler: Sampler) {
    this.#state = state;
    this.#pool = pool;
    this.#sampler = sampler;
  }

  /** The next instruction, or -1 when the entity has to wait. */
  ask(row: number, index: number, pc: number): number {
    const { entities, program, calendar, now } = this.#state;
    const priority = program.requests.priority[index]!;
    const patience = program.requests.patience[index]!;
    if (priority < 0) entities.doubles[row * DOUBLES + PRIORITY] = 0;
    else {
      this.#sampler.read(priority, row);
      const value = this.#sampler.value;
      if (Number.isNaN(value)) throw stepFault(program.stepNames[pc]!, now, 'its priority is not a number');
      entities.doubles[row * DOUBLES + PRIORITY] = value;
    }
    if (this.#pool.grantsAtOnce(row, index)) return pc + 1;
    entities.wholes[row * WHOLES + PC] = pc + 1;
    entities.doubles[row * DOUBLES + EVENT] = NEVER;
    if (!this.#pool.queues(row, index)) {
      if (this.#state.log !== null) this.#state.note(LOG_REFUSE, row, pc, 0);
      return program.requests.refused[index]!;
    }
    if (patience >= 0 && entities.wholes[row * WHOLES + STATE] === WAITING) {
      this.#sampler.read(patience, row);
      const value = this.#sampler.value;
      if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
        throw stepFault(program.stepNames[pc]!, now, `its patience is ${value}`);
      const { renege } = ProcessEvent;
      const ends = calendar.schedule(now + value, PHASE[renege]!, 0, renege, row);
      entities.doubles[row * DOUBLES + EVENT] = ends;
    }
    if (program.requests.worsens[index]!.length > 0 && entities.wholes[row * WHOLES + STATE] === WAITING) {
      entities.wholes[row * WHOLES + STAGE] = 0;
      this.#scheduleWorse(row, index);
    }
    return -1;
  }

  #scheduleWorse(row: number, index: number): void {
    const { entities, program, calendar, now } = this.#state;
    const stage = program.requests.worsens[index]![entities.wholes[row * WHOLES + STAGE]!];
    if (stage === undefined) return;
    this.#sampler.read(stage.after, row);
    const after = this.#sampler.value;
    if (!(after >= 0 && after < Number.POSITIVE_INFINITY))
      throw stepFault(program.requests.names[index]!, now, `it gets worse after ${after}`);
    const { worsen } = ProcessEvent;
    entities.doubles[row * DOUBLES + WORSENS] = calendar.schedule(
      now + after,
      PHASE[worsen]!,
      0,
      worsen,
      row,
    );
  }

  /** One that waits gets worse; whether it waits no longer, but goes on elsewhere. */
  worsen(row: number): boolean {
    const { entities, program, calendar } = this.#state;
    const { wholes, doubles, attributes, attributeCount } = entities;
    const index = wholes[row * WHOLES + REQUEST]!;
    const stage = wholes[row * WHOLES + STAGE]!;
    const { priority, set, target } = program.requests.worsens[index]![stage]!;
    doubles[row * DOUBLES + WORSENS] = NEVER;
    for (const [attribute, value] of set) attributes[row * attributeCount + attribute] = value;
    this.#state.note(LOG_WORSEN, row, wholes[row * WHOLES + PC]! - 1, stage);
    if (target >= 0) {
      if (doubles[row * DOUBLES + EVENT] !== NEVER) calendar.cancel(doubles[row * DOUBLES + EVENT]!);
      doubles[row * DOUBLES + EVENT] = NEVER;
      wholes[row * WHOLES + PC] = target;
      this.#pool.withdraw(row);
      return true;
    }
    wholes[row * WHOLES + STAGE] = stage + 1;
    this.#scheduleWorse(row, index);
    if (priority !== null) this.#pool.reorder(row, priority);
    return false;
  }

  /** One has waited as long as it will, and goes on elsewhere. */
  renege(row: number): void {
    const { entities, program } = this.#state;
    entities.doubles[row * DOUBLES + EVENT] = NEVER;
    if (this.#state.log !== null)
      this.#state.note(LOG_RENEGE, row, entities.wholes[row * WHOLES + PC]! - 1, 0);
    entities.wholes[row * WHOLES + PC] = program.requests.reneged[entities.wholes[row * WHOLES + REQUEST]!]!;
    this.#pool.withdraw(row);
  }
}
