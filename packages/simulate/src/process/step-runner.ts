import { conditionHolds, expectedWait } from './condition-holds.ts';
import {
  DOUBLES as ENTITY_DOUBLES,
  STAKES as ENTITY_STAKES,
  WHOLES as ENTITY_WHOLES,
  EntityDouble,
  EntityStake,
  EntityState,
  EntityWhole,
  NOBODY,
} from './entity-table.ts';
import { LogEvent } from './event-log.ts';
import type { Gates } from './gates.ts';
import type { Gatherings } from './gatherings.ts';
import type { Offspring } from './offspring.ts';
import { INSTRUCTION, Operation } from './operation.ts';
import { PHASE, ProcessEvent, type ProcessState } from './process-state.ts';
import { Requests } from './requests.ts';
import type { ResourcePool } from './resource-pool.ts';
import type { Sampler } from './sampler.ts';
import { stepFault } from './step-fault.ts';

// constants of this module, which engines can fold; imported ones are read anew each time
const NONE = NOBODY;
const [WHOLES, DOUBLES, STAKES] = [ENTITY_WHOLES, ENTITY_DOUBLES, ENTITY_STAKES];
const { pc: PC, source: SOURCE, pass: PASS, state: STATE, units: UNITS } = EntityWhole;
const { link: LINK, followers: FOLLOWERS } = EntityWhole;
const { arrivedAt: ARRIVED_AT, since: SINCE, ends: ENDS, length: LENGTH, event: EVENT } = EntityDouble;
const { held: HELD } = EntityStake;
const WIDTH = INSTRUCTION;
const { delayed: DELAYED, resuming: RESUMING } = EntityState;
const {
  delay: LOG_DELAY,
  resume: LOG_RESUME,
  record: LOG_RECORD,
  leave: LOG_LEAVE,
  signal: LOG_SIGNAL,
  begin: LOG_BEGIN,
} = LogEvent;
const {
  seize: SEIZE,
  delay: DELAY,
  release: RELEASE,
  releaseAll: RELEASE_ALL,
  assign: ASSIGN,
  jump: JUMP,
} = Operation;
const {
  choose: CHOOSE,
  test: TEST,
  count: COUNT,
  batch: BATCH,
  separate: SEPARATE,
  leave: LEAVE,
  releaseHeld: RELEASE_HELD,
  shortest: SHORTEST,
  split: SPLIT,
  join: JOIN,
  await: AWAIT,
  signal: SIGNAL,
  capacity: CAPACITY,
  begin: BEGIN,
} = Operation;
const { delayEnd: DELAY_END } = ProcessEvent;
const DELAY_PHASE = PHASE[DELAY_END]!;

/** Instructions in one go after which an entity is said to run in a circle. */
const MOST_STEPS = 1_000_000;

/** Takes the steps of entities, one entity at a time, until each has to wait. */
export class StepRunner {
  readonly #state: ProcessState;
  readonly #pool: ResourcePool;
  readonly #sampler: Sampler;
  readonly #gatherings: Gatherings;
  readonly #gates: Gates;
  readonly #gated: boolean;
  readonly #offspring: Offspring;
  readonly #requests: Requests;

  constructor(
    state: ProcessState,
    pool: ResourcePool,
    sampler: Sampler,
    places: { readonly gatherings: Gatherings; readonly gates: Gates; readonly offspring: Offspring },
  ) {
    this.#state = state;
    this.#pool = pool;
    this.#sampler = sampler;
    this.#gatherings = places.gatherings;
    this.#gates = places.gates;
    this.#gated = state.program.gates.length > 0;
    this.#offspring = places.offspring;
    this.#requests = new Requests(state, pool, sampler);
  }

  /** Lets an entity go on, and after it those that it made ready, in order. */
  goOn(first: number): void {
    this.#run(first);
    this.goOnWithReady();
  }

  goOnWithReady(): void {
    this.#runReady();
    if (this.#gated) while (this.#gates.openOne()) this.#runReady();
  }

  #runReady(): void {
    const state = this.#state;
    while (state.readyFirst !== NONE) {
      const row = state.readyFirst;
      state.readyFirst = state.entities.wholes[row * WHOLES + LINK]!;
      if (state.entities.wholes[row * WHOLES + STATE] === RESUMING) this.#resume(row);
      else this.#run(row);
    }
  }

  #run(row: number): void {
    const { entities, program } = this.#state;
    const { code } = program;
    let pc = entities.wholes[row * WHOLES + PC]!;
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const a = code[pc * WIDTH + 1]!;
      switch (code[pc * WIDTH]) {
        case SEIZE:
          pc = this.#requests.ask(row, a, pc);
          if (pc < 0) return;
          break;
        case DELAY:
          entities.wholes[row * WHOLES + PC] = pc + 1;
          this.#sampler.read(a, row);
          this.#delay(row, pc, LOG_DELAY);
          return;
        case RELEASE: {
          const { from, resources } = program.requests;
          for (let i = from[a]!; i < from[a + 1]!; i++)
            this.#release(row, resources[i]!, this.#pool.eligibility.unitsAsked(row, i), pc);
          pc += 1;
          break;
        }
        case RELEASE_ALL:
          this.#pool.releaseAll(row);
          pc += 1;
          break;
        case LEAVE:
          this.leave(row, a);
          return;
        default:
          pc = this.#seldom(row, pc);
          if (pc < 0) return;
      }
    }
    throw stepFault(program.stepNames[pc]!, this.#state.now, `${MOST_STEPS} steps took no time`);
  }

  /** Takes a step that takes no time and no unit: the next instruction, or -1 when the entity has to wait. */
  #seldom(row: number, pc: number): number {
    const { entities, program, statistics } = this.#state;
    const { code } = program;
    const a = code[pc * WIDTH + 1]!;
    const b = code[pc * WIDTH + 2]!;
    switch (code[pc * WIDTH]) {
      case ASSIGN:
        this.#sampler.read(b, row);
        entities.attributes[row * entities.attributeCount + a] = this.#sampler.value;
        return pc + 1;
      case JUMP:
        entities.wholes[row * WHOLES + PASS] = entities.wholes[row * WHOLES + PASS]! + b;
        return a;
      case CHOOSE:
        return this.#choose(row, a, pc);
      case TEST:
        return conditionHolds(this.#state, program.conditions[a]!, row) ? pc + 1 : b;
      case COUNT: {
        const at = row * entities.attributeCount + a;
        const left = entities.attributes[at]!;
        if (left >= 1) entities.attributes[at] = left - 1;
        return left >= 1 ? pc + 1 : b;
      }
      case BATCH:
        entities.wholes[row * WHOLES + PC] = pc + 1;
        this.#gatherings.join(row, a);
        return -1;
      case SEPARATE:
        entities.wholes[row * WHOLES + PC] = pc + 1;
        this.#gatherings.separate(row);
        return pc + 1;
      case RELEASE_HELD: {
        const { from, resources } = program.requests;
        for (let i = from[a]!; i < from[a + 1]!; i++) {
          const held = this.#held(row, resources[i]!);
          if (held > 0) this.#pool.release(row, resources[i]!, held);
        }
        return pc + 1;
      }
      case SHORTEST: {
        const { resources, services, targets } = program.shortest[a]!;
        let best = 0;
        let shortest = Number.POSITIVE_INFINITY;
        for (const [i, resource] of resources.entries()) {
          const wait = expectedWait(this.#state, resource, services[i]!);
          if (wait < shortest) [best, shortest] = [i, wait];
        }
        return targets[best]!;
      }
      case SPLIT:
        this.#offspring.split(row, a, pc);
        return pc + 1;
      case JOIN:
        entities.wholes[row * WHOLES + PC] = pc + 1;
        return this.#offspring.joins(row) ? pc + 1 : -1;
      case AWAIT:
        entities.wholes[row * WHOLES + PC] = pc + 1;
        return this.#gates.passes(row, a) ? pc + 1 : -1;
      case SIGNAL:
        this.#sampler.read(b, row);
        this.#state.signals[a] = this.#sampler.value;
        this.#state.note(LOG_SIGNAL, row, a, this.#sampler.value);
        return pc + 1;
      case CAPACITY:
        this.#pool.addCapacity(a, b);
        return pc + 1;
      case BEGIN:
        entities.doubles[row * DOUBLES + ARRIVED_AT] = this.#state.now;
        this.#state.note(LOG_BEGIN, row, pc, 0);
        return pc + 1;
      default:
        this.#sampler.read(b, row);
        statistics.tallies.add(a, this.#sampler.value);
        if (this.#state.log !== null) this.#state.note(LOG_RECORD, row, a, this.#sampler.value);
        return pc + 1;
    }
  }

  /** One that waits gets worse. */
  worsen(row: number): void {
    if (this.#requests.worsen(row)) this.goOn(row);
    else this.goOnWithReady();
  }

  /** One has waited as long as it will. */
  renege(row: number): void {
    this.#requests.renege(row);
    this.goOn(row);
  }

  #held(row: number, resource: number): number {
    const { stakes, resourceCount } = this.#state.entities;
    return stakes[(row * resourceCount + resource) * STAKES + HELD]!;
  }

  /** Begins a delay as long as the sampler says. */
  #delay(row: number, pc: number, event: number): void {
    const { entities, program, calendar, now } = this.#state;
    const length = this.#sampler.value;
    if (!(length >= 0 && length < Number.POSITIVE_INFINITY))
      throw stepFault(program.stepNames[pc]!, now, `a delay of ${length}`);
    const ends = now + length;
    entities.wholes[row * WHOLES + STATE] = DELAYED;
    entities.doubles[row * DOUBLES + LENGTH] = length;
    entities.doubles[row * DOUBLES + SINCE] = now;
    entities.doubles[row * DOUBLES + ENDS] = ends;
    entities.doubles[row * DOUBLES + EVENT] = calendar.schedule(ends, DELAY_PHASE, 0, DELAY_END, row);
    if (this.#state.log !== null) this.#state.note(event, row, pc, length);
  }

  /** Goes on with a delay that pre-emption interrupted. */
  #resume(row: number): void {
    const { entities, program } = this.#state;
    const pc = entities.wholes[row * WHOLES + PC]! - 1;
    const left = entities.doubles[row * DOUBLES + ENDS]!;
    const whole = entities.doubles[row * DOUBLES + LENGTH]!;
    this.#sampler.value = left;
    if (Number.isNaN(left)) this.#sampler.readAgain(program.code[pc * WIDTH + 1]!, row);
    this.#delay(row, pc, LOG_RESUME);
    if (!Number.isNaN(left)) entities.doubles[row * DOUBLES + LENGTH] = whole;
  }

  #release(row: number, resource: number, units: number, pc: number): void {
    const { program, now } = this.#state;
    const held = this.#held(row, resource);
    if (held < units) {
      const { name } = program.resources[resource]!;
      throw stepFault(
        program.stepNames[pc]!,
        now,
        `${units} of ${name} are to be released, ${held} are held`,
      );
    }
    this.#pool.release(row, resource, units);
  }

  #choose(row: number, index: number, pc: number): number {
    const { sums, targets } = this.#state.program.choices[index]!;
    this.#sampler.choose(index, row);
    for (let i = 0; i < sums.length; i++) if (this.#sampler.value < sums[i]!) return targets[i]!;
    return pc + 1;
  }

  /** Takes an entity and those it leads out of the system. */
  leave(row: number, outcome: number): void {
    const { entities, statistics, program, now } = this.#state;
    let follower = entities.wholes[row * WHOLES + FOLLOWERS]!;
    while (follower !== NONE) {
      const next = entities.wholes[follower * WHOLES + LINK]!;
      this.leave(follower, outcome);
      follower = next;
    }
    if (entities.wholes[row * WHOLES + UNITS]! > 0) this.#pool.releaseAll(row);
    const source = entities.wholes[row * WHOLES + SOURCE]!;
    statistics.left.add(
      source * program.outcomes.length + outcome,
      now - entities.doubles[row * DOUBLES + ARRIVED_AT]!,
    );
    statistics.levels.change(statistics.insideFrom + source, -1);
    if (this.#state.log !== null) this.#state.note(LOG_LEAVE, row, outcome, 0);
    entities.remove(row);
    this.#offspring.leaves(row);
  }
}
