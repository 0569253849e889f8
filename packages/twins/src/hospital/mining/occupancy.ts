import type { Activity } from './activity-log.ts';

/** How busy the units that do one kind of activity were. */
export class Occupancy {
  /** The most that were busy at once; those that end as another begins do not overlap it. */
  readonly most: number;
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;

  constructor(activities: readonly Activity[]) {
    const lasting = activities.filter(({ start, complete }) => complete > start);
    this.#starts = Float64Array.from(lasting, ({ start }) => start).sort();
    this.#ends = Float64Array.from(lasting, ({ complete }) => complete).sort();
    let [most, ended] = [0, 0];
    for (const [begun, start] of this.#starts.entries()) {
      while (this.#ends[ended]! <= start) ended += 1;
      most = Math.max(most, begun + 1 - ended);
    }
    this.most = most;
  }

  /** Whether a unit came free at a time, all of them having been busy: who began then had waited for it. */
  cameFreeAt(time: number): boolean {
    const before = countBelow(this.#ends, time);
    return this.#ends[before] === time && countBelow(this.#starts, time) - before >= this.most;
  }
}

/** How many of sorted numbers are below a bound. */
function countBelow(sorted: Float64Array, bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
