import { TwinwardError } from '@twinward/contract';

const CELLS = 168;
/** Weeks the prior counts for unless told otherwise, and what an hour of the week counts for after one more week. */
const PRIOR_WEEKS = 4;
const DISCOUNT = 0.98;

/** Plain numbers from which learned arrivals can be made again. */
export interface ArrivalCounts {
  /** [168] by hour of the week from Monday 00:00 on: arrivals, and hours watched, both discounted. */
  readonly seen: ArrayLike<number>;
  readonly hours: ArrayLike<number>;
}

/**
 * Arrivals by hour and weekday, learnt from the stream: the rate of each hour of the week is Gamma distributed, of what came in it and how often it
 * was watched, about a prior (the conjugate of Poisson counts; Gelman et al. 2013, Bayesian Data Analysis, 2.6). Old weeks count for less.
 */
export class HourlyArrivals {
  readonly #prior: Float64Array;
  readonly #priorWeeks: number;
  readonly #seen: Float64Array;
  readonly #hours: Float64Array;

  /**
   * `daily`: arrivals a day expected before anything was seen, above zero; `shape`: relative rates of the 24 hours of the day; `priorWeeks`: weeks,
   * above zero, that both rest on.
   */
  constructor(
    daily: number,
    shape: readonly number[],
    counts: ArrivalCounts | null = null,
    priorWeeks: number = PRIOR_WEEKS,
  ) {
    const sum = shape.reduce((a, b) => a + b, 0);
    if (!(daily > 0 && shape.length === 24 && sum > 0))
      throw new TwinwardError('model.invalid', `${daily} arrivals a day over ${shape.length} hours`, {
        field: 'arrivals',
      });
    this.#prior = Float64Array.from({ length: CELLS }, (_, cell) => (daily * shape[cell % 24]!) / sum);
    this.#priorWeeks = priorWeeks;
    this.#seen = counts === null ? new Float64Array(CELLS) : Float64Array.from(counts.seen);
    this.#hours = counts === null ? new Float64Array(CELLS) : Float64Array.from(counts.hours);
  }

  counts(): ArrivalCounts {
    return { seen: this.#seen.slice(), hours: this.#hours.slice() };
  }

  /** So many came within an hour of the week. */
  learn(cell: number, count: number): void {
    this.#seen[cell] = this.#seen[cell]! * DISCOUNT + count;
    this.#hours[cell] = this.#hours[cell]! * DISCOUNT + 1;
  }

  /** Arrivals an hour expected in an hour of the week. */
  rate(cell: number): number {
    const weeks = this.#priorWeeks;
    return (weeks * this.#prior[cell]! + this.#seen[cell]!) / (weeks + this.#hours[cell]!);
  }

  /** Arrivals that stand behind all rates, the prior's among them: the shape of what scales all of them. */
  evidence(): number {
    let sum = 0;
    for (let cell = 0; cell < CELLS; cell++) sum += this.#priorWeeks * this.#prior[cell]! + this.#seen[cell]!;
    return sum;
  }
}
