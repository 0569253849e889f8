import { type EventLogColumns, LogEvent } from './event-log.ts';

/**
 * How many units of each resource are held, told from the event log of a run as it comes in pieces. Resources go by their place in
 * the model's list.
 *
 * @example
 * const ward = process().seize({ bed: 1 }).delay(2).release({ bed: 1 });
 * const model = processModel({ resources: { bed: { capacity: 5 } }, sources: { patient: { at: [0, 1], process: ward } } });
 * const run = new ProcessSimulation(model, { seed: '00000000000000ed', log: true });
 * run.advance(1);
 * const held = new UnitsHeld(1);
 * held.read(run.takeLog());
 * held.units[0]; // 2
 */
export class UnitsHeld {
  readonly units: Float64Array;

  constructor(resources: number) {
    this.units = new Float64Array(resources);
  }

  /** Takes in what happened next; `before` is told each time before the units change, with the time they had stood until. */
  read(log: EventLogColumns, before?: (time: number) => void): void {
    for (let row = 0; row < log.time.length; row++) {
      const event = log.event[row];
      const sign =
        event === LogEvent.seize ? 1 : event === LogEvent.release || event === LogEvent.interrupt ? -1 : 0;
      if (sign === 0) continue;
      before?.(log.time[row]!);
      this.units[log.place[row]!]! += sign * log.value[row]!;
    }
  }
}
