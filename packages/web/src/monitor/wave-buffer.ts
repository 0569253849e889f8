/** The latest samples of a signal with the second each was taken at; the oldest give way to new ones. */
export class WaveBuffer {
  readonly #times: Float64Array;
  readonly #values: Float32Array;
  #count = 0;

  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#values = new Float32Array(capacity);
  }

  /** Number of the oldest sample kept, and of the next to come. */
  get first(): number {
    return Math.max(0, this.#count - this.#times.length);
  }

  get end(): number {
    return this.#count;
  }

  push(time: number, value: number): void {
    const at = this.#count % this.#times.length;
    this.#times[at] = time;
    this.#values[at] = value;
    this.#count += 1;
  }

  /** Second and value (NaN: no sample) of a sample by its number. */
  time(number: number): number {
    return this.#times[number % this.#times.length]!;
  }

  value(number: number): number {
    return this.#values[number % this.#values.length]!;
  }

  /** Number of the first kept sample taken at a second or later. */
  from(second: number): number {
    let [low, high] = [this.first, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.time(middle) < second) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Least and largest value between two seconds; null where there is none. */
  range(from: number, to: number): readonly [low: number, high: number] | null {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = this.from(from); i < this.#count && this.time(i) < to; i++) {
      const value = this.value(i);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return low <= high ? [low, high] : null;
  }
}
