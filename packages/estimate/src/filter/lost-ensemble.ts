import { AnomalySpectrum } from './anomaly-spectrum.ts';
import type { ObservedEnsemble } from './observed-ensemble.ts';

/** Mean squared innovation, over what is predicted of each observation, that is worth a closer look. */
const SUSPICIOUS = 2;
/** Normal quantile of one in a thousand. */
const QUANTILE = 3.0902;
/** The spread is raised by no more than this at once: an ensemble thrown far apart may leave the range of its model. */
const MOST = 10;

/**
 * Notices an ensemble that has lost the system it follows: innovations too large for its spread, taken together. With b_j the whitened
 * innovation along the singular vectors of S = Y R^-1/2 and l_j their squared singular values, z = sum b_j^2 / (1 + l_j / (N - 1)) is
 * chi-square with as many degrees of freedom as there are vectors while the ensemble is consistent (Bar-Shalom, Li and Kirubarajan
 * 2001, section 5.4). Where so large a z would come up in fewer than one cycle in a thousand, the spread is raised by the factor that
 * makes z what it is on average (after Mitchell and Houtekamer 2000, MWR 128:416-433).
 */
export class LostEnsemble {
  readonly #spectrum = new AnomalySpectrum();

  /** By how much the anomalies must be raised; 1 while the ensemble is consistent. */
  factor(observed: ObservedEnsemble): number {
    const { members, count, anomalies, innovation } = observed;
    const n1 = members - 1;
    let sum = 0;
    for (let j = 0; j < count; j++) {
      let spread = 0;
      for (let m = 0; m < members; m++) spread += anomalies[m * count + j]! * anomalies[m * count + j]!;
      sum += (innovation[j]! * innovation[j]!) / (1 + spread / n1);
    }
    if (!(sum > SUSPICIOUS * count)) return 1;
    this.#spectrum.decompose(anomalies, innovation, members, count);
    const { rank } = this.#spectrum;
    if (rank === 0 || !(this.#distance(1, n1) > chiSquareBound(rank))) return 1;
    let [low, high] = [0, 1];
    while (high < MOST && this.#distance(high, n1) > rank) [low, high] = [high, 2 * high];
    for (let halving = 0; halving < 30; halving++) {
      const middle = (low + high) / 2;
      if (this.#distance(middle, n1) > rank) low = middle;
      else high = middle;
    }
    return Math.min(high, MOST);
  }

  /** z for anomalies raised by a factor. */
  #distance(factor: number, n1: number): number {
    const { rank, squares, pull } = this.#spectrum;
    let sum = 0;
    for (let j = 0; j < rank; j++) {
      sum += (pull[j]! * pull[j]!) / squares[j]! / (1 + (factor * factor * squares[j]!) / n1);
    }
    return sum;
  }
}

/** What a chi-square number exceeds once in a thousand times (Wilson and Hilferty 1931). */
export function chiSquareBound(freedom: number): number {
  const share = 2 / (9 * freedom);
  return freedom * (1 - share + QUANTILE * Math.sqrt(share)) ** 3;
}
