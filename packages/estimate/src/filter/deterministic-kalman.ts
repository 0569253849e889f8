import { StretchAnalysis } from './stretch-analysis.ts';

/**
 * The deterministic ensemble Kalman filter DEnKF (Sakov and Oke 2008, Tellus A 60:361-371, equation 14): the mean moves by the Kalman
 * gain K, the anomalies by half of it, A - 1/2 K H A. The covariance comes out too wide by 1/4 K H P H' K', which acts as an
 * inflation that grows with the weight of the observations. Draws no numbers.
 */
export class DeterministicKalman extends StretchAnalysis {
  protected choose(members: number): number {
    const { rank, squares, pull } = this.spectrum;
    const { shift, stretch } = this;
    for (let j = 0; j < rank; j++) {
      const total = members - 1 + squares[j]!;
      shift[j] = pull[j]! / total;
      stretch[j] = (-0.5 * squares[j]!) / total;
    }
    return 1;
  }
}
