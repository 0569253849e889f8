import { denseMetric, diagonalMetric, type Metric } from './metric.ts';

/**
 * Learns the covariance of the density in windows of warm-up that double in length, forgetting what it learnt before at each end, as
 * Stan does: first 75 transitions only to arrive, windows from 25 on, last 50 for the step size alone; in shares of 15, 75
 * and 10 % when warm-up is shorter than 150.
 */
export class WarmUp {
  readonly #n: number;
  readonly #dense: boolean;
  readonly #ends: ReadonlySet<number>;
  readonly #from: number;
  readonly #to: number;
  readonly #mean: Float64Array;
  readonly #products: Float64Array;
  #seen = 0;
  #count = 0;

  constructor(size: number, n: number, dense: boolean) {
    this.#n = n;
    this.#dense = dense;
    const short = size < 150;
    this.#from = short ? Math.floor(0.15 * size) : 75;
    this.#to = size - (short ? Math.floor(0.1 * size) : 50);
    this.#ends = windowEnds(this.#from, this.#to, short ? this.#to - this.#from : 25);
    this.#mean = new Float64Array(n);
    this.#products = new Float64Array(dense ? n * n : n);
  }

  /** Learns from the next point of the chain; the new metric when a window ends. */
  learn(q: Float64Array): Metric | null {
    this.#seen += 1;
    if (this.#seen <= this.#from || this.#seen > this.#to) return null;
    this.#count += 1;
    const n = this.#n;
    const before = q.map((value, i) => value - this.#mean[i]!);
    for (let i = 0; i < n; i++) this.#mean[i] = this.#mean[i]! + before[i]! / this.#count;
    for (let i = 0; i < n; i++) {
      const after = q[i]! - this.#mean[i]!;
      if (!this.#dense) this.#products[i] = this.#products[i]! + before[i]! * after;
      else
        for (let j = 0; j < n; j++)
          this.#products[i * n + j] = this.#products[i * n + j]! + before[j]! * after;
    }
    return this.#ends.has(this.#seen) ? this.#metric() : null;
  }

  /** The covariance of the window, drawn a little to a small round one while the window is short. */
  #metric(): Metric {
    const [n, count] = [this.#n, this.#count];
    const share = count / (count + 5) / Math.max(1, count - 1);
    const round = (1e-3 * 5) / (count + 5);
    const matrix = this.#products.map((product, at) => {
      return share * product + (!this.#dense || at % (n + 1) === 0 ? round : 0);
    });
    this.#count = 0;
    this.#mean.fill(0);
    this.#products.fill(0);
    return this.#dense ? denseMetric(matrix, n) : diagonalMetric(matrix);
  }
}

/** Where windows end: each twice as long as the one before, the last one stretched to the end rather than followed by a short one. */
function windowEnds(from: number, to: number, first: number): ReadonlySet<number> {
  const ends = new Set<number>();
  let length = first;
  let end = from;
  while (end < to) {
    end += length;
    length *= 2;
    if (end + length > to) end = to;
    ends.add(end);
  }
  return ends;
}
