import { TwinwardError } from '@twinward/contract';

/** Names one scheduled event, to cancel it by. Never given twice by one calendar within 2^29 uses of a place. */
export type EventHandle = number;

const PLACES = 2 ** 24;
const FORMAT = 0x54574532; // 'TWE2'
const HEAD_BYTES = 40;

// a place is one record of 48 bytes, seen as 6 doubles and as 12 whole numbers
const DOUBLES = 6;
const WHOLES = 12;
const TIME = 0;
const SEQUENCE = 1;
const PHASE = 4;
const PRIORITY = 5;
const KIND = 6;
const SUBJECT = 7;
const GENERATION = 8;
/** WAITING, CANCELLED, or, of a free place, the next free one. */
const STATE = 9;
const WAITING = -1;
const CANCELLED = -2;
/** The end of the list of free places. */
const NONE = PLACES;
/** Where the root stands in the heap's arrays, so that the four children of any event share a cache line. */
const ROOT = 3;

/**
 * The future of a discrete-event simulation: events taken out in order of time, then phase (what kind of thing happens
 * first at one instant), then priority (smaller first), then order of scheduling. A 4-ary heap in typed arrays: scheduling
 * and taking cost O(log n) and allocate nothing, except when the calendar outgrows its arrays and doubles them. A cancelled
 * event stays in the heap until it comes up or half of the heap is cancelled: cancelling costs O(1) on average.
 *
 * An event carries two whole numbers of the caller's: what happens (`kind`) and to whom (`subject`). `take` puts the next
 * event into the fields `time`, `phase`, `priority`, `kind` and `subject`. The whole calendar goes to bytes and back, for
 * snapshots and branches; handles stay good across it.
 *
 * @example
 * const calendar = new EventCalendar();
 * const [ARRIVAL, DISCHARGE] = [1, 2];
 * calendar.schedule(3.5, 0, 0, ARRIVAL, 17);
 * const discharge = calendar.schedule(2, 0, 0, DISCHARGE, 4);
 * calendar.cancel(discharge); // true
 * calendar.take(); // true
 * calendar.time; // 3.5
 * calendar.subject; // 17
 * calendar.take(); // false
 */
export class EventCalendar {
  time: number = Number.NaN;
  phase = 0;
  priority = 0;
  kind = 0;
  subject = 0;

  /** Events waiting. */
  size = 0;

  // by place
  #doubles = new Float64Array(64 * DOUBLES);
  #wholes = new Int32Array(this.#doubles.buffer);
  #capacity = 64;
  #used = 0;
  #free = NONE;
  // by position in the heap
  #heap = new Int32Array(64 + ROOT);
  #heapTimes = new Float64Array(64 + ROOT);
  /** Events in the heap, cancelled ones among them. */
  #heaped = 0;
  /** Whether the root was taken and nothing has its place yet: what is scheduled next usually does, at the cost of one descent. */
  #vacant = false;
  #sequence = 0;
  /** The time of the event being scheduled. */
  readonly #given = new Float64Array(1);

  /** Adds an event. Throws `usage` for a time that is not finite or more than 16,777,216 waiting events. */
  schedule(time: number, phase: number, priority: number, kind: number, subject: number): EventHandle {
    // so short that engines write it into its callers: a double handed to a function in its own right is first put on
    // the heap of objects, which takes longer than all else here
    this.#given[0] = time;
    const place = this.#insert(phase, priority, kind, subject);
    return this.#wholes[place * WHOLES + GENERATION]! * PLACES + place;
  }

  /** Takes an event back; false when it has happened or was cancelled before. */
  cancel(handle: EventHandle): boolean {
    const place = handle % PLACES;
    const at = place * WHOLES;
    const wholes = this.#wholes;
    if (place >= this.#used || wholes[at + STATE] !== WAITING) return false;
    if (wholes[at + GENERATION] !== Math.floor(handle / PLACES)) return false;
    this.#settle();
    wholes[at + STATE] = CANCELLED;
    this.size -= 1;
    if (this.#heaped > 64 && this.size * 2 < this.#heaped) this.#sweep();
    else this.#uncover();
    return true;
  }

  /** The time of the next event; Infinity when none waits. */
  nextTime(): number {
    if (this.size === 0) return Number.POSITIVE_INFINITY;
    this.#settle();
    return this.#heapTimes[ROOT]!;
  }

  /** Takes the next event into the fields; false, changing nothing, when none waits. */
  take(): boolean {
    if (this.size === 0) return false;
    this.#settle();
    const place = this.#heap[ROOT]!;
    const wholes = this.#wholes;
    const at = place * WHOLES;
    this.time = this.#heapTimes[ROOT]!;
    this.phase = wholes[at + PHASE]!;
    this.priority = wholes[at + PRIORITY]!;
    this.kind = wholes[at + KIND]!;
    this.subject = wholes[at + SUBJECT]!;
    this.size -= 1;
    this.#freePlace(place);
    this.#vacant = true;
    return true;
  }

  /** Forgets everything: from here on it is as a new calendar, in the room it has. */
  clear(): void {
    this.#wholes.fill(0, 0, this.#used * WHOLES);
    this.size = 0;
    this.#used = 0;
    this.#free = NONE;
    this.#heaped = 0;
    this.#vacant = false;
    this.#sequence = 0;
  }

  /** Everything still to come, little-endian; the same history gives the same bytes. */
  toBytes(): Uint8Array {
    this.#settle();
    const bytes = new Uint8Array(HEAD_BYTES + this.#used * 48 + this.#heaped * 4);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, FORMAT, true);
    view.setUint32(4, this.#used, true);
    view.setUint32(8, this.size, true);
    view.setUint32(12, this.#free, true);
    view.setFloat64(16, this.#sequence, true);
    view.setUint32(24, this.#heaped, true);
    for (let place = 0; place < this.#used; place++) {
      const at = HEAD_BYTES + place * 48;
      view.setFloat64(at, this.#doubles[place * DOUBLES + TIME]!, true);
      view.setFloat64(at + 8, this.#doubles[place * DOUBLES + SEQUENCE]!, true);
      for (let k = PHASE; k <= STATE; k++) {
        view.setInt32(at + 4 * k, this.#wholes[place * WHOLES + k]!, true);
      }
    }
    const heap = HEAD_BYTES + this.#used * 48;
    for (let i = 0; i < this.#heaped; i++) view.setInt32(heap + 4 * i, this.#heap[ROOT + i]!, true);
    return bytes;
  }

  /** A calendar from its bytes. Throws `file.invalid` for bytes that are not one. */
  static fromBytes(bytes: Uint8Array): EventCalendar {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const check = (holds: boolean): void => {
      if (!holds) throw new TwinwardError('file.invalid', 'these bytes are not an event calendar');
    };
    check(bytes.length >= HEAD_BYTES && view.getUint32(0, true) === FORMAT);
    const used = view.getUint32(4, true);
    const heaped = view.getUint32(24, true);
    check(used <= PLACES && heaped <= used && bytes.length === HEAD_BYTES + used * 48 + heaped * 4);
    const calendar = new EventCalendar();
    while (calendar.#capacity < used) calendar.#grow();
    calendar.#used = used;
    calendar.size = view.getUint32(8, true);
    calendar.#free = view.getUint32(12, true);
    calendar.#sequence = view.getFloat64(16, true);
    calendar.#heaped = heaped;
    check(calendar.size <= heaped);
    check(calendar.#free === NONE || calendar.#free < used);
    for (let place = 0; place < used; place++) {
      const at = HEAD_BYTES + place * 48;
      calendar.#doubles[place * DOUBLES + TIME] = view.getFloat64(at, true);
      calendar.#doubles[place * DOUBLES + SEQUENCE] = view.getFloat64(at + 8, true);
      for (let k = PHASE; k <= STATE; k++) {
        calendar.#wholes[place * WHOLES + k] = view.getInt32(at + 4 * k, true);
      }
      const state = calendar.#wholes[place * WHOLES + STATE]!;
      check((state >= CANCELLED && state < used) || state === NONE);
    }
    for (let i = 0; i < heaped; i++) {
      const place = view.getInt32(HEAD_BYTES + used * 48 + 4 * i, true);
      check(place >= 0 && place < used && calendar.#wholes[place * WHOLES + STATE]! < 0);
      calendar.#heap[ROOT + i] = place;
      calendar.#heapTimes[ROOT + i] = calendar.#doubles[place * DOUBLES + TIME]!;
    }
    return calendar;
  }

  #insert(phase: number, priority: number, kind: number, subject: number): number {
    const time = this.#given[0]!;
    if (!(time - time === 0)) throw new TwinwardError('usage', `an event cannot be scheduled at ${time}`);
    const place = this.#free === NONE ? this.#newPlace() : this.#free;
    const wholes = this.#wholes;
    const doubles = this.#doubles;
    const at = place * WHOLES;
    this.#free = wholes[at + STATE]!;
    doubles[place * DOUBLES + TIME] = time;
    doubles[place * DOUBLES + SEQUENCE] = this.#sequence;
    this.#sequence += 1;
    wholes[at + PHASE] = phase;
    wholes[at + PRIORITY] = priority;
    wholes[at + KIND] = kind;
    wholes[at + SUBJECT] = subject;
    wholes[at + STATE] = WAITING;
    this.size += 1;
    if (this.#vacant) {
      this.#vacant = false;
      this.#sink(place, time);
      if (this.#heaped > this.size) this.#uncover();
      return place;
    }
    const position = this.#heaped++;
    this.#heap[ROOT + position] = place;
    this.#heapTimes[ROOT + position] = time;
    this.#rise(position);
    return place;
  }

  /** Fills the place of a root that was taken with what is left. */
  #settle(): void {
    if (!this.#vacant) return;
    this.#vacant = false;
    this.#closeRoot();
    if (this.#heaped > this.size) this.#uncover();
  }

  /** The child that comes first of a position that has one, in a heap of so many. */
  #earliestChild(position: number, count: number): number {
    const heap = this.#heap;
    const heapTimes = this.#heapTimes;
    let best = position * 4 + 1;
    const end = Math.min(best + 4, count);
    let bestTime = heapTimes[ROOT + best]!;
    for (let child = best + 1; child < end; child++) {
      const childTime = heapTimes[ROOT + child]!;
      if (childTime > bestTime) continue;
      if (childTime === bestTime && !this.#precedes(heap[ROOT + child]!, heap[ROOT + best]!)) continue;
      best = child;
      bestTime = childTime;
    }
    return best;
  }

  /** Lets an event descend from the root to where it belongs. */
  #sink(place: number, time: number): void {
    const heap = this.#heap;
    const heapTimes = this.#heapTimes;
    const count = this.#heaped;
    let hole = 0;
    for (;;) {
      if (hole * 4 + 1 >= count) break;
      const best = this.#earliestChild(hole, count);
      const bestTime = heapTimes[ROOT + best]!;
      if (bestTime > time || (bestTime === time && !this.#precedes(heap[ROOT + best]!, place))) break;
      heap[ROOT + hole] = heap[ROOT + best]!;
      heapTimes[ROOT + hole] = bestTime;
      hole = best;
    }
    heap[ROOT + hole] = place;
    heapTimes[ROOT + hole] = time;
  }

  /** A place never used before; its own list of free places ends with it. */
  #newPlace(): number {
    if (this.#used === PLACES) throw new TwinwardError('usage', `more than ${PLACES} events wait`);
    if (this.#used === this.#capacity) this.#grow();
    this.#wholes[this.#used * WHOLES + STATE] = NONE;
    return this.#used++;
  }

  #freePlace(place: number): void {
    const at = place * WHOLES;
    this.#wholes[at + GENERATION]! += 1;
    this.#wholes[at + STATE] = this.#free;
    this.#free = place;
  }

  /** Whether the event at `a` comes before the one at `b`, when their times are equal. */
  #precedes(a: number, b: number): boolean {
    const wholes = this.#wholes;
    const phase = wholes[a * WHOLES + PHASE]! - wholes[b * WHOLES + PHASE]!;
    if (phase !== 0) return phase < 0;
    const priority = wholes[a * WHOLES + PRIORITY]! - wholes[b * WHOLES + PRIORITY]!;
    if (priority !== 0) return priority < 0;
    return this.#doubles[a * DOUBLES + SEQUENCE]! < this.#doubles[b * DOUBLES + SEQUENCE]!;
  }

  /** Lets the event at a position rise to where it belongs. */
  #rise(from: number): void {
    const heap = this.#heap;
    const heapTimes = this.#heapTimes;
    const place = heap[ROOT + from]!;
    const time = heapTimes[ROOT + from]!;
    let position = from;
    while (position > 0) {
      const parent = (position - 1) >> 2;
      const otherTime = heapTimes[ROOT + parent]!;
      if (otherTime < time) break;
      const other = heap[ROOT + parent]!;
      if (otherTime === time && this.#precedes(other, place)) break;
      heap[ROOT + position] = other;
      heapTimes[ROOT + position] = otherTime;
      position = parent;
    }
    heap[ROOT + position] = place;
    heapTimes[ROOT + position] = time;
  }

  /**
   * Closes the hole at the root: it sinks to the bottom along the earliest children, then the last event of the heap rises
   * from there. It came from the bottom and rarely rises far, so this compares less than sinking it from the top.
   */
  #closeRoot(): void {
    const heap = this.#heap;
    const heapTimes = this.#heapTimes;
    const last = this.#heaped - 1;
    this.#heaped = last;
    if (last === 0) return;
    let hole = 0;
    for (;;) {
      if (hole * 4 + 1 >= last) break;
      const best = this.#earliestChild(hole, last);
      const bestTime = heapTimes[ROOT + best]!;
      heap[ROOT + hole] = heap[ROOT + best]!;
      heapTimes[ROOT + hole] = bestTime;
      hole = best;
    }
    heap[ROOT + hole] = heap[ROOT + last]!;
    heapTimes[ROOT + hole] = heapTimes[ROOT + last]!;
    this.#rise(hole);
  }

  /** Drops cancelled events from the root, so that what stands there is waiting. */
  #uncover(): void {
    while (this.#heaped > 0 && this.#wholes[this.#heap[ROOT]! * WHOLES + STATE] === CANCELLED) {
      this.#freePlace(this.#heap[ROOT]!);
      this.#closeRoot();
    }
  }

  /** Drops all cancelled events and builds the heap anew from those that wait. */
  #sweep(): void {
    const heaped = this.#heaped;
    this.#heaped = 0;
    for (let i = 0; i < heaped; i++) {
      const place = this.#heap[ROOT + i]!;
      if (this.#wholes[place * WHOLES + STATE] === CANCELLED) this.#freePlace(place);
      else {
        const position = this.#heaped++;
        this.#heap[ROOT + position] = place;
        this.#heapTimes[ROOT + position] = this.#heapTimes[ROOT + i]!;
        this.#rise(position);
      }
    }
  }

  #grow(): void {
    this.#capacity *= 2;
    const doubles = new Float64Array(this.#capacity * DOUBLES);
    const wholes = new Int32Array(doubles.buffer);
    // as whole numbers: two of them seen as one double may be a NaN, whose bits a copy need not keep
    wholes.set(this.#wholes);
    this.#doubles = doubles;
    this.#wholes = wholes;
    const heap = new Int32Array(this.#capacity + ROOT);
    heap.set(this.#heap);
    this.#heap = heap;
    const heapTimes = new Float64Array(this.#capacity + ROOT);
    heapTimes.set(this.#heapTimes);
    this.#heapTimes = heapTimes;
  }
}
