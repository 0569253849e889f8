import { EntityState, NO_EVENT, NOBODY } from './entity-table.ts';
import { LogEvent } from './event-log.ts';
import { HolderLists } from './holder-lists.ts';
import { PHASE, ProcessEvent, type ProcessState } from './process-state.ts';
import { WaitingLines } from './waiting-lines.ts';

/**
 * Gives units to those who ask and takes them back. What an entity asks for it gets all at once or not at all; within a queue
 * nobody passes one who is before him, unless the resource allows overtaking.
 */
export class ResourcePool {
  readonly lines: WaitingLines;
  readonly holders: HolderLists;
  /** Those in each queue whom pre-emption sent back. */
  readonly returned: Int32Array;
  readonly #state: ProcessState;
  readonly #width: number;
  readonly #preempts: readonly boolean[];
  readonly #overtaking: readonly boolean[];
  readonly #limits: Int32Array;
  /** Resources whose queues may move, each once. */
  readonly #moving: number[] = [];
  readonly #isMoving: boolean[];

  constructor(state: ProcessState) {
    const { program, entities } = state;
    this.lines = new WaitingLines(program, entities);
    this.holders = new HolderLists(program, entities);
    this.returned = new Int32Array(program.resources.length);
    this.#state = state;
    this.#width = program.resources.length;
    this.#preempts = program.resources.map(({ preemption }) => preemption !== 'none');
    this.#overtaking = program.resources.map(({ overtaking }) => overtaking);
    this.#limits = Int32Array.from(program.resources, ({ queueLimit }) => queueLimit);
    this.#isMoving = program.resources.map(() => false);
  }

  /** Units that nobody holds; below 0 while more are held than there are. */
  free(resource: number): number {
    const { capacity, busy } = this.#state.statistics;
    return capacity.level[resource]! - busy.level[resource]!;
  }

  waiting(resource: number): number {
    return this.#state.statistics.queue.level[resource]!;
  }

  /** Gives an entity what it asks for, if it can be had now without passing anyone. The priority is in its row. */
  grantsAtOnce(row: number, index: number): boolean {
    const { resources, units } = this.#state.program.requests[index]!;
    const { entities } = this.#state;
    entities.order[row] = this.#state.requests++;
    for (let i = 0; i < resources.length; i++) {
      const resource = resources[i]!;
      if (this.lines.first[resource] !== NOBODY || this.free(resource) < units[i]!) return false;
    }
    for (let i = 0; i < resources.length; i++) this.#give(row, resources[i]!, units[i]!);
    this.#state.statistics.waits.add(index, 0);
    return true;
  }

  /** Puts an entity into the queues; false, when a queue is full and it cannot be served by pre-emption or overtaking. */
  queues(row: number, index: number): boolean {
    const { entities, now } = this.#state;
    const request = this.#state.program.requests[index]!;
    entities.state[row] = EntityState.waiting;
    entities.request[row] = index;
    entities.since[row] = now;
    for (let i = 0; i < request.resources.length; i++) {
      const resource = request.resources[i]!;
      entities.owed[row * this.#width + resource] = request.units[i]!;
      this.#enterLine(row, resource);
    }
    if (this.#servable(row)) {
      this.#serve(row);
      this.#moveAll();
      return true;
    }
    for (const resource of request.resources) {
      if (this.waiting(resource) - this.returned[resource]! <= this.#limits[resource]!) continue;
      this.withdraw(row);
      return false;
    }
    this.#state.note(LogEvent.wait, row, entities.pc[row]! - 1, 0);
    return true;
  }

  /** Takes one that waits out of its queues. */
  withdraw(row: number): void {
    const { entities } = this.#state;
    const resources = this.#wanted(row);
    this.#leaveLines(row, resources);
    for (let i = 0; i < resources.length; i++) entities.owed[row * this.#width + resources[i]!] = 0;
    entities.state[row] = EntityState.active;
    this.#moveAll();
  }

  release(row: number, resource: number, units: number): void {
    this.#take(row, resource, units);
    this.#state.note(LogEvent.release, row, resource, units);
    if (this.lines.first[resource] !== NOBODY) {
      this.#mayMove(resource);
      this.#moveAll();
    }
  }

  releaseAll(row: number): void {
    const { held, units } = this.#state.entities;
    for (let resource = 0; units[row]! > 0; resource++) {
      const count = held[row * this.#width + resource]!;
      if (count > 0) this.release(row, resource, count);
    }
  }

  /** Changes a capacity; one that falls below what is held takes units back where the resource says so. */
  setCapacity(resource: number, units: number): void {
    const { statistics, now, program, log } = this.#state;
    statistics.capacity.change(resource, units - statistics.capacity.level[resource]!, now);
    log?.add(now, LogEvent.capacity, -1, -1, resource, units);
    if (program.resources[resource]!.preemptOnFall) {
      while (this.free(resource) < 0) {
        const victim = this.holders.victim(resource, Number.NEGATIVE_INFINITY);
        if (victim === NOBODY) break;
        this.#interrupt(victim, resource);
      }
    }
    this.#mayMove(resource);
    this.#moveAll();
  }

  #mayMove(resource: number): void {
    if (this.#isMoving[resource]) return;
    this.#isMoving[resource] = true;
    this.#moving.push(resource);
  }

  #moveAll(): void {
    for (let resource = this.#moving.shift(); resource !== undefined; resource = this.#moving.shift()) {
      this.#isMoving[resource] = false;
      this.#move(resource);
    }
  }

  /** Serves whom it can of a queue. */
  #move(resource: number): void {
    const { behind } = this.#state.entities;
    let row = this.lines.first[resource]!;
    while (row !== NOBODY) {
      if (this.#servable(row)) {
        this.#serve(row);
        row = this.lines.first[resource]!;
      } else if (this.#overtaking[resource]) row = behind[row * this.#width + resource]!;
      else break;
    }
  }

  /** Whether all an entity is owed can be had, by pre-emption where that is allowed. */
  #servable(row: number): boolean {
    for (const resource of this.#wanted(row)) if (!this.#obtainable(row, resource)) return false;
    return true;
  }

  #obtainable(row: number, resource: number): boolean {
    const { before, owed, priority } = this.#state.entities;
    const at = row * this.#width + resource;
    if (before[at] !== NOBODY && !this.#overtaking[resource]) return false;
    const missing = owed[at]! - this.free(resource);
    if (missing <= 0) return true;
    return this.#preempts[resource]! && this.holders.takeable(resource, priority[row]!) >= missing;
  }

  /** The resources an entity is owed units of. */
  #wanted(row: number): ArrayLike<number> & Iterable<number> {
    const { entities, program } = this.#state;
    if (entities.state[row] !== EntityState.interrupted)
      return program.requests[entities.request[row]!]!.resources;
    return program.resources.map((_, i) => i).filter((i) => entities.owed[row * this.#width + i]! > 0);
  }

  /** Gives one that waits all it is owed and lets it go on. */
  #serve(row: number): void {
    const { entities, statistics, now, calendar } = this.#state;
    const resources = this.#wanted(row);
    for (const resource of resources) {
      const units = entities.owed[row * this.#width + resource]!;
      while (this.free(resource) < units)
        this.#interrupt(this.holders.victim(resource, entities.priority[row]!), resource);
    }
    this.#leaveLines(row, resources);
    for (const resource of resources) {
      const at = row * this.#width + resource;
      const units = entities.owed[at]!;
      entities.owed[at] = 0;
      this.#give(row, resource, units);
    }
    if (entities.state[row] === EntityState.interrupted) entities.state[row] = EntityState.resuming;
    else {
      statistics.waits.add(entities.request[row]!, now - entities.since[row]!);
      if (entities.event[row] !== NO_EVENT) calendar.cancel(entities.event[row]!);
      entities.event[row] = NO_EVENT;
      entities.state[row] = EntityState.active;
    }
    this.#state.ready(row);
  }

  #enterLine(row: number, resource: number): void {
    const { entities, statistics, now } = this.#state;
    this.lines.enter(row, resource);
    statistics.queue.change(resource, 1, now);
    if (entities.state[row] === EntityState.interrupted) this.returned[resource]! += 1;
  }

  /** Takes an entity out of its queues, which may then move. */
  #leaveLines(row: number, resources: ArrayLike<number>): void {
    const { entities, statistics, now } = this.#state;
    for (let i = 0; i < resources.length; i++) {
      const resource = resources[i]!;
      this.lines.leave(row, resource);
      statistics.queue.change(resource, -1, now);
      if (entities.state[row] === EntityState.interrupted) this.returned[resource]! -= 1;
      if (this.lines.first[resource] !== NOBODY) this.#mayMove(resource);
    }
  }

  #give(row: number, resource: number, units: number): void {
    const { entities, statistics, now } = this.#state;
    const at = row * this.#width + resource;
    if (this.#preempts[resource] && entities.held[at] === 0) this.holders.enter(row, resource, now);
    entities.held[at] = entities.held[at]! + units;
    entities.units[row] = entities.units[row]! + units;
    statistics.busy.change(resource, units, now);
    this.#state.note(LogEvent.seize, row, resource, units);
  }

  #take(row: number, resource: number, units: number): void {
    const { entities, statistics, now } = this.#state;
    const at = row * this.#width + resource;
    entities.held[at] = entities.held[at]! - units;
    entities.units[row] = entities.units[row]! - units;
    if (this.#preempts[resource] && entities.held[at] === 0) this.holders.leave(row, resource);
    statistics.busy.change(resource, -units, now);
  }

  /**
   * Takes all units of a resource from one in a delay, or interrupted in one, and sends it back to the queue, before those of
   * its priority that asked later.
   */
  #interrupt(row: number, resource: number): void {
    const { entities, now, calendar, program } = this.#state;
    const at = row * this.#width + resource;
    const units = entities.held[at]!;
    const { preemption } = program.resources[resource]!;
    const already = entities.state[row] === EntityState.interrupted ? this.#wanted(row) : [];
    if (entities.state[row] === EntityState.delayed) {
      calendar.cancel(entities.event[row]!);
      entities.event[row] = NO_EVENT;
      entities.ends[row] = entities.ends[row]! - now;
    }
    if (preemption === 'restart') entities.ends[row] = Number.NaN;
    else if (preemption === 'repeat' && !Number.isNaN(entities.ends[row]!))
      entities.ends[row] = entities.length[row]!;
    this.#take(row, resource, units);
    this.#state.note(LogEvent.interrupt, row, resource, units);
    this.#leaveLines(row, already);
    this.#lastKey(row, at, already.length > 0);
    entities.state[row] = EntityState.interrupted;
    entities.owed[at] = units;
    for (let i = 0; i < already.length; i++) this.#enterLine(row, already[i]!);
    this.#enterLine(row, resource);
  }

  /** Gives an interrupted entity the place of the request whose units it lost; of several the last place. */
  #lastKey(row: number, at: number, already: boolean): void {
    const { priority, order, heldPriority, heldOrder } = this.#state.entities;
    const later =
      heldPriority[at]! > priority[row]! ||
      (heldPriority[at]! === priority[row]! && heldOrder[at]! > order[row]!);
    if (already && !later) return;
    priority[row] = heldPriority[at]!;
    order[row] = heldOrder[at]!;
  }

  /** Schedules the end of patience of one that waits. */
  limitPatience(row: number, patience: number): void {
    const { entities, calendar, now } = this.#state;
    const { renege } = ProcessEvent;
    entities.event[row] = calendar.schedule(now + patience, PHASE[renege]!, 0, renege, row);
  }
}
