import { compileProcessModel } from './compile-process-model.ts';
import { type EventLogColumns, LogEvent } from './event-log.ts';
import type { ProcessModel } from './process-model.ts';

/** One row of an event log in words. */
export interface HistoryRow {
  readonly time: number;
  readonly event: keyof typeof LogEvent;
  /** The source of the entity and its number there; empty and -1 for what happens to a resource. */
  readonly source: string;
  readonly ordinal: number;
  /** The step, resource, tally or outcome that the event names. */
  readonly place: string;
  readonly value: number;
}

const WORDS = Object.keys(LogEvent) as (keyof typeof LogEvent)[];
const OF_RESOURCES: ReadonlySet<number> = new Set([
  LogEvent.seize,
  LogEvent.release,
  LogEvent.interrupt,
  LogEvent.capacity,
]);

/**
 * The event log of a run of a model in words: who did what where.
 *
 * @example
 * const clinic = processModel({
 *   resources: { doctor: { capacity: 1 } },
 *   sources: { patient: { at: [3], process: process().seize({ doctor: 1 }).delay(8, 'talk').release() } },
 * });
 * const run = new ProcessSimulation(clinic, { seed: '00000000000000ff', log: true });
 * run.advance(20);
 * eventHistory(clinic, run.takeLog()).map(({ event, place }) => `${event} ${place}`).slice(2, 4); // ["seize doctor", "delay talk"]
 */
export function eventHistory(model: ProcessModel, log: EventLogColumns): readonly HistoryRow[] {
  const program = compileProcessModel(model);
  const sources = program.sources.map(({ name }) => name);
  const resources = program.resources.map(({ name }) => name);
  return Array.from(log.time, (time, row): HistoryRow => {
    const [event, source, place] = [log.event[row]!, log.source[row]!, log.place[row]!];
    const from = sources[source] ?? '';
    let name = '';
    if (OF_RESOURCES.has(event)) name = resources[place]!;
    else if (event === LogEvent.record) name = program.tallies[place]!;
    else if (event === LogEvent.leave) name = program.outcomes[place]!;
    else if (event === LogEvent.signal) name = program.signals[place]!;
    else if (event !== LogEvent.arrive) name = program.stepNames[place]!.slice(from.length + 2);
    return {
      time,
      event: WORDS[event]!,
      source: from,
      ordinal: log.ordinal[row]!,
      place: name,
      value: log.value[row]!,
    };
  });
}
