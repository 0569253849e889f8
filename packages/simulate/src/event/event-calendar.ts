import { TwinwardError } from '@twinward/contract';

/** Names one scheduled event, to cancel it by. Never given twice by one calendar within 2^29 uses of a place. */
export type EventHandle = number;

const ARITY = 4;
const PLACES = 2 ** 24;
const FORMAT = 0x54574531; // 'TWE1'
const NONE = -1;
/** Bytes of one place: time, sequence, phase, priority, kind, subject, generation, position. */
const PLACE_BYTES = 40;
const HEAD_BYTES = 32;

/**
 * The future of a discrete-event simulation: events taken out in order of time, then phase (what kind of thing happens
 * first at one instant), then priority (smaller first), then order of scheduling. A 4-ary heap in typed arrays: scheduling,
 * taking and cancelling cost O(log n) and allocate nothing, except when the calendar outgrows its arrays and doubles them.
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
  #times = new Float64Array(64);
  #sequences = new Float64Array(64);
  #phases = new Int32Array(64);
  #priorities = new Int32Array(64);
  #kinds = new Int32Array(64);
  #subjects = new Int32Array(64);
  #generations = new Uint32Array(64);
  /** Position in the heap; when free, the next free place counted from -2 downwards, or NONE. */
  #positions = new Int32Array(64);
  // by position in the heap
  #heap = new Int32Array(64);
  #heapTimes = new Float64Array(64);
  #used = 0;
  #free = NONE;
  #sequence = 0;

  /** Adds an event. Throws `usage` for a time that is not finite or more than 16,777,216 waiting events. */
  schedule(time: number, phase: number, priority: number, kind: number, subject: number): EventHandle {
    if (!Number.isFinite(time)) throw new TwinwardError('usage', `an event cannot be scheduled at ${time}`);
    const place = this.#takePlace();
    this.#times[place] = time;
    this.#sequences[place] = this.#sequence++;
    this.#phases[place] = phase;
    this.#priorities[place] = priority;
    this.#kinds[place] = kind;
    this.#subjects[place] = subject;
    this.#rise(this.size++, place);
    return this.#generations[place]! * PLACES + place;
  }

  /** Takes an event back; false when it has happened or was cancelled before. */
  cancel(handle: EventHandle): boolean {
    const place = handle % PLACES;
    if (place >= this.#used || this.#generations[place] !== Math.floor(handle / PLACES)) return false;
    const position = this.#positions[place]!;
    if (position < 0) return false;
    this.#remove(position);
    this.#freePlace(place);
    return true;
  }

  /** The time of the next event; Infinity when none waits. */
  nextTime(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.#heapTimes[0]!;
  }

  /** Takes the next event into the fields; false, changing nothing, when none waits. */
  take(): boolean {
    if (this.size === 0) return false;
    const place = this.#heap[0]!;
    this.time = this.#times[place]!;
    this.phase = this.#phases[place]!;
    this.priority = this.#priorities[place]!;
    this.kind = this.#kinds[place]!;
    this.subject = this.#subjects[place]!;
    this.#remove(0);
    this.#freePlace(place);
    return true;
  }

  /** Everything still to come, little-endian; the same history gives the same bytes. */
  toBytes(): Uint8Array {
    const view = new DataView(new ArrayBuffer(HEAD_BYTES + this.#used * PLACE_BYTES));
    view.setUint32(0, FORMAT, true);
    view.setUint32(4, this.#used, true);
    view.setUint32(8, this.size, true);
    view.setInt32(12, this.#free, true);
    view.setFloat64(16, this.#sequence, true);
    for (let place = 0; place < this.#used; place++) {
      const at = HEAD_BYTES + place * PLACE_BYTES;
      view.setFloat64(at, this.#times[place]!, true);
      view.setFloat64(at + 8, this.#sequences[place]!, true);
      view.setInt32(at + 16, this.#phases[place]!, true);
      view.setInt32(at + 20, this.#priorities[place]!, true);
      view.setInt32(at + 24, this.#kinds[place]!, true);
      view.setInt32(at + 28, this.#subjects[place]!, true);
      view.setUint32(at + 32, this.#generations[place]!, true);
      view.setInt32(at + 36, this.#positions[place]!, true);
    }
    return new Uint8Array(view.buffer);
  }

  /** A calendar from its bytes. Throws `file.invalid` for bytes that are not one. */
  static fromBytes(bytes: Uint8Array): EventCalendar {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const refuse = (): never => {
      throw new TwinwardError('file.invalid', 'these bytes are not an event calendar');
    };
    if (bytes.length < HEAD_BYTES || view.getUint32(0, true) !== FORMAT) refuse();
    const used = view.getUint32(4, true);
    if (used > PLACES || bytes.length !== HEAD_BYTES + used * PLACE_BYTES) refuse();
    const calendar = new EventCalendar();
    while (calendar.#times.length < used) calendar.#grow();
    calendar.#used = used;
    calendar.size = view.getUint32(8, true);
    calendar.#free = view.getInt32(12, true);
    calendar.#sequence = view.getFloat64(16, true);
    let waiting = 0;
    for (let place = 0; place < used; place++) {
      const at = HEAD_BYTES + place * PLACE_BYTES;
      const time = view.getFloat64(at, true);
      const position = view.getInt32(at + 36, true);
      calendar.#times[place] = time;
      calendar.#sequences[place] = view.getFloat64(at + 8, true);
      calendar.#phases[place] = view.getInt32(at + 16, true);
      calendar.#priorities[place] = view.getInt32(at + 20, true);
      calendar.#kinds[place] = view.getInt32(at + 24, true);
      calendar.#subjects[place] = view.getInt32(at + 28, true);
      calendar.#generations[place] = view.getUint32(at + 32, true);
      calendar.#positions[place] = position;
      if (position < 0) continue;
      if (position >= calendar.size) refuse();
      calendar.#heap[position] = place;
      calendar.#heapTimes[position] = time;
      waiting += 1;
    }
    if (waiting !== calendar.size) refuse();
    return calendar;
  }

  #takePlace(): number {
    const place = this.#free;
    if (place !== NONE) {
      const link = this.#positions[place]!;
      this.#free = link === NONE ? NONE : -2 - link;
      return place;
    }
    if (this.#used === PLACES) throw new TwinwardError('usage', `more than ${PLACES} events wait`);
    if (this.#used === this.#times.length) this.#grow();
    return this.#used++;
  }

  #freePlace(place: number): void {
    this.#generations[place]! += 1;
    this.#positions[place] = this.#free === NONE ? NONE : -2 - this.#free;
    this.#free = place;
  }

  /** Whether the event at `a` comes before the one at `b`, when their times are equal. */
  #precedes(a: number, b: number): boolean {
    const phase = this.#phases[a]! - this.#phases[b]!;
    if (phase !== 0) return phase < 0;
    const priority = this.#priorities[a]! - this.#priorities[b]!;
    if (priority !== 0) return priority < 0;
    return this.#sequences[a]! < this.#sequences[b]!;
  }

  /** Lets `place` rise from an empty position to where it belongs. */
  #rise(from: number, place: number): void {
    const heap = this.#heap;
    const heapTimes = this.#heapTimes;
    const positions = this.#positions;
    const time = this.#times[place]!;
    let position = from;
    while (position > 0) {
      const parent = (position - 1) >> 2;
      const other = heap[parent]!;
      const otherTime = heapTimes[parent]!;
      if (otherTime < time || (otherTime === time && this.#precedes(other, place))) break;
      heap[position] = other;
      heapTimes[position] = otherTime;
      positions[other] = position;
      position = parent;
    }
    heap[position] = place;
    heapTimes[position] = time;
    positions[place] = position;
  }

  /**
   * Empties a position: the hole sinks to the bottom along the earliest children, then the last event of the heap rises
   * from there. It came from the bottom and rarely rises far, so this compares less than sinking it from the top.
   */
  #remove(position: number): void {
    const heap = this.#heap;
    const heapTimes = this.#heapTimes;
    const positions = this.#positions;
    const last = --this.size;
    if (position === last) return;
    const place = heap[last]!;
    let hole = position;
    for (;;) {
      const first = hole * ARITY + 1;
      if (first >= last) break;
      const end = Math.min(first + ARITY, last);
      let best = first;
      let bestTime = heapTimes[first]!;
      for (let child = first + 1; child < end; child++) {
        const childTime = heapTimes[child]!;
        if (childTime < bestTime || (childTime === bestTime && this.#precedes(heap[child]!, heap[best]!))) {
          best = child;
          bestTime = childTime;
        }
      }
      const other = heap[best]!;
      heap[hole] = other;
      heapTimes[hole] = bestTime;
      positions[other] = hole;
      hole = best;
    }
    this.#rise(hole, place);
  }

  #grow(): void {
    const capacity = this.#times.length * 2;
    const doubles = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(capacity);
      grown.set(old);
      return grown;
    };
    const wholes = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(capacity);
      grown.set(old);
      return grown;
    };
    this.#times = doubles(this.#times);
    this.#sequences = doubles(this.#sequences);
    this.#heapTimes = doubles(this.#heapTimes);
    this.#phases = wholes(this.#phases);
    this.#priorities = wholes(this.#priorities);
    this.#kinds = wholes(this.#kinds);
    this.#subjects = wholes(this.#subjects);
    this.#positions = wholes(this.#positions);
    this.#heap = wholes(this.#heap);
    const generations = new Uint32Array(capacity);
    generations.set(this.#generations);
    this.#generations = generations;
  }
}
