import type { AnomalySpectrum } from './anomaly-spectrum.ts';

/** T = sqrt(N - 1) (V L V' + z I)^-1/2 [N x N] for a spectrum V L V' and a weight z of the prior, and its inverse. */
export class TransformRoot {
  readonly matrix: Float64Array;
  readonly inverse: Float64Array;
  readonly #members: number;

  constructor(members: number) {
    this.#members = members;
    this.matrix = new Float64Array(members * members);
    this.inverse = new Float64Array(members * members);
    this.reset();
  }

  /** Makes it the identity. */
  reset(): void {
    this.#diagonal(1);
  }

  /** Forms T and its inverse. */
  set({ rank, vectors, squares }: AnomalySpectrum, prior: number): void {
    const n = this.#members;
    const outside = Math.sqrt((n - 1) / prior);
    this.#diagonal(outside);
    for (let j = 0; j < rank; j++) {
      const along = Math.sqrt((n - 1) / (prior + squares[j]!));
      const [own, back] = [along - outside, 1 / along - 1 / outside];
      for (let m = 0; m < n; m++) {
        const [left, leftBack] = [own * vectors[m * rank + j]!, back * vectors[m * rank + j]!];
        for (let k = 0; k < n; k++) {
          this.matrix[m * n + k] = this.matrix[m * n + k]! + left * vectors[k * rank + j]!;
          this.inverse[m * n + k] = this.inverse[m * n + k]! + leftBack * vectors[k * rank + j]!;
        }
      }
    }
  }

  #diagonal(value: number): void {
    const n = this.#members;
    this.matrix.fill(0);
    this.inverse.fill(0);
    for (let m = 0; m < n; m++) {
      this.matrix[m * n + m] = value;
      this.inverse[m * n + m] = 1 / value;
    }
  }
}
