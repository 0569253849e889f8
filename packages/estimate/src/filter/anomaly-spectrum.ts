import { addProduct } from '../linear-algebra/add-product.ts';
import { EigenWorkspace } from '../linear-algebra/eigen-workspace.ts';

/** Directions with a smaller share of the largest eigenvalue than this carry rounding only. */
const NEGLIGIBLE = 1e-14;

/**
 * The singular vectors and values of the whitened anomalies S = Y R^-1/2 [N x p] on the side of the members, S S' = V L V', from
 * S S' [N x N] or, with fewer observations than members, from S'S [p x p]. Directions the observations do not see are left out.
 */
export class AnomalySpectrum {
  /** Directions kept. */
  rank = 0;
  /** Singular vectors V [N x rank, by rows]: its columns are orthonormal, and orthogonal to (1, ..., 1). */
  vectors: Float64Array = new Float64Array(0);
  /** Squared singular values [rank]. */
  squares: Float64Array = new Float64Array(0);
  /** V' S d [rank] for the innovation d. */
  pull: Float64Array = new Float64Array(0);
  readonly #eigen = new EigenWorkspace();
  #gram = new Float64Array(0);
  #turned = new Float64Array(0);
  #kept = new Int32Array(0);

  /** Decomposes S [members x count, by rows] and projects the innovation d [count]. */
  decompose(s: Float64Array, d: Float64Array, members: number, count: number): void {
    const most = Math.min(members, count);
    if (this.vectors.length < most * members) this.vectors = new Float64Array(most * members);
    if (this.squares.length < most) {
      this.squares = new Float64Array(most);
      this.pull = new Float64Array(most);
      this.#kept = new Int32Array(most);
    }
    if (count < members) this.#byObservations(s, d, members, count);
    else this.#byMembers(s, d, members, count);
  }

  #byObservations(s: Float64Array, d: Float64Array, n: number, p: number): void {
    const gram = this.#cleared(p * p);
    addProduct(gram, { values: s, row: 1, column: p }, s, p, n, p, true);
    this.#decompose(p);
    const { rank, squares, pull } = this;
    const z = this.#eigen.vectors;
    // V = S Z L^-1/2
    const scaled = gram;
    for (let j = 0; j < rank; j++) {
      const root = Math.sqrt(squares[j]!);
      const from = this.#kept[j]! * p;
      let along = 0;
      for (let k = 0; k < p; k++) {
        along += z[from + k]! * d[k]!;
        scaled[k * rank + j] = z[from + k]! / root;
      }
      pull[j] = along * root;
    }
    this.vectors.fill(0, 0, n * rank);
    addProduct(this.vectors, { values: s, row: p, column: 1 }, scaled, n, p, rank);
  }

  #byMembers(s: Float64Array, d: Float64Array, n: number, p: number): void {
    if (this.#turned.length < n * p) this.#turned = new Float64Array(n * p);
    const turned = this.#turned;
    for (let m = 0; m < n; m++) for (let k = 0; k < p; k++) turned[k * n + m] = s[m * p + k]!;
    const gram = this.#cleared(n * n);
    addProduct(gram, { values: s, row: p, column: 1 }, turned, n, p, n, true);
    this.#decompose(n);
    const { rank, pull, vectors } = this;
    const z = this.#eigen.vectors;
    pull.fill(0, 0, rank);
    for (let m = 0; m < n; m++) {
      let seen = 0; // (S d)_m
      for (let k = 0; k < p; k++) seen += s[m * p + k]! * d[k]!;
      for (let j = 0; j < rank; j++) {
        const entry = z[this.#kept[j]! * n + m]!;
        vectors[m * rank + j] = entry;
        pull[j] = pull[j]! + entry * seen;
      }
    }
  }

  /** Eigenvalues and vectors of the matrix of products, and which of them count. */
  #decompose(size: number): void {
    this.#eigen.decompose(this.#gram, size);
    const { values } = this.#eigen;
    let largest = 0;
    for (let j = 0; j < size; j++) largest = Math.max(largest, values[j]!);
    this.rank = 0;
    for (let j = 0; j < size; j++) {
      if (!(values[j]! > NEGLIGIBLE * largest)) continue;
      this.#kept[this.rank] = j;
      this.squares[this.rank] = values[j]!;
      this.rank += 1;
    }
  }

  #cleared(length: number): Float64Array {
    if (this.#gram.length < length) this.#gram = new Float64Array(length);
    return this.#gram.fill(0, 0, length);
  }
}
