import { spreadPairs } from './difference-steps.ts';
import { errorVariance } from './error-variance.ts';
import type { ObservationSet } from './observation-set.ts';

/** Observations as a linear function of the state near a point: h(x0) + H (x - x0), by central differences; missing ones left out. */
export class LinearObservation {
  /** Observations present, and their index in the set. */
  count = 0;
  readonly present: number[] = [];
  /** h(x0) [count], H [count x n, by rows] and y - h(x0) [count]. */
  predicted: Float64Array = new Float64Array(0);
  jacobian: Float64Array = new Float64Array(0);
  residual: Float64Array = new Float64Array(0);
  /** Error variances [count]. */
  variance: Float64Array = new Float64Array(0);
  #pairs = new Float64Array(0);
  #steps = new Float64Array(0);
  #out = new Float64Array(0);

  /** Linearises about x0 [n]; `scale` is a usual size of each component's deviation. */
  linearise(observations: ObservationSet, x0: Float64Array, scale: (i: number) => number): void {
    const n = x0.length;
    const all = observations.values.length;
    if (this.#pairs.length !== (2 * n + 1) * n) {
      this.#pairs = new Float64Array((2 * n + 1) * n);
      this.#steps = new Float64Array(n);
    }
    if (this.#out.length !== (2 * n + 1) * all) {
      this.#out = new Float64Array((2 * n + 1) * all);
      this.predicted = new Float64Array(all);
      this.residual = new Float64Array(all);
      this.variance = new Float64Array(all);
      this.jacobian = new Float64Array(all * n);
    }
    this.present.length = 0;
    for (let j = 0; j < all; j++) if (!Number.isNaN(observations.values[j]!)) this.present.push(j);
    this.count = this.present.length;
    if (this.count === 0) return;
    spreadPairs(x0, scale, this.#steps, this.#pairs);
    this.#pairs.set(x0, 2 * n * n);
    observations.predict(this.#pairs, 2 * n + 1, this.#out);
    const out = this.#out;
    for (const [k, j] of this.present.entries()) {
      this.predicted[k] = out[2 * n * all + j]!;
      this.residual[k] = observations.values[j]! - this.predicted[k]!;
      this.variance[k] = errorVariance(observations, j);
      for (let i = 0; i < n; i++) {
        this.jacobian[k * n + i] =
          (out[2 * i * all + j]! - out[(2 * i + 1) * all + j]!) / (2 * this.#steps[i]!);
      }
    }
  }
}
