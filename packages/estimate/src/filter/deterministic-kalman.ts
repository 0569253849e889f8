import { SpanAnalysis } from './span-analysis.ts';

/**
 * The deterministic ensemble Kalman filter DEnKF (Sakov and Oke 2008, Tellus A 60:361-371, equation 14): the mean moves by the Kalman
 * gain K, the anomalies by half of it, A - 1/2 K H A. The covariance comes out too wide by 1/4 K H P H' K', which acts as an
 * inflation that grows with the weight of the observations. Draws no numbers.
 */
export class DeterministicKalman extends SpanAnalysis {
  protected weigh(members: number): number {
    const { rank, squares, pull, vectors } = this.spectrum;
    const { weights } = this.transform;
    for (let j = 0; j < rank; j++) {
      const total = members - 1 + squares[j]!;
      const shift = pull[j]! / total;
      const stretch = (-0.5 * squares[j]!) / total;
      for (let at = j; at < members * rank; at += rank) weights[at] = shift + stretch * vectors[at]!;
    }
    return 1;
  }
}
