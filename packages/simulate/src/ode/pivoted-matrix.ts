import type { NewtonCode } from './newton-code.ts';
import { SparseElimination } from './sparse-elimination.ts';

/** s M - J with its diagonal in the pattern, eliminated with pivoting. */
export class PivotedMatrix {
  readonly #elimination: SparseElimination;
  readonly #values: Float64Array;
  /** Where each entry of J, and each diagonal, stands among the values. */
  readonly #place: Int32Array;
  readonly #diagonal: Int32Array;
  readonly #algebraic: readonly boolean[] | undefined;

  constructor(
    { starts, column }: Pick<NewtonCode, 'starts' | 'column'>,
    algebraic: readonly boolean[] | undefined,
  ) {
    const n = starts.length - 1;
    const wholeStarts = [0];
    const wholeColumn: number[] = [];
    this.#place = new Int32Array(column.length);
    this.#diagonal = new Int32Array(n);
    this.#algebraic = algebraic;
    for (let i = 0; i < n; i++) {
      let hasDiagonal = false;
      for (let e = starts[i]!; e < starts[i + 1]!; e++) {
        this.#place[e] = wholeColumn.length;
        if (column[e] === i) {
          this.#diagonal[i] = wholeColumn.length;
          hasDiagonal = true;
        }
        wholeColumn.push(column[e]!);
      }
      if (!hasDiagonal) {
        this.#diagonal[i] = wholeColumn.length;
        wholeColumn.push(i);
      }
      wholeStarts.push(wholeColumn.length);
    }
    this.#elimination = new SparseElimination(wholeStarts, wholeColumn);
    this.#values = new Float64Array(wholeColumn.length);
  }

  /** Returns -1, or the state at which the matrix was found to be singular. */
  factor(s: number, jacobian: Float64Array): number {
    const values = this.#values;
    values.fill(0);
    for (let e = 0; e < jacobian.length; e++) values[this.#place[e]!] = -jacobian[e]!;
    for (let i = 0; i < this.#diagonal.length; i++) {
      if (this.#algebraic?.[i] !== true) values[this.#diagonal[i]!]! += s;
    }
    return this.#elimination.factor(values);
  }

  solve(right: Float64Array, x: Float64Array): void {
    this.#elimination.solve(right, x);
  }
}
