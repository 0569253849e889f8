import { AnomalySpectrum } from './anomaly-spectrum.ts';
import { AnomalyTransform } from './anomaly-transform.ts';
import type { EnsembleAnalysis } from './ensemble-analysis.ts';
import type { ObservedEnsemble } from './observed-ensemble.ts';

/**
 * The deterministic ensemble Kalman filter DEnKF (Sakov and Oke 2008, Tellus A 60:361-371, equation 14): the mean moves by the Kalman
 * gain K, the anomalies by half of it, A - 1/2 K H A. The covariance comes out too wide by 1/4 K H P H' K', which acts as an
 * inflation that grows with the innovation's weight. Draws no numbers.
 */
export class DeterministicKalman implements EnsembleAnalysis {
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
      this.#stretch[j] = (-0.5 * squares[j]!) / (n1 + squares[j]!);
    }
    this.#transform.fill(members, this.#spectrum, this.#shift, this.#stretch);
    this.#transform.apply(values, members, this.#spectrum);
  }
}
