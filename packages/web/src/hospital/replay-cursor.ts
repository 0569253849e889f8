import type { HospitalReplay } from '../generated/types.ts';

/** Who is at a place at one time. */
export interface PlaceNow {
  /** Entities by the unit that they hold; null where a unit is free. A unit keeps its place while it is held. */
  readonly slots: (number | null)[];
  /** Entities that wait for it, who waits longest first. */
  readonly queue: number[];
}

/** Goes through the stays of a replay in time, forwards at little cost and back by beginning anew. */
export class ReplayCursor {
  readonly #replay: HospitalReplay;
  readonly #byEnd: Uint32Array;
  readonly #slotOf: Int32Array;
  places: readonly PlaceNow[] = [];
  #begun = 0;
  #ended = 0;
  #time = Number.POSITIVE_INFINITY;

  constructor(replay: HospitalReplay) {
    this.#replay = replay;
    const { end } = replay;
    this.#byEnd = Uint32Array.from(end.keys()).sort((a, b) => end[a]! - end[b]! || a - b);
    this.#slotOf = new Int32Array(end.length);
    this.moveTo(replay.from);
  }

  /** Sets the clock. */
  moveTo(time: number): void {
    if (time < this.#time) this.#reset();
    const { start, end } = this.#replay;
    const { length } = start;
    while (this.#begun < length || this.#ended < length) {
      const begins = this.#begun < length ? start[this.#begun]! : Number.POSITIVE_INFINITY;
      const ends = this.#ended < length ? end[this.#byEnd[this.#ended]!]! : Number.POSITIVE_INFINITY;
      if (Math.min(begins, ends) > time) break;
      // what ends makes room for what begins at the same time, but a stay of no length begins before it ends
      if (ends <= begins && this.#byEnd[this.#ended]! < this.#begun) this.#end(this.#byEnd[this.#ended++]!);
      else if (begins <= time && this.#begun < length) this.#begin(this.#begun++);
      else break;
    }
    this.#time = time;
  }

  #begin(stay: number): void {
    const { place, entity, waits } = this.#replay;
    const { slots, queue } = this.places[place[stay]!]!;
    if (waits[stay]) {
      queue.push(entity[stay]!);
      return;
    }
    const free = slots.indexOf(null);
    const slot = free === -1 ? slots.length : free;
    slots[slot] = entity[stay]!;
    this.#slotOf[stay] = slot;
  }

  #end(stay: number): void {
    const { place, entity, waits } = this.#replay;
    const { slots, queue } = this.places[place[stay]!]!;
    if (waits[stay]) queue.splice(queue.indexOf(entity[stay]!), 1);
    else slots[this.#slotOf[stay]!] = null;
  }

  #reset(): void {
    this.places = this.#replay.places.map(({ capacity }) => ({
      slots: new Array<number | null>(Math.max(0, ...capacity.map(({ units }) => units))).fill(null),
      queue: [],
    }));
    this.#begun = 0;
    this.#ended = 0;
  }
}
