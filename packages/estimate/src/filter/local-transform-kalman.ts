import { AnomalySpectrum } from './anomaly-spectrum.ts';
import type { EnsembleAnalysis } from './ensemble-analysis.ts';
import { type Localisation, taper } from './localisation.ts';
import type { ObservedEnsemble } from './observed-ensemble.ts';
import { positionsOf } from './serial-kalman.ts';

/**
 * The local ensemble transform Kalman filter LETKF (Hunt, Kostelich and Szunyogh 2007, Physica D 230:112-126): every component has a
 * `TransformKalman` analysis of its own with the observations nearby, whose error variances are divided by the Gaspari-Cohn taper of
 * their distance, so that neighbours are treated nearly alike. A small ensemble then tracks a large system. Draws no numbers.
 */
export class LocalTransformKalman implements EnsembleAnalysis {
  readonly #localisation: Localisation;
  readonly #spectrum = new AnomalySpectrum();
  #local = new Float64Array(0);
  #innovation = new Float64Array(0);
  #column = new Float64Array(0);
  #along = new Float64Array(0);
  #near = new Int32Array(0);
  #weight = new Float64Array(0);

  constructor(localisation: Localisation) {
    this.#localisation = localisation;
  }

  /** Throws `observation.invalid` when it is not told where the observations lie. */
  update(values: Float64Array, members: number, observed: ObservedEnsemble): void {
    const { count, anomalies, innovation } = observed;
    const size = values.length / members;
    this.#reserve(members, count);
    for (let i = 0; i < size; i++) {
      const near = this.#nearby(i, observed);
      if (near === 0) continue;
      for (let k = 0; k < near; k++) {
        const j = this.#near[k]!;
        const weight = this.#weight[k]!;
        this.#innovation[k] = weight * innovation[j]!;
        for (let m = 0; m < members; m++) this.#local[m * near + k] = weight * anomalies[m * count + j]!;
      }
      this.#spectrum.decompose(this.#local, this.#innovation, members, near);
      this.#move(values, members, size, i);
    }
  }

  /** Moves one component by its own transform. */
  #move(values: Float64Array, members: number, size: number, i: number): void {
    const { rank, squares, pull, vectors } = this.#spectrum;
    const column = this.#column;
    for (let m = 0; m < members; m++) column[m] = values[m * size + i]!;
    const n1 = members - 1;
    const along = this.#along.fill(0, 0, rank);
    for (let m = 0; m < members; m++) {
      for (let j = 0; j < rank; j++) along[j] = along[j]! + vectors[m * rank + j]! * column[m]!;
    }
    let shift = 0;
    for (let j = 0; j < rank; j++) {
      const total = n1 + squares[j]!;
      shift += (pull[j]! / total) * along[j]!;
      along[j] = (Math.sqrt(n1 / total) - 1) * along[j]!;
    }
    for (let m = 0; m < members; m++) {
      let moved = column[m]! + shift;
      for (let j = 0; j < rank; j++) moved += vectors[m * rank + j]! * along[j]!;
      values[m * size + i] = moved;
    }
  }

  /** Lists the observations that count for a component, with the root of their taper. */
  #nearby(i: number, observed: ObservedEnsemble): number {
    const positions = positionsOf(observed);
    const here = this.#localisation.positions[i]!;
    let near = 0;
    for (let k = 0; k < observed.count; k++) {
      const share = taper(this.#localisation, here, positions[observed.present[k]!]!);
      if (share === 0) continue;
      this.#near[near] = k;
      this.#weight[near] = Math.sqrt(share);
      near += 1;
    }
    return near;
  }

  #reserve(members: number, count: number): void {
    if (this.#local.length < members * count) this.#local = new Float64Array(members * count);
    if (this.#near.length < count) {
      this.#near = new Int32Array(count);
      this.#weight = new Float64Array(count);
      this.#innovation = new Float64Array(count);
    }
    if (this.#column.length < members) {
      this.#column = new Float64Array(members);
      this.#along = new Float64Array(members);
    }
  }
}
