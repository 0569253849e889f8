import { type EventLogColumns, eventHistory, type ProcessModel } from '@twinward/simulate';

/** One row of what happened in a hospital: what screens are drawn from, what is mined and what is replayed. */
export interface HospitalEvent {
  /** In the model's unit, from the start of the run on. */
  readonly time: number;
  /**
   * `arrive`, `begin` (its time counts from here), `wait`, `seize`, `delay`, `release`, `interrupt`, `resume`, `renege`,
   * `refuse`, `gather`, `lead`, `separate`, `split`, `join`, `gate`, `pass`, `worsen`, `signal`, `record`, `leave`, `capacity`.
   */
  readonly event: string;
  /** The entity: its source and number, as `patient 12`; empty for what happens to a resource. */
  readonly entity: string;
  readonly source: string;
  /** The node of the model, for what happens at a node. */
  readonly node: string | null;
  readonly resource: string | null;
  /** Units, the length of a delay, a capacity, a number recorded, or how long it waited. */
  readonly value: number;
  /** The outcome with which it leaves, or the tally that is given a number. */
  readonly name: string | null;
}

const OF_RESOURCES: ReadonlySet<string> = new Set(['seize', 'release', 'interrupt', 'capacity']);
const OF_NAMES: ReadonlySet<string> = new Set(['record', 'leave', 'signal']);

/** The event log of a run of a compiled hospital, in the words of its model. */
export function hospitalHistory(model: ProcessModel, log: EventLogColumns): readonly HospitalEvent[] {
  return eventHistory(model, log).map(({ time, event, source, ordinal, place, value }) => {
    const named = place !== '' && !OF_RESOURCES.has(event);
    return {
      time,
      event,
      entity: source === '' ? '' : `${source} ${ordinal}`,
      source,
      node: named && !OF_NAMES.has(event) ? place : null,
      resource: OF_RESOURCES.has(event) ? place : null,
      value,
      name: OF_NAMES.has(event) ? place : null,
    };
  });
}
