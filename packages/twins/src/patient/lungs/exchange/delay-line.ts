/** A quantity as it was some time ago: samples at rising times, held until the next. */
export class DelayLine {
  readonly #delay: number;
  readonly #times: Float64Array;
  readonly #values: Float64Array;
  #next = 0;
  #seen = 0;

  /** @param delay seconds; @param samples at most kept; until one is old enough it reads `initial`. */
  constructor(delay: number, samples: number, initial: number) {
    this.#delay = delay;
    this.#times = new Float64Array(samples).fill(Number.NEGATIVE_INFINITY);
    this.#values = new Float64Array(samples).fill(initial);
  }

  /** What it was a delay before the last time. */
  get current(): number {
    return this.#values[this.#seen]!;
  }

  /** Takes in the value at a time, seconds. */
  pass(time: number, value: number): void {
    const size = this.#times.length;
    this.#times[this.#next] = time;
    this.#values[this.#next] = value;
    this.#next = (this.#next + 1) % size;
    let after = (this.#seen + 1) % size;
    while (after !== this.#next && this.#times[after]! <= time - this.#delay) {
      this.#seen = after;
      after = (after + 1) % size;
    }
  }
}
