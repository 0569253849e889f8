import { AnomalySpectrum } from './anomaly-spectrum.ts';
import { AnomalyTransform } from './anomaly-transform.ts';
import type { EnsembleAnalysis } from './ensemble-analysis.ts';
import type { ObservedEnsemble } from './observed-ensemble.ts';

/**
 * The ensemble transform Kalman filter with the symmetric square root (Bishop, Etherton and Majumdar 2001; Hunt, Kostelich and
 * Szunyogh 2007, Physica D 230:112-126, equations 20 to 25). With S = Y R^-1/2 the whitened anomalies [N x p], d the whitened
 * innovation and C = (N - 1) I + S S', the mean moves by A' C^-1 S d and the anomalies A become sqrt(N - 1) C^-1/2 A. Draws no
 * numbers; exact for a linear normal problem once N is above the size of the state.
 */
export class TransformKalman implements EnsembleAnalysis {
  readonly #spectrum = new AnomalySpectrum();
  readonly #transform = new AnomalyTransform();
  #shift = new Float64Array(0);
  #stretch = new Float64Array(0);

  update(values: Float64Array, members: number, observed: ObservedEnsemble): void {
    this.#spectrum.decompose(observed.anomalies, observed.innovation, members, observed.count);
    const { rank, squares, pull } = this.#spectrum;
    if (this.#shift.length < rank) {
      this.#shift = new Float64Array(rank);
      this.#stretch = new Float64Array(rank);
    }
    const n1 = members - 1;
    for (let j = 0; j < rank; j++) {
      this.#shift[j] = pull[j]! / (n1 + squares[j]!);
      this.#stretch[j] = Math.sqrt(n1 / (n1 + squares[j]!)) - 1;
    }
    this.#transform.fill(members, this.#spectrum, this.#shift, this.#stretch);
    this.#transform.apply(values, members, this.#spectrum);
  }
}
