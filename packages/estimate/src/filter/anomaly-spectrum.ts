import { addProduct } from '../linear-algebra/add-product.ts';
import { EigenWorkspace } from '../linear-algebra/eigen-workspace.ts';

/** Directions with a smaller share of the largest eigenvalue than this carry rounding only. */
const NEGLIGIBLE = 1e-14;

/**
 * The singular vectors and values of the whitened anomalies S = Y R^-1/2 [N x p] on the side of the members, S S' = V L V', from
 * S S' [N x N] or, with fewer observations than members, from S'S = Z L Z' [p x p]. Directions the observations do not see are left
 * out. S is read again when `vectors` is, and must be what it was.
 */
export class AnomalySpectrum {
  /** Directions kept. */
  rank = 0;
  /** Squared singular values [rank]. */
  squares: Float64Array = new Float64Array(0);
  /** V' S d [rank] for the innovation d. */
  pull: Float64Array = new Float64Array(0);
  /** Z' [rank x p, by rows] where there are fewer observations than members; null where V is had at once. */
  sides: Float64Array | null = null;
  readonly #eigen = new EigenWorkspace();
  #gram = new Float64Array(0);
  #turned = new Float64Array(0);
  #vectors: Float64Array = new Float64Array(0);
  /** S, while V is still to be formed from it. */
  #anomalies: Float64Array | null = null;
  #members = 0;
  #count = 0;

  /** Singular vectors V [N x rank, by rows]: its columns are orthonormal, and orthogonal to (1, ..., 1). */
  get vectors(): Float64Array {
    if (this.#anomalies !== null) this.#formVectors(this.#anomalies);
    this.#anomalies = null;
    return this.#vectors;
  }

  /** Decomposes S [members x count, by rows] and projects the innovation d [count]. */
  decompose(s: Float64Array, d: Float64Array, members: number, count: number): void {
    const most = Math.min(members, count);
    if (this.#vectors.length < most * members) this.#vectors = new Float64Array(most * members);
    if (this.squares.length < most) {
      this.squares = new Float64Array(most);
      this.pull = new Float64Array(most);
    }
    this.#members = members;
    this.#count = count;
    if (count < members) this.#byObservations(s, d, members, count);
    else this.#byMembers(s, d, members, count);
  }

  #byObservations(s: Float64Array, d: Float64Array, n: number, p: number): void {
    const gram = this.#cleared(p * p);
    addProduct(gram, { values: s, row: 1, column: p }, s, p, n, p, true);
    this.#decompose(p);
    const { rank, squares, pull } = this;
    const z = this.#eigen.vectors;
    for (let j = 0; j < rank; j++) {
      let along = 0;
      for (let k = 0; k < p; k++) along += z[j * p + k]! * d[k]!;
      pull[j] = along * Math.sqrt(squares[j]!);
    }
    this.sides = z;
    this.#anomalies = s;
  }

  /** V = S Z L^-1/2. */
  #formVectors(s: Float64Array): void {
    const { rank, squares } = this;
    const [n, p, z] = [this.#members, this.#count, this.#eigen.vectors];
    const scaled = this.#gram;
    for (let j = 0; j < rank; j++) {
      const root = Math.sqrt(squares[j]!);
      for (let k = 0; k < p; k++) scaled[k * rank + j] = z[j * p + k]! / root;
    }
    this.#vectors.fill(0, 0, n * rank);
    addProduct(this.#vectors, { values: s, row: p, column: 1 }, scaled, n, p, rank);
  }

  #byMembers(s: Float64Array, d: Float64Array, n: number, p: number): void {
    if (this.#turned.length < n * p) this.#turned = new Float64Array(n * p);
    const turned = this.#turned;
    for (let m = 0; m < n; m++) for (let k = 0; k < p; k++) turned[k * n + m] = s[m * p + k]!;
    const gram = this.#cleared(n * n);
    addProduct(gram, { values: s, row: p, column: 1 }, turned, n, p, n, true);
    this.#decompose(n);
    const { rank, pull } = this;
    const [vectors, z] = [this.#vectors, this.#eigen.vectors];
    pull.fill(0, 0, rank);
    for (let m = 0; m < n; m++) {
      let seen = 0; // (S d)_m
      for (let k = 0; k < p; k++) seen += s[m * p + k]! * d[k]!;
      for (let j = 0; j < rank; j++) {
        const entry = z[j * n + m]!;
        vectors[m * rank + j] = entry;
        pull[j] = pull[j]! + entry * seen;
      }
    }
    this.sides = null;
    this.#anomalies = null;
  }

  /** Eigenvalues and vectors of the matrix of products; those that count are moved to the front. */
  #decompose(size: number): void {
    this.#eigen.decompose(this.#gram, size);
    const { values, vectors } = this.#eigen;
    let largest = 0;
    for (let j = 0; j < size; j++) largest = Math.max(largest, values[j]!);
    let rank = 0;
    for (let j = 0; j < size; j++) {
      if (!(values[j]! > NEGLIGIBLE * largest)) continue;
      if (rank < j) vectors.copyWithin(rank * size, j * size, (j + 1) * size);
      this.squares[rank] = values[j]!;
      rank += 1;
    }
    this.rank = rank;
  }

  #cleared(length: number): Float64Array {
    if (this.#gram.length < length) this.#gram = new Float64Array(length);
    return this.#gram.fill(0, 0, length);
  }
}
