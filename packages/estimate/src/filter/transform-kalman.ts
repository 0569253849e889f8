import { SpanAnalysis } from './span-analysis.ts';

/**
 * The ensemble transform Kalman filter with the symmetric square root (Bishop, Etherton and Majumdar 2001; Hunt, Kostelich and
 * Szunyogh 2007, Physica D 230:112-126, equations 20 to 25). With S = Y R^-1/2 the whitened anomalies [N x p], d the whitened
 * innovation and C = (N - 1) I + S S', the mean moves by A' C^-1 S d and the anomalies A become sqrt(N - 1) C^-1/2 A. Draws no
 * numbers; exact for a linear normal problem once N is above the size of the state.
 */
export class TransformKalman extends SpanAnalysis {
  protected weigh(members: number): number {
    const { rank, squares, pull, vectors } = this.spectrum;
    const { weights } = this.transform;
    for (let j = 0; j < rank; j++) {
      const total = members - 1 + squares[j]!;
      const shift = pull[j]! / total;
      const stretch = Math.sqrt((members - 1) / total) - 1;
      for (let at = j; at < members * rank; at += rank) weights[at] = shift + stretch * vectors[at]!;
    }
    return 1;
  }
}
