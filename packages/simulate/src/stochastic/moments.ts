/** Mean and sum of squared differences from it, of many rows of numbers, gathered one by one (Welford 1962) or put together. */
export class Moments {
  count = 0;
  readonly mean: Float64Array;
  readonly squares: Float64Array;

  constructor(size: number) {
    this.mean = new Float64Array(size);
    this.squares = new Float64Array(size);
  }

  add(row: ArrayLike<number>): void {
    this.count += 1;
    for (let i = 0; i < this.mean.length; i++) {
      const from = row[i]! - this.mean[i]!;
      this.mean[i]! += from / this.count;
      this.squares[i]! += from * (row[i]! - this.mean[i]!);
    }
  }

  /** Takes in what others gathered (Chan, Golub and LeVeque 1979). */
  join(count: number, mean: Float64Array, squares: Float64Array): void {
    const both = this.count + count;
    if (both === 0) return;
    for (let i = 0; i < this.mean.length; i++) {
      const from = mean[i]! - this.mean[i]!;
      this.mean[i]! += (from * count) / both;
      this.squares[i]! += squares[i]! + ((from * from * this.count) / both) * count;
    }
    this.count = both;
  }
}
