/** The last values of a signal, by their number. */
export class Recent {
  readonly #values: Float64Array;
  #count = 0;

  constructor(length: number) {
    this.#values = new Float64Array(Math.max(1, Math.ceil(length)));
  }

  /** How many values came so far. */
  get count(): number {
    return this.#count;
  }

  push(value: number): void {
    this.#values[this.#count % this.#values.length] = value;
    this.#count += 1;
  }

  /** The value of a number, or the oldest one kept where that is gone; 0 before the first. */
  at(number: number): number {
    const oldest = Math.max(0, this.#count - this.#values.length);
    return number < 0 ? 0 : this.#values[Math.max(number, oldest) % this.#values.length]!;
  }
}

/** The mean of the last values of a signal. */
export class MovingMean {
  readonly #recent: Recent;
  readonly #length: number;
  #sum = 0;

  constructor(length: number) {
    this.#length = Math.max(1, Math.round(length));
    this.#recent = new Recent(this.#length);
  }

  push(value: number): number {
    const { count } = this.#recent;
    this.#sum += value - (count >= this.#length ? this.#recent.at(count - this.#length) : 0);
    this.#recent.push(value);
    return this.#sum / this.#length;
  }
}
