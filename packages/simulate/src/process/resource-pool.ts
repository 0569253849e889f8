import { Claims } from './claims.ts';
import { Eligibility } from './eligibility.ts';
import {
  DOUBLES as ENTITY_DOUBLES,
  STAKES as ENTITY_STAKES,
  WHOLES as ENTITY_WHOLES,
  EntityDouble,
  EntityStake,
  EntityState,
  type EntityTable,
  EntityWhole,
  NO_EVENT,
  NOBODY,
} from './entity-table.ts';
import { LogEvent } from './event-log.ts';
import { HolderLists } from './holder-lists.ts';
import type { LevelTable } from './level-table.ts';
import { MovingQueues } from './moving-queues.ts';
import { PreEmption } from './pre-emption.ts';
import type { RequestTable } from './process-program.ts';
import type { ProcessState } from './process-state.ts';
import { RESOURCE_LEVELS, ResourceLevel } from './process-statistics.ts';
import type { TallyTable } from './tally-table.ts';
import { WaitingLines } from './waiting-lines.ts';

// constants of this module, which engines can fold; imported ones are read anew each time
const NONE = NOBODY;
const NEVER = NO_EVENT;
const [WHOLES, DOUBLES, STAKES, LEVELS] = [ENTITY_WHOLES, ENTITY_DOUBLES, ENTITY_STAKES, RESOURCE_LEVELS];
const { pc: PC, state: STATE, request: REQUEST, units: UNITS } = EntityWhole;
const { since: SINCE, event: EVENT, order: ORDER, priority: PRIORITY, worsens: WORSENS } = EntityDouble;
const { held: HELD, owed: OWED, behind: BEHIND } = EntityStake;
const { busy: BUSY, capacity: CAPACITY, queue: QUEUE } = ResourceLevel;
const { active: ACTIVE, waiting: WAITING, interrupted: INTERRUPTED, resuming: RESUMING } = EntityState;
const { wait: LOG_WAIT, seize: LOG_SEIZE, release: LOG_RELEASE, capacity: LOG_CAPACITY } = LogEvent;

/**
 * Gives units to those who ask and takes them back. What an entity asks for it gets all at once or not at all; within a queue
 * nobody passes one who is before him, unless the resource allows overtaking.
 */
export class ResourcePool {
  readonly lines: WaitingLines;
  readonly holders: HolderLists;
  /** Units of each resource over and above its schedule. */
  readonly added: Int32Array;
  readonly eligibility: Eligibility;
  readonly #state: ProcessState;
  readonly #entities: EntityTable;
  readonly #levels: LevelTable;
  readonly #waits: TallyTable;
  readonly #requests: RequestTable;
  readonly #width: number;
  readonly #preempts: readonly boolean[];
  readonly #preempting: boolean;
  /** Those served first come, first served, without pre-emption or overtaking. */
  readonly #simple: readonly boolean[];
  readonly #overtaking: readonly boolean[];
  readonly #limits: Int32Array;
  readonly #preemption: PreEmption;
  readonly #choosy: readonly boolean[];
  readonly #plain: readonly boolean[];
  /** The resource whose queue moves. */
  #mover = 0;
  readonly #moving: MovingQueues;
  readonly #claims: Claims;

  constructor(state: ProcessState) {
    const { program, entities } = state;
    this.lines = new WaitingLines(state);
    this.holders = new HolderLists(program, entities);
    this.added = new Int32Array(program.resources.length);
    this.eligibility = new Eligibility(state);
    this.#claims = new Claims(state, this.holders, this.eligibility);
    this.#preemption = new PreEmption(state, this.holders, {
      free: (resource) => this.free(resource),
      take: (row, resource, units) => this.#take(row, resource, units),
      wanted: (row) => this.#claims.listed(row),
      leaveLines: (row, resources) => this.#leaveLines(row, resources, resources.length),
      enterLine: (row, resource) => this.lines.enter(row, resource),
    });
    this.#state = state;
    this.#entities = entities;
    this.#levels = state.statistics.levels;
    this.#waits = state.statistics.waits;
    this.#requests = program.requests;
    this.#width = program.resources.length;
    this.#preempts = program.resources.map(({ preemption }) => preemption !== 'none');
    this.#preempting = this.#preempts.includes(true);
    this.#overtaking = program.resources.map(({ overtaking }) => overtaking);
    this.#choosy = this.eligibility.choosy;
    this.#plain = this.eligibility.plain;
    this.#simple = program.resources.map(
      ({ preemption, overtaking, lastCome }, i) =>
        preemption === 'none' && !overtaking && !lastCome && !this.#choosy[i],
    );
    this.#limits = Int32Array.from(program.resources, ({ queueLimit }) => queueLimit);
    this.#moving = new MovingQueues(program.resources.length);
  }

  /** Units that nobody holds; below 0 while more are held than there are. */
  free(resource: number): number {
    return this.#claims.free(resource);
  }

  waiting(resource: number): number {
    return this.#levels.level(resource * LEVELS + QUEUE);
  }

  /** Gives an entity what it asks for, if it can be had now without passing anyone. The priority is in its row. */
  grantsAtOnce(row: number, index: number): boolean {
    const { from, resources, units } = this.#requests;
    const entities = this.#entities;
    const end = from[index + 1]!;
    entities.doubles[row * DOUBLES + ORDER] = this.#state.requests++;
    if (!this.#plain[index]) return false;
    entities.wholes[row * WHOLES + REQUEST] = index;
    for (let i = from[index]!; i < end; i++) {
      const resource = resources[i]!;
      if (this.lines.first[resource] !== NONE || this.free(resource) < units[i]!) return false;
    }
    for (let i = from[index]!; i < end; i++) this.#give(row, resources[i]!, units[i]!);
    this.#waits.add(index, 0);
    return true;
  }

  /** Puts an entity into the queues; false, when a queue is full and it cannot be served by pre-emption or overtaking. */
  queues(row: number, index: number): boolean {
    const entities = this.#entities;
    const { now } = this.#state;
    const { from, resources, units } = this.#requests;
    const end = from[index + 1]!;
    entities.wholes[row * WHOLES + STATE] = WAITING;
    entities.wholes[row * WHOLES + REQUEST] = index;
    entities.doubles[row * DOUBLES + SINCE] = now;
    const start = from[index]!;
    const simple = this.#plain[index]! && end === start + 1 && this.#simple[resources[start]!]!;
    if (!(simple && this.lines.joinsEnd(row, resources[start]!, units[start]!)) && this.#passes(row, index))
      return true;
    if (this.#claims.want(row) === 0) {
      entities.wholes[row * WHOLES + STATE] = ACTIVE;
      return false;
    }
    for (let i = from[index]!; i < end; i++) {
      const resource = resources[i]!;
      if (entities.stakes[(row * this.#width + resource) * STAKES + OWED] === 0) continue;
      if (this.waiting(resource) - this.lines.returned[resource]! <= this.#limits[resource]!) continue;
      this.withdraw(row);
      return false;
    }
    if (this.#state.log !== null) this.#state.note(LOG_WAIT, row, entities.wholes[row * WHOLES + PC]! - 1, 0);
    return true;
  }

  /** Puts an entity where it belongs in its queues; true when it can be served there. */
  #passes(row: number, index: number): boolean {
    const { from, resources, alternatives } = this.#requests;
    const ways = alternatives[index];
    const enter = (request: number): void => {
      for (let i = from[request]!; i < from[request + 1]!; i++) {
        const resource = resources[i]!;
        const at = (row * this.#width + resource) * STAKES + OWED;
        if (this.#entities.stakes[at] === 0) this.lines.enter(row, resource);
        this.#entities.stakes[at] = this.eligibility.unitsAsked(row, i);
      }
    };
    if (ways == null) enter(index);
    else for (const { request, when } of ways) if (this.eligibility.suits(row, when)) enter(request);
    if (!this.#claims.servable(row)) return false;
    this.#serve(row);
    this.#moveAll();
    return true;
  }

  /** Gives one that waits another priority; it may be served now. */
  reorder(row: number, priority: number): void {
    const count = this.#claims.want(row);
    const wanted = this.#claims.wanted.slice(0, count);
    this.#leaveLines(row, wanted, count);
    this.#entities.doubles[row * DOUBLES + PRIORITY] = priority;
    for (const resource of wanted) {
      this.lines.enter(row, resource);
      this.#moving.add(resource);
    }
    this.#moveAll();
  }

  /** Hands units from one over to another that may not be pre-empted; nobody else can have them. */
  handOver(from: number, to: number, resource: number, units: number): void {
    this.#take(from, resource, units);
    this.#state.note(LOG_RELEASE, from, resource, units);
    this.#give(to, resource, units);
  }

  /** Takes one that waits out of its queues. */
  withdraw(row: number): void {
    const entities = this.#entities;
    this.#cancelWorsening(row);
    const count = this.#claims.want(row);
    this.#leaveLines(row, this.#claims.wanted, count);
    for (let i = 0; i < count; i++)
      entities.stakes[(row * this.#width + this.#claims.wanted[i]!) * STAKES + OWED] = 0;
    entities.wholes[row * WHOLES + STATE] = ACTIVE;
    this.#moveAll();
  }

  release(row: number, resource: number, units: number): void {
    this.#take(row, resource, units);
    if (this.#state.log !== null) this.#state.note(LOG_RELEASE, row, resource, units);
    if (this.lines.first[resource] !== NONE) {
      this.#moving.add(resource);
      this.#moveAll();
    }
  }

  releaseAll(row: number): void {
    const { wholes, stakes } = this.#entities;
    for (let resource = 0; wholes[row * WHOLES + UNITS]! > 0; resource++) {
      const count = stakes[(row * this.#width + resource) * STAKES + HELD]!;
      if (count > 0) this.release(row, resource, count);
    }
  }

  /** Changes a capacity for good, over and above its schedule. */
  addCapacity(resource: number, units: number): void {
    this.added[resource]! += units;
    this.setCapacity(resource, this.#levels.level(resource * LEVELS + CAPACITY) + units);
  }

  /** Changes a capacity; one that falls below what is held takes units back where the resource says so. */
  setCapacity(resource: number, units: number): void {
    const { now, program, log } = this.#state;
    const level = resource * LEVELS + CAPACITY;
    this.#levels.change(level, Math.max(0, units) - this.#levels.level(level));
    log?.add(now, LOG_CAPACITY, -1, -1, resource, Math.max(0, units));
    if (program.resources[resource]!.preemptOnFall) this.#preemption.interruptExcess(resource);
    this.#moving.add(resource);
    this.#moveAll();
  }

  #moveAll(): void {
    for (let resource = this.#moving.next(); resource >= 0; resource = this.#moving.next()) {
      this.#move(resource);
      this.#moving.moved(resource);
    }
  }

  /** Serves whom it can of a queue. */
  #move(resource: number): void {
    const { stakes } = this.#entities;
    let row = this.lines.first[resource]!;
    while (row !== NONE) {
      this.#mover = resource;
      if (this.#simple[resource] && this.#wantsOne(row)) {
        const units = stakes[(row * this.#width + resource) * STAKES + OWED]!;
        if (this.free(resource) < units) break;
        this.#serveFirst(row, resource, units);
        row = this.lines.first[resource]!;
      } else if (this.#claims.servable(row)) {
        this.#serve(row);
        row = this.lines.first[resource]!;
      } else if (this.#overtaking[resource]) row = stakes[(row * this.#width + resource) * STAKES + BEHIND]!;
      else break;
    }
  }

  /** Whether an entity waits for one resource only. */
  #wantsOne(row: number): boolean {
    const { from } = this.#requests;
    const index = this.#entities.wholes[row * WHOLES + REQUEST]!;
    return from[index + 1] === from[index]! + 1 && this.#plain[index]!;
  }

  /** Serves the first of the queue of a simple resource, who waits for nothing else. */
  #serveFirst(row: number, resource: number, units: number): void {
    const entities = this.#entities;
    const { wholes, stakes } = entities;
    const at = (row * this.#width + resource) * STAKES;
    this.lines.leaveFirst(row, resource);
    stakes[at + OWED] = 0;
    stakes[at + HELD] = stakes[at + HELD]! + units;
    wholes[row * WHOLES + UNITS] = wholes[row * WHOLES + UNITS]! + units;
    this.#levels.change(resource * LEVELS + BUSY, units);
    if (this.#state.log !== null) this.#state.note(LOG_SEIZE, row, resource, units);
    this.#servedAfterWait(row);
  }

  /** One that waited goes on. */
  #servedAfterWait(row: number): void {
    const entities = this.#entities;
    const { now, calendar } = this.#state;
    const { wholes, doubles } = entities;
    const waited = now - doubles[row * DOUBLES + SINCE]!;
    this.#waits.add(wholes[row * WHOLES + REQUEST]!, waited);
    if (waited > 0) this.#state.statistics.ended.add(this.#mover, waited);
    this.#cancelWorsening(row);
    if (doubles[row * DOUBLES + EVENT] !== NEVER) calendar.cancel(doubles[row * DOUBLES + EVENT]!);
    doubles[row * DOUBLES + EVENT] = NEVER;
    wholes[row * WHOLES + STATE] = ACTIVE;
    this.#state.ready(row);
  }

  /** Gives one that waits all it is owed and lets it go on. */
  #serve(row: number): void {
    const entities = this.#entities;
    this.#takeAlternative(row);
    if (this.#preempting) this.#preemption.interruptFor(row);
    const count = this.#claims.want(row);
    this.#leaveLines(row, this.#claims.wanted, count);
    for (let i = 0; i < count; i++) {
      const resource = this.#claims.wanted[i]!;
      const at = row * this.#width + resource;
      const units = entities.stakes[at * STAKES + OWED]!;
      entities.stakes[at * STAKES + OWED] = 0;
      this.#give(row, resource, units);
    }
    if (entities.wholes[row * WHOLES + STATE] === INTERRUPTED) {
      entities.wholes[row * WHOLES + STATE] = RESUMING;
      this.#state.ready(row);
    } else this.#servedAfterWait(row);
  }

  /** Leaves the queues of all alternatives but the one to be had. */
  #takeAlternative(row: number): void {
    const { wholes, stakes, attributes, attributeCount } = this.#entities;
    const { from, resources, alternatives, chosen } = this.#requests;
    const index = wholes[row * WHOLES + REQUEST]!;
    const ways = alternatives[index]!;
    if (wholes[row * WHOLES + STATE] !== WAITING || ways === null) return;
    const taken = this.#claims.alternative(row, index);
    const { request } = ways[taken]!;
    if (chosen[index]! >= 0) attributes[row * attributeCount + chosen[index]!] = taken;
    const ours = resources.subarray(from[request], from[request + 1]);
    const count = this.#claims.want(row);
    for (const resource of this.#claims.wanted.slice(0, count)) {
      const at = (row * this.#width + resource) * STAKES + OWED;
      const i = ours.indexOf(resource);
      if (i >= 0) stakes[at] = this.eligibility.unitsAsked(row, from[request]! + i);
      else {
        this.#leaveLines(row, [resource], 1);
        stakes[at] = 0;
      }
    }
  }

  #cancelWorsening(row: number): void {
    const { doubles } = this.#entities;
    const handle = doubles[row * DOUBLES + WORSENS]!;
    if (handle === NEVER) return;
    this.#state.calendar.cancel(handle);
    doubles[row * DOUBLES + WORSENS] = NEVER;
  }

  /** Takes an entity out of its queues, which may then move. */
  #leaveLines(row: number, resources: ArrayLike<number>, count: number): void {
    for (let i = 0; i < count; i++) {
      const resource = resources[i]!;
      this.lines.leave(row, resource);
      if (this.lines.first[resource] !== NONE) this.#moving.add(resource);
    }
  }

  #give(row: number, resource: number, units: number): void {
    const entities = this.#entities;
    const { now } = this.#state;
    const at = row * this.#width + resource;
    if (this.#preempts[resource] && entities.stakes[at * STAKES + HELD] === 0)
      this.holders.enter(row, resource, now, entities.wholes[row * WHOLES + REQUEST]!);
    if (this.#choosy[resource]) this.eligibility.given(row, resource);
    entities.stakes[at * STAKES + HELD] = entities.stakes[at * STAKES + HELD]! + units;
    entities.wholes[row * WHOLES + UNITS] = entities.wholes[row * WHOLES + UNITS]! + units;
    this.#levels.change(resource * LEVELS + BUSY, units);
    if (this.#state.log !== null) this.#state.note(LOG_SEIZE, row, resource, units);
  }

  #take(row: number, resource: number, units: number): void {
    const entities = this.#entities;
    const at = row * this.#width + resource;
    entities.stakes[at * STAKES + HELD] = entities.stakes[at * STAKES + HELD]! - units;
    entities.wholes[row * WHOLES + UNITS] = entities.wholes[row * WHOLES + UNITS]! - units;
    if (this.#preempts[resource] && entities.stakes[at * STAKES + HELD] === 0)
      this.holders.leave(row, resource);
    this.#levels.change(resource * LEVELS + BUSY, -units);
  }
}
