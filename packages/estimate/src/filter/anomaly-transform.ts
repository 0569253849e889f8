import { addProduct } from '../linear-algebra/add-product.ts';
import type { AnomalySpectrum } from './anomaly-spectrum.ts';

/**
 * Moves an ensemble within its own span: x_m becomes mean + sum_j c_j a_j + (1 + sum_j g_j v_j v_j') applied to the anomalies, where
 * v_j are the vectors of a spectrum and a_j = v_j'A the anomalies along them. What an ensemble transform filter does to a forecast,
 * a smoother does to earlier times too.
 */
export class AnomalyTransform {
  #mean = new Float64Array(0);
  #along = new Float64Array(0);
  #weights = new Float64Array(0);
  #old = new Float64Array(0);

  /**
   * Applies shifts c [rank] along the vectors and changes g [rank] of length to values [members x size, by rows] in place.
   */
  apply(
    values: Float64Array,
    members: number,
    { rank, vectors }: AnomalySpectrum,
    shift: Float64Array,
    stretch: Float64Array,
  ): void {
    const n = members;
    const size = values.length / n;
    this.#reserve(n, rank, size);
    const mean = this.#mean;
    const weights = this.#weights;
    takeMean(values, n, size, mean);
    if (2 * rank <= n) {
      // A += K (V'A) with K = V g + 1 c'
      const along = this.#along.fill(0, 0, rank * size);
      addProduct(along, { values: vectors, row: n, column: 1 }, values, rank, n, size);
      for (let m = 0; m < n; m++) {
        for (let j = 0; j < rank; j++) weights[m * rank + j] = vectors[j * n + m]! * stretch[j]! + shift[j]!;
      }
      addProduct(values, { values: weights, row: rank, column: 1 }, along, n, rank, size);
    } else {
      // A = (I + K V') A, the matrix formed
      const factors = this.#along;
      for (let m = 0; m < n; m++) {
        for (let j = 0; j < rank; j++) factors[m * rank + j] = vectors[j * n + m]! * stretch[j]! + shift[j]!;
      }
      weights.fill(0, 0, n * n);
      addProduct(weights, { values: factors, row: rank, column: 1 }, vectors, n, rank, n);
      const old = this.#old;
      old.set(values);
      addProduct(values, { values: weights, row: n, column: 1 }, old, n, n, size);
    }
    for (let m = 0; m < n; m++) {
      const at = m * size;
      for (let i = 0; i < size; i++) values[at + i] = values[at + i]! + mean[i]!;
    }
  }

  #reserve(n: number, rank: number, size: number): void {
    if (this.#mean.length < size) this.#mean = new Float64Array(size);
    const along = Math.max(rank * size, n * rank);
    if (this.#along.length < along) this.#along = new Float64Array(along);
    if (this.#weights.length < n * n) this.#weights = new Float64Array(n * n);
    if (2 * rank > n && this.#old.length !== n * size) this.#old = new Float64Array(n * size);
  }
}

/** Writes the mean of the members and leaves the anomalies. */
function takeMean(values: Float64Array, n: number, size: number, mean: Float64Array): void {
  mean.set(values.subarray(0, size));
  for (let m = 1; m < n; m++) {
    const at = m * size;
    for (let i = 0; i < size; i++) mean[i] = mean[i]! + values[at + i]!;
  }
  for (let i = 0; i < size; i++) mean[i] = mean[i]! / n;
  for (let m = 0; m < n; m++) {
    const at = m * size;
    for (let i = 0; i < size; i++) values[at + i] = values[at + i]! - mean[i]!;
  }
}
