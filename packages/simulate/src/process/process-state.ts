import { EventCalendar } from '../event/event-calendar.ts';
import { WHOLES as ENTITY_WHOLES, EntityTable, EntityWhole, NOBODY } from './entity-table.ts';
import { EventLog } from './event-log.ts';
import type { ProcessProgram } from './process-program.ts';
import { ProcessStatistics } from './process-statistics.ts';

// constants of this module, which engines can fold; imported ones are read anew each time
const NONE = NOBODY;
const WHOLES = ENTITY_WHOLES;
const { source: SOURCE, ordinal: ORDINAL, link: LINK } = EntityWhole;

/** Kinds of events in the calendar of a run; the subject of each is named behind it. */
export const ProcessEvent = {
  /** Capacity changes by schedule: resource. */
  capacity: 0,
  /** A delay ends: row of the entity. */
  delayEnd: 1,
  /** Patience ends: row of the entity. */
  renege: 2,
  /** A batch has waited long enough: gathering. */
  depart: 3,
  /** Entities come: source. */
  arrive: 4,
  /** One that waits gets worse: row of the entity. */
  worsen: 5,
} as const;

/** What comes first at one instant: capacity, ends of delays, reneging and batches, arrivals. */
export const PHASE: readonly number[] = [0, 1, 2, 2, 3, 2];

/** All that changes in a run. */
export class ProcessState {
  readonly program: ProcessProgram;
  readonly entities: EntityTable;
  readonly statistics: ProcessStatistics;
  readonly log: EventLog | null;
  calendar: EventCalendar = new EventCalendar();
  /** The time. */
  readonly clock: Float64Array = new Float64Array(1);
  /** Requests made. */
  requests = 0;
  /** Rows about to go on, linked by `link`; empty between events. */
  readyFirst: number = NONE;
  readyLast: number = NONE;
  /** By signal. */
  readonly signals: Float64Array;

  constructor(program: ProcessProgram, logs: boolean) {
    const listsHolders = program.resources.some(({ preemption }) => preemption !== 'none');
    this.program = program;
    this.entities = new EntityTable(program.attributes.length, program.resources.length, listsHolders);
    this.statistics = new ProcessStatistics(program, this.clock);
    this.signals = new Float64Array(program.signals.length);
    this.log = logs ? new EventLog() : null;
  }

  /** Back to before anything happened, but for the numbers that `columnsOf` lists. */
  clear(): void {
    this.now = 0;
    this.requests = 0;
    this.readyFirst = NONE;
    this.calendar.clear();
    this.entities.clear();
    this.log?.take();
  }

  get now(): number {
    return this.clock[0]!;
  }

  set now(time: number) {
    this.clock[0] = time;
  }

  /** Lets an entity go on after those that are ready already. */
  ready(row: number): void {
    const { wholes } = this.entities;
    wholes[row * WHOLES + LINK] = NONE;
    if (this.readyFirst === NONE) this.readyFirst = row;
    else wholes[this.readyLast * WHOLES + LINK] = row;
    this.readyLast = row;
  }

  /** Notes what happens to an entity. */
  note(event: number, row: number, place: number, value: number): void {
    const { wholes } = this.entities;
    const at = row * WHOLES;
    this.log?.add(this.now, event, wholes[at + SOURCE]!, wholes[at + ORDINAL]!, place, value);
  }
}
