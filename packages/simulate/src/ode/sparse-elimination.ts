import { eliminationOrder } from '../graph/elimination-order.ts';

/** A pivot on the diagonal is kept while it is at least this share of the largest in its column. */
const DIAGONAL = 0.1;

/**
 * Solves linear systems whose matrices share a sparse pattern: left-looking elimination, column by column, with row pivoting
 * (Gilbert and Peierls 1988, SIAM J. Sci. Stat. Comput. 9:862-874), columns in minimum-degree order. Time goes with the arithmetic
 * done, not with n^2; memory is kept from one matrix to the next.
 */
export class SparseElimination {
  readonly #n: number;
  /** Columns of the matrix: rows of its entries, and where each value stands by rows. */
  readonly #columnStarts: Int32Array;
  readonly #row: Int32Array;
  readonly #source: Int32Array;
  readonly #order: Int32Array;
  /** Place of a row among the pivots, -1 while it has none; and its inverse. */
  readonly #placeOf: Int32Array;
  readonly #pivotRow: Int32Array;
  readonly #lower: Columns;
  readonly #upper: Columns;
  readonly #pivot: Float64Array;
  readonly #x: Float64Array;
  readonly #found: Int32Array;
  readonly #path: Int32Array;
  readonly #next: Int32Array;
  readonly #mark: Int32Array;
  #stamp = 0;

  /** @param starts entries of row i are those from `starts[i]` to before `starts[i + 1]` @param column their columns */
  constructor(starts: ArrayLike<number>, column: ArrayLike<number>) {
    const n = starts.length - 1;
    this.#n = n;
    const pattern = Array.from({ length: n }, (_, i): number[] => {
      const row: number[] = [];
      for (let e = starts[i]!; e < starts[i + 1]!; e++) row.push(column[e]!);
      return row;
    });
    this.#order = Int32Array.from(eliminationOrder(pattern));
    this.#columnStarts = new Int32Array(n + 1);
    for (let e = 0; e < column.length; e++) this.#columnStarts[column[e]! + 1]! += 1;
    for (let j = 0; j < n; j++) this.#columnStarts[j + 1]! += this.#columnStarts[j]!;
    const free = this.#columnStarts.slice();
    this.#row = new Int32Array(column.length);
    this.#source = new Int32Array(column.length);
    for (let i = 0; i < n; i++) {
      for (let e = starts[i]!; e < starts[i + 1]!; e++) {
        const place = free[column[e]!]!;
        free[column[e]!] = place + 1;
        this.#row[place] = i;
        this.#source[place] = e;
      }
    }
    this.#lower = new Columns(n, 4 * column.length);
    this.#upper = new Columns(n, 4 * column.length);
    this.#placeOf = new Int32Array(n);
    this.#pivotRow = new Int32Array(n);
    this.#pivot = new Float64Array(n);
    this.#x = new Float64Array(n);
    this.#found = new Int32Array(n);
    this.#path = new Int32Array(n);
    this.#next = new Int32Array(n);
    this.#mark = new Int32Array(n);
  }

  /** Factors a matrix given by its values in row order. Returns -1, or the column at which it was found to be singular. */
  factor(values: Float64Array): number {
    const n = this.#n;
    this.#placeOf.fill(-1);
    this.#lower.clear();
    this.#upper.clear();
    for (let k = 0; k < n; k++) {
      const column = this.#order[k]!;
      const first = this.#reach(column);
      const x = this.#x;
      for (let f = first; f < n; f++) x[this.#found[f]!] = 0;
      for (let e = this.#columnStarts[column]!; e < this.#columnStarts[column + 1]!; e++) {
        x[this.#row[e]!] = values[this.#source[e]!]!;
      }
      let largest = 0;
      let pivotRow = -1;
      for (let f = first; f < n; f++) {
        const row = this.#found[f]!;
        const value = x[row]!;
        const place = this.#placeOf[row]!;
        if (place >= 0) {
          this.#upper.add(place, value);
          this.#lower.subtractColumn(place, value, x);
        } else if (Math.abs(value) > largest) {
          largest = Math.abs(value);
          pivotRow = row;
        }
      }
      if (!(largest > 0 && largest < Number.POSITIVE_INFINITY)) return column;
      const onDiagonal = this.#mark[column] === this.#stamp && this.#placeOf[column]! < 0;
      if (onDiagonal && Math.abs(x[column]!) >= DIAGONAL * largest) pivotRow = column;
      const pivot = x[pivotRow]!;
      for (let f = first; f < n; f++) {
        const row = this.#found[f]!;
        if (this.#placeOf[row]! < 0 && row !== pivotRow) this.#lower.add(row, x[row]! / pivot);
      }
      this.#placeOf[pivotRow] = k;
      this.#pivotRow[k] = pivotRow;
      this.#pivot[k] = pivot;
      this.#lower.close(k);
      this.#upper.close(k);
    }
    return -1;
  }

  /** Writes the solution for a right-hand side, by the matrix last factored. */
  solve(right: Float64Array, solution: Float64Array): void {
    const n = this.#n;
    const x = this.#x;
    x.set(right);
    for (let k = 0; k < n; k++) {
      const value = x[this.#pivotRow[k]!]!;
      if (value !== 0) this.#lower.subtractColumn(k, value, x);
    }
    for (let k = n - 1; k >= 0; k--) {
      const value = x[this.#pivotRow[k]!]! / this.#pivot[k]!;
      this.#upper.subtractColumnAt(k, value, x, this.#pivotRow);
      solution[this.#order[k]!] = value;
    }
  }

  /**
   * The rows a column comes to touch, each before those it changes, at the end of `found`; returns where they begin. A row
   * that has been a pivot passes its value on to the rows of its lower column, so the search follows these, depth first.
   */
  #reach(column: number): number {
    this.#stamp += 1;
    let first = this.#n;
    for (let e = this.#columnStarts[column]!; e < this.#columnStarts[column + 1]!; e++) {
      let depth = -1;
      if (this.#mark[this.#row[e]!] !== this.#stamp) depth = this.#enter(this.#row[e]!, 0);
      while (depth >= 0) {
        const row = this.#path[depth]!;
        const place = this.#placeOf[row]!;
        const end = place < 0 ? 0 : this.#lower.starts[place + 1]!;
        let next = this.#next[depth]!;
        while (next < end && this.#mark[this.#lower.index[next]!] === this.#stamp) next += 1;
        this.#next[depth] = next + 1;
        if (next < end) depth = this.#enter(this.#lower.index[next]!, depth + 1);
        else {
          first -= 1;
          this.#found[first] = row;
          depth -= 1;
        }
      }
    }
    return first;
  }

  #enter(row: number, depth: number): number {
    this.#mark[row] = this.#stamp;
    this.#path[depth] = row;
    const place = this.#placeOf[row]!;
    this.#next[depth] = place < 0 ? 0 : this.#lower.starts[place]!;
    return depth;
  }
}

/** Sparse columns written one after another, in memory that grows. */
class Columns {
  readonly starts: Int32Array;
  index: Int32Array;
  #value: Float64Array;
  #length = 0;

  constructor(n: number, room: number) {
    this.starts = new Int32Array(n + 1);
    this.index = new Int32Array(room);
    this.#value = new Float64Array(room);
  }

  clear(): void {
    this.#length = 0;
  }

  add(index: number, value: number): void {
    if (this.#length === this.index.length) this.#grow();
    this.index[this.#length] = index;
    this.#value[this.#length] = value;
    this.#length += 1;
  }

  /** Ends column k. */
  close(k: number): void {
    this.starts[k + 1] = this.#length;
  }

  subtractColumn(k: number, factor: number, from: Float64Array): void {
    for (let e = this.starts[k]!; e < this.starts[k + 1]!; e++) {
      from[this.index[e]!]! -= factor * this.#value[e]!;
    }
  }

  subtractColumnAt(k: number, factor: number, from: Float64Array, places: Int32Array): void {
    for (let e = this.starts[k]!; e < this.starts[k + 1]!; e++) {
      from[places[this.index[e]!]!]! -= factor * this.#value[e]!;
    }
  }

  #grow(): void {
    const room = 2 * this.index.length + 16;
    const [index, value] = [new Int32Array(room), new Float64Array(room)];
    index.set(this.index);
    value.set(this.#value);
    this.index = index;
    this.#value = value;
  }
}
