/**
 * Propensities as the leaves of a binary tree of sums: one changes in O(log n), and which one a point of the total falls on is found
 * in O(log n) (the logarithmic direct method; Li and Petzold 2006). Sums are made anew from their two parts, so that no error builds
 * up however many firings there are.
 */
export class PropensityTree {
  readonly #sums: Float64Array;
  readonly #leaves: number;

  constructor(count: number) {
    let leaves = 1;
    while (leaves < count) leaves *= 2;
    this.#leaves = leaves;
    this.#sums = new Float64Array(2 * leaves);
  }

  get total(): number {
    return this.#sums[1]!;
  }

  at(index: number): number {
    return this.#sums[this.#leaves + index]!;
  }

  set(index: number, propensity: number): void {
    const sums = this.#sums;
    let node = this.#leaves + index;
    sums[node] = propensity;
    while (node > 1) {
      node >>= 1;
      sums[node] = sums[2 * node]! + sums[2 * node + 1]!;
    }
  }

  /** The leaf at `point` of [0, total); never one of propensity 0 while the total is positive. */
  find(point: number): number {
    const sums = this.#sums;
    let node = 1;
    let left = point;
    while (node < this.#leaves) {
      node *= 2;
      const here = sums[node]!;
      if (left >= here && sums[node + 1]! > 0) {
        left -= here;
        node += 1;
      }
    }
    return node - this.#leaves;
  }
}
