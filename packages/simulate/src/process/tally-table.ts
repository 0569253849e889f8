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

/** Means and deviations of many lists of numbers, kept as they come (Welford 1962, Technometrics 4:419-420). */
export class TallyTable {
  readonly count: Float64Array;
  readonly mean: Float64Array;
  /** Sums of squares about the mean. */
  readonly squares: Float64Array;
  readonly greatest: Float64Array;
  readonly positive: Float64Array;

  constructor(lists: number) {
    this.count = new Float64Array(lists);
    this.mean = new Float64Array(lists);
    this.squares = new Float64Array(lists);
    this.greatest = new Float64Array(lists);
    this.positive = new Float64Array(lists);
  }

  add(list: number, value: number): void {
    const count = this.count[list]! + 1;
    const mean = this.mean[list]!;
    const step = value - mean;
    const moved = mean + step / count;
    this.count[list] = count;
    this.mean[list] = moved;
    this.squares[list] = this.squares[list]! + step * (value - moved);
    if (value > 0) {
      this.positive[list] = this.positive[list]! + 1;
      if (value > this.greatest[list]!) this.greatest[list] = value;
    }
  }

  columns(): readonly Float64Array[] {
    return [this.count, this.mean, this.squares, this.greatest, this.positive];
  }

  clear(): void {
    for (const column of this.columns()) column.fill(0);
  }

  of(list: number): Tally {
    const count = this.count[list]!;
    return {
      count,
      mean: count > 0 ? this.mean[list]! : Number.NaN,
      sd: count > 1 ? Math.sqrt(this.squares[list]! / (count - 1)) : Number.NaN,
      greatest: this.greatest[list]!,
      positive: count > 0 ? this.positive[list]! / count : Number.NaN,
    };
  }
}
