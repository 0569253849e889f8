// Holds the readings of a stretch of time compactly (24 bytes each), puts them in order of time and settles repeats.
import { type TimePrecision, TwinwardError } from '@twinward/contract';
import {
  isAbsent,
  READING_KINDS,
  READING_STATES,
  type ReadingKind,
  type ReadingState,
} from './reading-kind.ts';

/** One reading as the ledger keeps it. */
export interface LedgerReading {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: ReadingKind;
  readonly state: ReadingState;
  readonly value: number;
  /** Which person and device, as numbered by the import. */
  readonly stream: number;
  readonly row: number;
  readonly precision: Extract<TimePrecision, 'minute' | 'second' | 'millisecond'>;
  /** The instant was chosen between two by the order of rows. */
  readonly ordered: boolean;
}

/** What settling found out about repeats. */
export interface SettledSlots {
  /** Good readings, each once, by rising time: indices for `reading`. */
  readonly good: Uint32Array;
  readonly duplicates: number;
  /** Indices of readings that contradict another of the same time, kind and device. */
  readonly conflicts: readonly number[];
  /** Steps back in time between consecutive rows of a stream. */
  readonly stepsBack: number;
}

const PRECISIONS = ['minute', 'second', 'millisecond'] as const;

/** Streams that can be told apart. */
export const MOST_STREAMS = 4096;

/** An append-only store of readings, of fixed room. */
export class ReadingLedger {
  readonly #at: Float64Array;
  readonly #value: Float64Array;
  readonly #row: Uint32Array;
  readonly #flags: Uint32Array;
  #length = 0;

  /** Room for so many readings. */
  constructor(capacity: number) {
    this.#at = new Float64Array(capacity);
    this.#value = new Float64Array(capacity);
    this.#row = new Uint32Array(capacity);
    this.#flags = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  add(reading: LedgerReading): void {
    if (this.#length === this.#at.length) {
      throw new TwinwardError('file.invalid', 'the file grew while it was being read', {
        field: 'file',
        remedy: 'import it again when nothing writes to it',
      });
    }
    const i = this.#length++;
    this.#at[i] = reading.at;
    this.#value[i] = reading.value;
    this.#row[i] = reading.row;
    this.#flags[i] =
      READING_KINDS.indexOf(reading.kind) |
      (READING_STATES.indexOf(reading.state) << 3) |
      (PRECISIONS.indexOf(reading.precision) << 6) |
      ((reading.ordered ? 1 : 0) << 8) |
      (reading.stream << 9);
  }

  reading(i: number): LedgerReading {
    const flags = this.#flags[i]!;
    return {
      at: this.#at[i]!,
      value: this.#value[i]!,
      row: this.#row[i]!,
      kind: READING_KINDS[flags & 7]!,
      state: READING_STATES[(flags >> 3) & 7]!,
      precision: PRECISIONS[(flags >> 6) & 3]!,
      ordered: ((flags >> 8) & 1) === 1,
      stream: flags >>> 9,
    };
  }

  /**
   * Orders the readings and settles those of one time, kind and stream: alike, the first counts; a value beside an absence, the
   * value counts; two different values contradict each other, and neither counts.
   */
  settle(): SettledSlots {
    const order = new Uint32Array(this.#length);
    for (let i = 0; i < order.length; i++) order[i] = i;
    const byTime = (a: number, b: number): number =>
      this.#at[a]! - this.#at[b]! || this.#slot(a) - this.#slot(b) || this.#row[a]! - this.#row[b]!;
    if (order.some((i) => i > 0 && byTime(i - 1, i) > 0)) order.sort(byTime);
    const conflicts: number[] = [];
    let good = 0;
    let duplicates = 0;
    for (let start = 0; start < order.length; ) {
      let end = start + 1;
      while (end < order.length && this.#sameSlot(order[start]!, order[end]!)) end++;
      const chosen = end === start + 1 ? order[start]! : this.#choose(order.subarray(start, end));
      if (chosen === null) conflicts.push(...order.subarray(start, end));
      else {
        duplicates += end - start - 1;
        order[good++] = chosen;
      }
      start = end;
    }
    return { good: order.subarray(0, good), duplicates, conflicts, stepsBack: this.#stepsBack() };
  }

  #choose(slot: Uint32Array): number | null {
    const valued = slot.filter((i) => !isAbsent(this.reading(i).state));
    const [first] = valued;
    if (first === undefined) return slot[0]!;
    const alike = valued.every(
      (i) => this.#state(i) === this.#state(first) && this.#value[i] === this.#value[first],
    );
    return alike ? first : null;
  }

  #stepsBack(): number {
    const last = new Map<number, number>();
    let steps = 0;
    for (let i = 0; i < this.#length; i++) {
      const slot = this.#slot(i);
      const before = last.get(slot);
      if (before !== undefined && this.#at[i]! < before) steps++;
      last.set(slot, this.#at[i]!);
    }
    return steps;
  }

  /** Kind and stream as one number. */
  #slot(i: number): number {
    return ((this.#flags[i]! >>> 9) << 3) | (this.#flags[i]! & 7);
  }

  #state(i: number): number {
    return (this.#flags[i]! >> 3) & 7;
  }

  #sameSlot(a: number, b: number): boolean {
    return this.#at[a] === this.#at[b] && this.#slot(a) === this.#slot(b);
  }
}
