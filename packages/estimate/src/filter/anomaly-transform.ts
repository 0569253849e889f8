import { addProduct } from '../linear-algebra/add-product.ts';
import type { AnomalySpectrum } from './anomaly-spectrum.ts';
import { inflateRows } from './member-rows.ts';

/**
 * Moves an ensemble within its own span: E + K V' A, with A its anomalies [N x size], V the vectors of a spectrum [N x rank] and K
 * [N x rank] what an analysis makes of them. All ensemble Kalman analyses without localisation are of this form, and a smoother does
 * to earlier times what was done to the forecast.
 */
export class AnomalyTransform {
  /** K [members x rank, by rows], to be filled before `apply`. */
  weights: Float64Array = new Float64Array(0);
  #along = new Float64Array(0);
  #square = new Float64Array(0);
  #old = new Float64Array(0);
  #mean = new Float64Array(0);

  /** Makes room for K. */
  reserve(members: number, rank: number): void {
    if (this.weights.length < members * rank) this.weights = new Float64Array(members * rank);
  }

  /** Applies K to values [members x size, by rows] in place; the anomalies are multiplied by `raised` before. */
  apply(values: Float64Array, members: number, { rank, vectors }: AnomalySpectrum, raised = 1): void {
    const n = members;
    const size = values.length / n;
    if (raised !== 1) {
      if (this.#mean.length < size) this.#mean = new Float64Array(size);
      inflateRows(values, n, this.#mean, raised);
    }
    // V is orthogonal to (1, ..., 1), so V'E is V'A
    if (2 * rank <= n) {
      if (this.#along.length < rank * size) this.#along = new Float64Array(rank * size);
      const along = this.#along.fill(0, 0, rank * size);
      addProduct(along, { values: vectors, row: 1, column: rank }, values, rank, n, size);
      addProduct(values, { values: this.weights, row: rank, column: 1 }, along, n, rank, size);
    } else {
      if (this.#square.length < n * n) this.#square = new Float64Array(n * n);
      if (this.#old.length < n * size) this.#old = new Float64Array(n * size);
      const square = this.#square.fill(0, 0, n * n);
      if (this.#along.length < rank * n) this.#along = new Float64Array(rank * n);
      const turned = this.#along;
      for (let m = 0; m < n; m++) for (let j = 0; j < rank; j++) turned[j * n + m] = vectors[m * rank + j]!;
      addProduct(square, { values: this.weights, row: rank, column: 1 }, turned, n, rank, n);
      this.#old.set(values);
      addProduct(values, { values: square, row: n, column: 1 }, this.#old, n, n, size);
    }
  }
}
