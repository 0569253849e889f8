/** What a tally says of the numbers it was given. */
export interface Tally {
  readonly count: number;
  /** NaN when nothing was counted. */
  readonly mean: number;
  /** Standard deviation, NaN of fewer than two numbers. */
  readonly sd: number;
  readonly greatest: number;
  /** Share of the numbers above 0. */
  readonly positive: number;
}

// a tally is five doubles
const COUNT = 0;
const MEAN = 1;
/** Sum of squares about the mean. */
const SQUARES = 2;
const GREATEST = 3;
const POSITIVE = 4;
const WIDTH = 5;

/** Means and deviations of many lists of numbers, kept as they come (Welford 1962, Technometrics 4:419-420). */
export class TallyTable {
  /** The state of all lists, for snapshots. */
  readonly numbers: Float64Array;

  readonly #given = new Float64Array(1);

  constructor(lists: number) {
    this.numbers = new Float64Array(lists * WIDTH);
  }

  add(list: number, value: number): void {
    // so short that engines write it into its callers, which then need not put the double on the heap of objects
    this.#given[0] = value;
    this.#addGiven(list);
  }

  #addGiven(list: number): void {
    const value = this.#given[0]!;
    const { numbers } = this;
    const at = list * WIDTH;
    const count = numbers[at + COUNT]! + 1;
    const mean = numbers[at + MEAN]!;
    const step = value - mean;
    const moved = mean + step / count;
    numbers[at + COUNT] = count;
    numbers[at + MEAN] = moved;
    numbers[at + SQUARES] = numbers[at + SQUARES]! + step * (value - moved);
    if (value > 0) {
      numbers[at + POSITIVE] = numbers[at + POSITIVE]! + 1;
      if (value > numbers[at + GREATEST]!) numbers[at + GREATEST] = value;
    }
  }

  clear(): void {
    this.numbers.fill(0);
  }

  of(list: number): Tally {
    const at = list * WIDTH;
    const [count = 0, mean = 0, squares = 0, greatest = 0, positive = 0] = this.numbers.subarray(
      at,
      at + WIDTH,
    );
    return {
      count,
      mean: count > 0 ? mean : Number.NaN,
      sd: count > 1 ? Math.sqrt(squares / (count - 1)) : Number.NaN,
      greatest,
      positive: count > 0 ? positive / count : Number.NaN,
    };
  }
}
