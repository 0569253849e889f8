import { StretchAnalysis } from './stretch-analysis.ts';

/**
 * The ensemble transform Kalman filter with the symmetric square root (Bishop, Etherton and Majumdar 2001; Hunt, Kostelich and
 * Szunyogh 2007, Physica D 230:112-126, equations 20 to 25). With S = Y R^-1/2 the whitened anomalies [N x p], d the whitened
 * innovation and C = (N - 1) I + S S', the mean moves by A' C^-1 S d and the anomalies A become sqrt(N - 1) C^-1/2 A. Draws no
 * numbers; exact for a linear normal problem once N is above the size of the state.
 */
export class TransformKalman extends StretchAnalysis {
  protected choose(members: number): number {
    const { rank, squares, pull } = this.spectrum;
    const { shift, stretch } = this;
    for (let j = 0; j < rank; j++) {
      const total = members - 1 + squares[j]!;
      shift[j] = pull[j]! / total;
      stretch[j] = Math.sqrt((members - 1) / total) - 1;
    }
    return 1;
  }
}
