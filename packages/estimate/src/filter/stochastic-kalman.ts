import type { RandomSource } from '@twinward/contract';
import { AnomalySpectrum } from './anomaly-spectrum.ts';
import { AnomalyTransform } from './anomaly-transform.ts';
import type { EnsembleAnalysis } from './ensemble-analysis.ts';
import type { ObservedEnsemble } from './observed-ensemble.ts';

const PERTURBATION = 2;

/**
 * The stochastic ensemble Kalman filter (Burgers, van Leeuwen and Evensen 1998, MWR 126:1719-1724): every member takes in the
 * observations with errors of its own, x + K (y + e - h(x)). The errors are centred, so that the mean moves as in the Kalman filter, and
 * scaled by sqrt(N / (N - 1)), so that their covariance stays R on average.
 *
 * K sees the errors only along the singular vectors of the whitened anomalies, on which they are independent standard normals too: they
 * are drawn there.
 */
export class StochasticKalman implements EnsembleAnalysis {
  readonly #spectrum = new AnomalySpectrum();
  readonly #transform = new AnomalyTransform();
  #errors = new Float64Array(0);

  update(
    values: Float64Array,
    members: number,
    observed: ObservedEnsemble,
    random: RandomSource,
    cycle: number,
  ): void {
    this.#spectrum.decompose(observed.anomalies, observed.innovation, members, observed.count);
    const { rank, squares, pull, vectors } = this.#spectrum;
    if (this.#errors.length < members * rank) this.#errors = new Float64Array(members * rank);
    const errors = this.#errors;
    for (let m = 0; m < members; m++) {
      const draws = random.draws(m, PERTURBATION, cycle);
      for (let j = 0; j < rank; j++) errors[m * rank + j] = draws.normal();
    }
    this.#transform.reserve(members, rank);
    const { weights } = this.#transform;
    const scale = Math.sqrt(members / (members - 1));
    for (let j = 0; j < rank; j++) {
      let mean = 0;
      for (let m = 0; m < members; m++) mean += errors[m * rank + j]! / members;
      const root = Math.sqrt(squares[j]!);
      const gain = 1 / (members - 1 + squares[j]!);
      for (let m = 0; m < members; m++) {
        const error = scale * (errors[m * rank + j]! - mean);
        weights[m * rank + j] = gain * (pull[j]! - root * (root * vectors[j * members + m]! + error));
      }
    }
    this.#transform.apply(values, members, this.#spectrum);
  }
}
