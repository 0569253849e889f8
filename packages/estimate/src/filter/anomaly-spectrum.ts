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
  /** Singular vectors by rows [rank x N]: orthonormal, and orthogonal to (1, ..., 1). */
  vectors: Float64Array = new Float64Array(0);
  /** Squared singular values [rank]. */
  squares: Float64Array = new Float64Array(0);
  /** V' S d [rank] for the innovation d. */
  pull: Float64Array = new Float64Array(0);
  readonly #eigen = new EigenWorkspace();
  #gram = new Float64Array(0);
  #turned = new Float64Array(0);

  /** Decomposes S [members x count, by rows] and projects the innovation d [count]. */
  decompose(s: Float64Array, d: Float64Array, members: number, count: number): void {
    const most = Math.min(members, count);
    if (this.vectors.length < most * members) this.vectors = new Float64Array(most * members);
    if (this.squares.length < most) {
      this.squares = new Float64Array(most);
      this.pull = new Float64Array(most);
    }
    if (count < members) this.#byObservations(s, d, members, count);
    else this.#byMembers(s, d, members, count);
  }

  #byObservations(s: Float64Array, d: Float64Array, n: number, p: number): void {
    const { vectors, squares, pull } = this;
    const gram = this.#cleared(p * p);
    addProduct(gram, { values: s, row: 1, column: p }, s, p, n, p, true);
    this.#eigen.decompose(gram, p);
    const { values, vectors: z } = this.#eigen;
    const least = NEGLIGIBLE * largest(values, p);
    let rank = 0;
    for (let j = 0; j < p; j++) {
      if (!(values[j]! > least)) continue;
      const scale = 1 / Math.sqrt(values[j]!);
      let along = 0;
      for (let k = 0; k < p; k++) along += z[j * p + k]! * d[k]!;
      squares[rank] = values[j]!;
      pull[rank] = along * Math.sqrt(values[j]!);
      for (let m = 0; m < n; m++) {
        let sum = 0;
        for (let k = 0; k < p; k++) sum += s[m * p + k]! * z[j * p + k]!;
        vectors[rank * n + m] = sum * scale;
      }
      rank += 1;
    }
    this.rank = rank;
  }

  #byMembers(s: Float64Array, d: Float64Array, n: number, p: number): void {
    const { vectors, squares, pull } = this;
    if (this.#turned.length < n * p) this.#turned = new Float64Array(n * p);
    const turned = this.#turned;
    for (let m = 0; m < n; m++) for (let k = 0; k < p; k++) turned[k * n + m] = s[m * p + k]!;
    const gram = this.#cleared(n * n);
    addProduct(gram, { values: s, row: p, column: 1 }, turned, n, p, n, true);
    this.#eigen.decompose(gram, n);
    const { values, vectors: z } = this.#eigen;
    const least = NEGLIGIBLE * largest(values, n);
    const seen = turned; // S d, over the copy that is no longer needed
    for (let m = 0; m < n; m++) {
      let sum = 0;
      for (let k = 0; k < p; k++) sum += s[m * p + k]! * d[k]!;
      seen[m] = sum;
    }
    let rank = 0;
    for (let j = 0; j < n; j++) {
      if (!(values[j]! > least)) continue;
      let along = 0;
      for (let m = 0; m < n; m++) {
        vectors[rank * n + m] = z[j * n + m]!;
        along += z[j * n + m]! * seen[m]!;
      }
      squares[rank] = values[j]!;
      pull[rank] = along;
      rank += 1;
    }
    this.rank = rank;
  }

  #cleared(length: number): Float64Array {
    if (this.#gram.length < length) this.#gram = new Float64Array(length);
    return this.#gram.fill(0, 0, length);
  }
}

function largest(values: Float64Array, n: number): number {
  let most = 0;
  for (let i = 0; i < n; i++) most = Math.max(most, values[i]!);
  return most;
}
