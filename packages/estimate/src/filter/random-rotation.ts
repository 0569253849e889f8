import type { RandomSource } from '@twinward/contract';
import { addRow, centreRows } from './member-rows.ts';

/**
 * Turns the anomalies of an ensemble by a random orthogonal matrix, uniform (Haar) among those that keep the mean: mean and
 * covariance stay as they are and higher moments are mixed (Sakov and Oke 2008, "Implications of the form of the ensemble
 * transformation in the ensemble square root filters", MWR 136:1042-1053). The matrix is a product of N - 1 reflections by
 * normal vectors (Stewart 1980, SIAM J. Numer. Anal. 17:403-409) and is never formed: N^2 x size operations.
 */
export class RandomRotation {
  #v = new Float64Array(0);
  #share = new Float64Array(0);
  #mean = new Float64Array(0);

  /** Rotates an ensemble [members x size, by rows] in place, with numbers at `draws(member, stream, cycle)`. */
  apply(values: Float64Array, members: number, random: RandomSource, stream: number, cycle: number): void {
    const n = members;
    const size = values.length / n;
    if (n < 2) return;
    if (this.#v.length < n) this.#v = new Float64Array(n);
    if (this.#share.length < size) {
      this.#share = new Float64Array(size);
      this.#mean = new Float64Array(size);
    }
    centreRows(values, n, this.#mean);
    // into coordinates whose first axis is the mean, turn the others, and back
    this.#towardsMean(values, n, size);
    for (let first = 1; first < n; first++) this.#reflect(values, n, size, first, random, stream, cycle);
    this.#towardsMean(values, n, size);
    addRow(values, n, this.#mean);
  }

  /** The reflection that takes (1, ..., 1) / sqrt(n) to the first axis; its own inverse. */
  #towardsMean(values: Float64Array, n: number, size: number): void {
    const v = this.#v;
    const root = 1 / Math.sqrt(n);
    v.fill(root, 0, n);
    v[0] = root - 1;
    this.#through(values, n, size, 0, 1 / (1 - root));
  }

  /** The reflection of axes first.. that takes a normal vector to its first axis, and a sign. */
  #reflect(
    values: Float64Array,
    n: number,
    size: number,
    first: number,
    random: RandomSource,
    stream: number,
    cycle: number,
  ): void {
    const v = this.#v;
    const draws = random.draws(first, stream, cycle);
    let square = 0;
    for (let m = first; m < n; m++) {
      const x = draws.normal();
      v[m] = x;
      square += x * x;
    }
    const length = Math.sqrt(square);
    const sign = v[first]! < 0 ? -1 : 1;
    const top = Math.abs(v[first]!);
    v[first] = v[first]! + sign * length;
    this.#through(values, n, size, first, 1 / (length * (length + top)));
    if (sign > 0) return;
    for (let i = 0; i < size; i++) values[first * size + i] = -values[first * size + i]!;
  }

  /** Rows first.. of X become (I - scale v v') X. */
  #through(values: Float64Array, n: number, size: number, first: number, scale: number): void {
    const v = this.#v;
    const share = this.#share;
    share.fill(0, 0, size);
    for (let m = first; m < n; m++) {
      const vm = v[m]!;
      for (let i = 0; i < size; i++) share[i] = share[i]! + vm * values[m * size + i]!;
    }
    for (let m = first; m < n; m++) {
      const vm = scale * v[m]!;
      for (let i = 0; i < size; i++) values[m * size + i] = values[m * size + i]! - vm * share[i]!;
    }
  }
}
