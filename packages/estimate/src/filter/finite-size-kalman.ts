import type { AnomalySpectrum } from './anomaly-spectrum.ts';
import { type Hyperprior, hyperprior } from './hyperprior.ts';
import { StretchAnalysis } from './stretch-analysis.ts';

/**
 * The finite-size ensemble Kalman filter EnKF-N (Bocquet 2011, NPG 18:735-750; Bocquet, Raanes and Hannart 2015, NPG 22:645-662): the
 * true mean and covariance of the forecast are taken as unknown and integrated out, so that no inflation has to be tuned. In the dual
 * form the anomalies are raised before a `TransformKalman` update by the factor l that makes
 * sum b_j^2 / (N - 1 + l^2 s_j^2) + e / l^2 + c ln l^2 least, where b_j is the whitened innovation along the singular vectors, s_j
 * are the singular values, and e and c come from the `hyperprior`. Draws no numbers.
 */
export class FiniteSizeKalman extends StretchAnalysis {
  readonly #certainty: number;

  /** `certainty` multiplies that of the hyperprior ("xN"): above 1 trusts the spread of the ensemble more, for weakly nonlinear models. */
  constructor(certainty = 1) {
    super();
    this.#certainty = certainty;
  }

  protected choose(members: number): number {
    const { rank, squares, pull } = this.spectrum;
    const { shift, stretch } = this;
    const n1 = members - 1;
    const square = bestSquare(this.spectrum, n1, hyperprior(this.spectrum, members, this.#certainty));
    const raised = Math.sqrt(square);
    for (let j = 0; j < rank; j++) {
      const total = n1 + square * squares[j]!;
      shift[j] = (raised * pull[j]!) / total;
      stretch[j] = Math.sqrt(n1 / total) - 1;
    }
    return raised;
  }
}

/** l^2 at the minimum of the dual cost that is nearest to 1, by bracketing and bisection of its slope over ln l^2. */
function bestSquare(spectrum: AnomalySpectrum, n1: number, prior: Hyperprior): number {
  let [low, high] = [1, 1];
  while (high < 1e12 && slope(spectrum, n1, prior, high) < 0) [low, high] = [high, 2 * high];
  while (low > 1e-6 && slope(spectrum, n1, prior, low) > 0) [low, high] = [low / 2, low];
  for (let halving = 0; halving < 40; halving++) {
    const middle = (low + high) / 2;
    if (slope(spectrum, n1, prior, middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** u dJ/du at u = l^2: c - e / u - sum b_j^2 s_j^2 u / (N - 1 + u s_j^2)^2. */
function slope(
  { rank, squares, pull }: AnomalySpectrum,
  n1: number,
  { e, c }: Hyperprior,
  u: number,
): number {
  let sum = c - e / u;
  for (let j = 0; j < rank; j++) sum -= (u * pull[j]! * pull[j]!) / (n1 + u * squares[j]!) ** 2;
  return sum;
}
