import { TwinwardError } from '@twinward/contract';
import { Arrivals } from './arrivals.ts';
import { CapacityChanges } from './capacity-changes.ts';
import { compileProcessModel, DISMISSED } from './compile-process-model.ts';
import {
  DOUBLES,
  WHOLES as ENTITY_WHOLES,
  EntityDouble,
  EntityState,
  EntityWhole,
  NOBODY,
} from './entity-table.ts';
import { type EventLogColumns, LogEvent } from './event-log.ts';
import { Gates } from './gates.ts';
import { Gatherings } from './gatherings.ts';
import { Offspring } from './offspring.ts';
import { INSTRUCTION } from './operation.ts';
import type { ProcessModel } from './process-model.ts';
import { columnsOf, type RunParts, readSnapshot, writeSnapshot } from './process-snapshot.ts';
import { ProcessEvent, ProcessState } from './process-state.ts';
import type { ProcessSummary } from './process-statistics.ts';
import { ResourcePool } from './resource-pool.ts';
import { Sampler } from './sampler.ts';
import { stepFault } from './step-fault.ts';
import { StepRunner } from './step-runner.ts';
import { type StuckEntity, stuckEntities } from './stuck-entities.ts';

// constants of this module, which engines can fold; imported ones are read anew each time
const NONE = NOBODY;
const WHOLES = ENTITY_WHOLES;
const { pc: PC, source: SOURCE, ordinal: ORDINAL, state: STATE } = EntityWhole;
const { arrivedAt: ARRIVED_AT, event: EVENT } = EntityDouble;
const {
  free: FREE,
  active: ACTIVE,
  delayed: DELAYED,
  waiting: WAITING,
  interrupted: INTERRUPTED,
  gathering: GATHERING,
  gated: GATED,
  led: LED,
} = EntityState;
const { arrive: LOG_ARRIVE } = LogEvent;
const {
  capacity: CAPACITY,
  delayEnd: DELAY_END,
  renege: RENEGE,
  depart: DEPART,
  arrive: ARRIVE,
  worsen: WORSEN,
} = ProcessEvent;

/** Events at one instant after which time is said to stand still. */
const MOST_AT_ONCE = 1_000_000;

/** How a model is run. */
export interface ProcessOptions {
  /** 16 hexadecimal digits; runs of one seed share their draws. */
  readonly seed: string;
  /** Statistics begin at this time; 0 unless said. */
  readonly warmUp?: number;
  /** Whether to keep an event log. */
  readonly log?: boolean;
}

/**
 * A discrete-event simulation of a process model: entities come, wait for resources, hold them and go. All its state is
 * numbers in typed arrays, so `snapshot` gives it as bytes at any time, and a run restored from them goes on with the same
 * events as the one they were taken from. Time begins at 0 and has the unit of the model's delays.
 *
 * `advance` throws `model.domain`, naming the step, for a delay or patience that is negative or not finite, for units released
 * that are not held, and for steps that go round without time passing; the run cannot go on after it.
 *
 * @example
 * const clinic = processModel({
 *   resources: { doctor: { capacity: 1 } },
 *   sources: { patient: { every: 10, process: process().seize({ doctor: 1 }).delay(8).release() } },
 * });
 * const run = new ProcessSimulation(clinic, { seed: '00000000000000ff' });
 * run.advance(100);
 * run.summary().sources.patient.left.done.count; // 9
 * run.summary().resources.doctor.utilisation; // 0.72
 */
export class ProcessSimulation {
  #seed: string;
  readonly #warmUp: number;
  readonly #parts: RunParts;
  readonly #state: ProcessState;
  readonly #pool: ResourcePool;
  readonly #arrivals: Arrivals;
  readonly #changes: CapacityChanges;
  readonly #sampler: Sampler;
  readonly #runner: StepRunner;
  /** The numbers of a run that has not begun, once they were needed. */
  #blank: readonly (Float64Array | Int32Array)[] | null = null;

  constructor(model: ProcessModel, options: ProcessOptions) {
    const { seed, warmUp = 0, log = false } = options;
    if (!(warmUp >= 0 && warmUp < Number.POSITIVE_INFINITY)) {
      throw new TwinwardError('usage', `a warm-up of ${warmUp}`, {
        field: 'warmUp',
        remedy: 'give a time from 0 on',
      });
    }
    this.#seed = seed;
    this.#warmUp = warmUp;
    this.#state = new ProcessState(compileProcessModel(model), log);
    this.#sampler = new Sampler(this.#state, seed);
    this.#parts = partsOf(this.#state, this.#sampler);
    const { pool, arrivals, gatherings, gates, changes } = this.#parts;
    this.#pool = pool;
    this.#arrivals = arrivals;
    this.#changes = changes;
    this.#runner = new StepRunner(this.#state, pool, this.#sampler, {
      gatherings,
      gates,
      offspring: new Offspring(this.#state, pool, arrivals),
    });
    this.#begin();
  }

  /** A run that goes on from a snapshot. Throws `file.invalid` for bytes that are no snapshot of a run of this model. */
  static restore(
    model: ProcessModel,
    snapshot: Uint8Array,
    options: { readonly log?: boolean } = {},
  ): ProcessSimulation {
    const { seed, warmUp, read } = readSnapshot(snapshot);
    const simulation = new ProcessSimulation(model, { ...options, seed, warmUp });
    read(simulation.#parts);
    simulation.#state.log?.take();
    return simulation;
  }

  /**
   * Begins again at time 0 with another seed: from here on this is the run that a new one of that seed would be, to the bit, in
   * the room that it has. Of short replications, making room takes a tenth.
   */
  restart(seed: string): void {
    const state = this.#state;
    this.#blank ??= columnsOf(partsOf(new ProcessState(state.program, false), this.#sampler));
    for (const [i, column] of columnsOf(this.#parts).entries()) column.set(this.#blank[i]!);
    state.clear();
    this.#sampler.begin(seed);
    this.#seed = seed;
    this.#begin();
  }

  get time(): number {
    return this.#state.now;
  }

  /** Entities inside. */
  get inside(): number {
    return this.#state.entities.inside;
  }

  /** Everything that happens up to and at a time, which becomes the present. Throws `usage` for a time before it. */
  advance(until: number): void {
    const state = this.#state;
    if (!(until >= state.now && until < Number.POSITIVE_INFINITY)) {
      throw new TwinwardError('usage', `it is ${state.now}; the simulation cannot advance to ${until}`, {
        field: 'until',
      });
    }
    if (state.now < this.#warmUp && until >= this.#warmUp) {
      this.#happenBefore(this.#warmUp);
      state.now = this.#warmUp;
      state.statistics.clear(this.#warmUp);
    }
    this.#happen(until);
    state.now = until;
  }

  /** What the run came to since its warm-up. */
  summary(): ProcessSummary {
    return this.#state.statistics.summary(this.#state.now);
  }

  /** What happened since the last call, when a log is kept. Throws `usage` when none is. */
  takeLog(): EventLogColumns {
    if (this.#state.log === null)
      throw new TwinwardError('usage', 'this run keeps no event log', {
        field: 'log',
        remedy: 'run it with log: true',
      });
    return this.#state.log.take();
  }

  /** Changes the capacity of a resource from now on, until its schedule changes it again. */
  setCapacity(resource: string, units: number): void {
    const index = this.#state.program.resources.findIndex(({ name }) => name === resource);
    if (index < 0 || !(Number.isInteger(units) && units >= 0)) {
      throw new TwinwardError('usage', `no ${units} units of "${resource}"`, {
        field: index < 0 ? 'resource' : 'units',
      });
    }
    this.#pool.setCapacity(index, units);
    this.#runner.goOnWithReady();
  }

  /**
   * Takes an entity out, wherever it is: it gives back what it holds and leaves as `dismissed`. False when it is not inside, or
   * is led by another.
   */
  dismiss(source: string, ordinal: number): boolean {
    const { entities, program, calendar } = this.#state;
    const from = program.sources.findIndex(({ name }) => name === source);
    let row = 0;
    while (row < entities.used) {
      const there = entities.wholes[row * WHOLES + STATE] !== FREE;
      if (
        there &&
        entities.wholes[row * WHOLES + SOURCE] === from &&
        entities.wholes[row * WHOLES + ORDINAL] === ordinal
      )
        break;
      row++;
    }
    if (row === entities.used || entities.wholes[row * WHOLES + STATE] === LED) return false;
    const state = entities.wholes[row * WHOLES + STATE];
    if (state === DELAYED || state === WAITING) calendar.cancel(entities.doubles[row * DOUBLES + EVENT]!);
    if (state === WAITING || state === INTERRUPTED) this.#pool.withdraw(row);
    const place = program.code[(entities.wholes[row * WHOLES + PC]! - 1) * INSTRUCTION + 1]!;
    if (state === GATHERING) this.#parts.gatherings.withdraw(row, place);
    if (state === GATED) this.#parts.gates.withdraw(row, place);
    this.#runner.leave(row, program.outcomes.indexOf(DISMISSED));
    this.#runner.goOnWithReady();
    return true;
  }

  /** Entities that wait and can never be served, since each waits for what another of them holds; empty when there are none. */
  deadlocked(): readonly StuckEntity[] {
    return stuckEntities(this.#state, this.#pool);
  }

  /** The whole state as bytes, but for the event log, of which `takeLog` gives what happened so far. */
  snapshot(): Uint8Array {
    return writeSnapshot(this.#seed, this.#warmUp, this.#parts);
  }

  #begin(): void {
    const { program } = this.#state;
    for (const resource of program.resources.keys()) {
      this.#pool.setCapacity(resource, this.#changes.units(resource));
      this.#changes.scheduleNext(resource);
    }
    for (const source of program.sources.keys()) this.#arrivals.scheduleNext(source);
    if (this.#warmUp === 0) this.#state.statistics.clear(0);
  }

  #happen(until: number): void {
    const { calendar } = this.#state;
    let atOnce = 0;
    while (calendar.nextTime() <= until) {
      calendar.take();
      atOnce = calendar.time > this.#state.now ? 0 : atOnce + 1;
      if (atOnce > MOST_AT_ONCE)
        throw stepFault('the model', this.#state.now, 'a million events take no time');
      this.#state.now = calendar.time;
      this.#occur(calendar.kind, calendar.subject);
    }
  }

  #happenBefore(time: number): void {
    const { calendar } = this.#state;
    while (calendar.nextTime() < time) this.#happen(calendar.nextTime());
  }

  #occur(kind: number, subject: number): void {
    const { entities } = this.#state;
    switch (kind) {
      case DELAY_END:
        entities.wholes[subject * WHOLES + STATE] = ACTIVE;
        this.#runner.goOn(subject);
        break;
      case ARRIVE:
        this.#arrive(subject);
        break;
      case RENEGE:
        this.#runner.renege(subject);
        break;
      case WORSEN:
        this.#runner.worsen(subject);
        break;
      case DEPART:
        this.#parts.gatherings.depart(subject);
        this.#runner.goOnWithReady();
        break;
      case CAPACITY:
        this.#pool.setCapacity(subject, this.#changes.units(subject) + this.#pool.added[subject]!);
        this.#changes.scheduleNext(subject);
        this.#runner.goOnWithReady();
    }
  }

  #arrive(source: number): void {
    const { entities, program, statistics, now } = this.#state;
    const { group, limit, start, given } = program.sources[source]!;
    const n = this.#arrivals.arrivals[source]! - 1;
    const { produced } = this.#arrivals;
    const count = Math.min(group, limit - produced[source]!);
    for (let i = 0; i < count; i++) {
      const ordinal = produced[source]!;
      const row = entities.add(source, ordinal);
      entities.doubles[row * DOUBLES + ARRIVED_AT] = now;
      produced[source] = ordinal + 1;
      for (const [attribute, values] of given)
        entities.attributes[row * entities.attributeCount + attribute] = values[n]!;
      entities.wholes[row * WHOLES + PC] = start;
      statistics.levels.change(statistics.insideFrom + source, 1);
      statistics.arrived[source] = statistics.arrived[source]! + 1;
      if (this.#state.log !== null) this.#state.note(LOG_ARRIVE, row, NONE, 0);
      this.#state.ready(row);
    }
    this.#arrivals.scheduleNext(source);
    this.#runner.goOnWithReady();
  }
}

/** All that a run consists of, before it begins. */
function partsOf(state: ProcessState, sampler: Sampler): RunParts {
  return {
    state,
    pool: new ResourcePool(state),
    arrivals: new Arrivals(state, sampler),
    gatherings: new Gatherings(state, sampler),
    gates: new Gates(state),
    changes: new CapacityChanges(state),
  };
}
