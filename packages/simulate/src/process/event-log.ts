import { ByteWriter } from '@twinward/contract';

/** What the event log tells. `place` and `value` are named behind each. */
export const LogEvent = {
  /** An entity comes in. */
  arrive: 0,
  /** It waits for units: instruction. */
  wait: 1,
  /** It gets units: resource, units. */
  seize: 2,
  /** It begins a delay: instruction, length. */
  delay: 3,
  /** It gives units back: resource, units. */
  release: 4,
  /** Pre-emption takes units from it: resource, units. */
  interrupt: 5,
  /** It goes on with a delay: instruction, what is left. */
  resume: 6,
  /** It waited too long: instruction. */
  renege: 7,
  /** A full queue refuses it: instruction. */
  refuse: 8,
  /** It gathers with others: instruction. */
  gather: 9,
  /** It leads those gathered: instruction, how many they are with itself. */
  lead: 10,
  /** It goes on by itself: instruction. */
  separate: 11,
  /** A tally is given a number: tally, number. */
  record: 12,
  /** It leaves: outcome. */
  leave: 13,
  /** The capacity of a resource changes: resource, capacity; source and ordinal are -1. */
  capacity: 14,
  /** Another entity splits off from it: instruction, number of the other. */
  split: 15,
  /** Those that split off have left, and it goes on: instruction, how long it waited. */
  join: 16,
  /** It waits for a condition: instruction. */
  gate: 17,
  /** The condition holds: instruction, how long it waited. */
  pass: 18,
  /** It gets worse while it waits: instruction, stage from 0 on. */
  worsen: 19,
  /** It sets a signal: signal, value. */
  signal: 20,
  /** Its time in the system begins: instruction. */
  begin: 21,
} as const;

/** What happened, row by row: columns of equal length. */
export interface EventLogColumns {
  readonly time: Float64Array;
  readonly event: Int32Array;
  readonly source: Int32Array;
  readonly ordinal: Int32Array;
  readonly place: Int32Array;
  readonly value: Float64Array;
}

/** Collects what happens in columns of typed arrays. */
export class EventLog {
  #time = new Float64Array(1024);
  #value = new Float64Array(1024);
  /** Event, source, ordinal and place of each row. */
  #wholes = new Int32Array(4096);
  #length = 0;

  add(time: number, event: number, source: number, ordinal: number, place: number, value: number): void {
    if (this.#length === this.#time.length) this.#grow();
    const row = this.#length++;
    this.#time[row] = time;
    this.#value[row] = value;
    this.#wholes[row * 4] = event;
    this.#wholes[row * 4 + 1] = source;
    this.#wholes[row * 4 + 2] = ordinal;
    this.#wholes[row * 4 + 3] = place;
  }

  /** What was collected since the last call. */
  take(): EventLogColumns {
    const length = this.#length;
    const column = (offset: number): Int32Array =>
      Int32Array.from({ length }, (_, row) => this.#wholes[row * 4 + offset]!);
    this.#length = 0;
    return {
      time: this.#time.slice(0, length),
      event: column(0),
      source: column(1),
      ordinal: column(2),
      place: column(3),
      value: this.#value.slice(0, length),
    };
  }

  #grow(): void {
    const doubled = <Column extends Float64Array | Int32Array>(column: Column, into: Column): Column => {
      into.set(column);
      return into;
    };
    this.#time = doubled(this.#time, new Float64Array(this.#length * 2));
    this.#value = doubled(this.#value, new Float64Array(this.#length * 2));
    this.#wholes = doubled(this.#wholes, new Int32Array(this.#length * 8));
  }
}

/**
 * An event log as bytes, row after row, little-endian: the same history gives the same bytes, and logs of two parts of a run,
 * one after the other, the bytes of the whole. For hashing and for keeping.
 */
export function eventLogBytes(log: EventLogColumns): Uint8Array {
  const bytes = new ByteWriter();
  for (let row = 0; row < log.time.length; row++) {
    bytes.float64(log.time[row]!).float64(log.value[row]!);
    bytes.uint32(log.event[row]!).uint32(log.source[row]!).uint32(log.ordinal[row]!).uint32(log.place[row]!);
  }
  return bytes.finish();
}
