import { TwinwardError } from '@twinward/contract';
import { cholesky } from '../ensemble/cholesky.ts';
import { invertPositive } from '../linear-algebra/positive-definite.ts';
import { checkFinite } from './check-finite.ts';
import { errorVariance } from './error-variance.ts';
import { MOST_REOPENED, type NormalBelief } from './extended-kalman.ts';
import { chiSquareBound } from './lost-ensemble.ts';
import type { ObservationSet } from './observation-set.ts';
import { type CycleReport, reportOf, type SequentialFilter } from './sequential-filter.ts';
import type { StateSpaceModel } from './state-space-model.ts';

/** The constants of the scaled unscented transformation. */
export interface UnscentedOptions {
  /** Spread of the points; small ones look close to the mean. 1 by default. */
  readonly alpha?: number;
  /** What is known of higher moments; 2, the default, is best for a normal distribution. */
  readonly beta?: number;
  /** A second measure of spread; 0 by default, with which no point has a negative weight in the mean. */
  readonly kappa?: number;
  /** Doubles the sd of the belief until innovations are no longer such as come up once in a thousand cycles; on by default. */
  readonly reopen?: boolean;
}

/**
 * The unscented Kalman filter (Julier and Uhlmann 2004, Proc. IEEE 92:401-422) with scaled sigma points (Wan and van der Merwe 2000,
 * equations 15): 2 n + 1 points x, x +- column i of the root of (n + l) P, l = alpha^2 (n + kappa) - n, are carried through the model,
 * and new ones through the observations; means and covariances follow by weighted sums. Exact for linear systems, right to second order
 * for others, without derivatives. The covariance may be singular.
 *
 * Throws `usage` for constants that leave the points no spread, `belief.collapsed` when the model gives numbers that are not finite.
 */
export class UnscentedKalman implements SequentialFilter {
  readonly mean: Float64Array;
  /** Covariance [n x n, by rows]. */
  readonly covariance: Float64Array;
  readonly #model: StateSpaceModel;
  readonly #points: Float64Array;
  readonly #square: number;
  readonly #centre: { readonly mean: number; readonly covariance: number };
  readonly #reopen: boolean;
  readonly #forecast: NormalBelief;
  #predicted = new Float64Array(0);

  constructor(model: StateSpaceModel, initial: NormalBelief, options: UnscentedOptions = {}) {
    const { alpha = 1, beta = 2, kappa = 0 } = options;
    const n = model.size;
    this.#model = model;
    this.mean = initial.mean.slice();
    this.covariance = initial.covariance.slice();
    this.#forecast = { mean: this.mean.slice(), covariance: this.covariance.slice() };
    this.#reopen = options.reopen ?? true;
    this.#points = new Float64Array((2 * n + 1) * n);
    this.#square = alpha * alpha * (n + kappa);
    if (!(this.#square > 0)) {
      throw new TwinwardError('usage', `alpha^2 (n + kappa) is ${this.#square}`, {
        field: 'alpha',
        remedy: 'choose alpha above 0 and kappa above -n',
      });
    }
    const centre = (this.#square - n) / this.#square;
    this.#centre = { mean: centre, covariance: centre + 1 - alpha * alpha + beta };
  }

  cycle(from: number, to: number, observations: ObservationSet | null): CycleReport {
    const n = this.mean.length;
    this.#spread();
    this.#model.advance(this.#points, 2 * n + 1, from, to, null);
    checkFinite(this.#points, 'forecast');
    weightedMean(this.#points, n, this.#square, this.#centre.mean, this.mean);
    this.#covary(this.#points, this.mean, this.#points, this.mean, this.covariance);
    this.#model.addNoiseCovariance?.(from, to, this.covariance);
    if (observations === null) return reportOf(0, 0);
    this.#forecast.mean.set(this.mean);
    this.#forecast.covariance.set(this.covariance);
    let reopened = 1;
    let { report, distance } = this.#update(observations);
    while (this.#reopen && distance > chiSquareBound(report.used) && reopened < MOST_REOPENED) {
      reopened *= 2;
      this.mean.set(this.#forecast.mean);
      for (let at = 0; at < this.covariance.length; at++) {
        this.covariance[at] = reopened * reopened * this.#forecast.covariance[at]!;
      }
      ({ report, distance } = this.#update(observations));
    }
    return { ...report, reopened };
  }

  /** Takes the observations in; z as in `gaussianUpdate`. */
  #update(observations: ObservationSet): { readonly report: CycleReport; readonly distance: number } {
    const n = this.mean.length;
    const all = observations.values.length;
    const present = Array.from({ length: all }, (_, j) => j).filter(
      (j) => !Number.isNaN(observations.values[j]!),
    );
    const p = present.length;
    if (p === 0) return { report: reportOf(0, all), distance: 0 };
    this.#spread();
    if (this.#predicted.length !== (2 * n + 1) * all) this.#predicted = new Float64Array((2 * n + 1) * all);
    observations.predict(this.#points, 2 * n + 1, this.#predicted);
    const predicted = new Float64Array((2 * n + 1) * p);
    for (let m = 0; m <= 2 * n; m++) {
      for (const [k, j] of present.entries()) predicted[m * p + k] = this.#predicted[m * all + j]!;
    }
    checkFinite(predicted, 'predictions');
    const expected = new Float64Array(p);
    weightedMean(predicted, p, this.#square, this.#centre.mean, expected);
    const own = new Float64Array(p * p);
    const cross = new Float64Array(n * p);
    this.#covary(predicted, expected, predicted, expected, own);
    this.#covary(this.#points, this.mean, predicted, expected, cross);
    for (const [k, j] of present.entries()) own[k * p + k] = own[k * p + k]! + errorVariance(observations, j);
    const inverse = invertPositive(own, p)?.inverse;
    if (inverse === undefined) {
      throw new TwinwardError('belief.collapsed', 'the covariance of the predictions is not positive', {
        field: 'covariance',
        remedy: 'choose alpha nearer to 1, so that no point has a large negative weight',
      });
    }
    let distance = 0;
    for (let k = 0; k < p; k++) {
      for (let l = 0; l < p; l++) {
        const [left, right] = [
          observations.values[present[k]!]! - expected[k]!,
          observations.values[present[l]!]! - expected[l]!,
        ];
        distance += left * inverse[k * p + l]! * right;
      }
    }
    const gain = new Float64Array(p);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < p; k++) {
        let sum = 0;
        for (let l = 0; l < p; l++) sum += cross[i * p + l]! * inverse[l * p + k]!;
        gain[k] = sum;
        this.mean[i] = this.mean[i]! + sum * (observations.values[present[k]!]! - expected[k]!);
      }
      for (let j = 0; j < n; j++) {
        for (let k = 0; k < p; k++) {
          this.covariance[i * n + j] = this.covariance[i * n + j]! - gain[k]! * cross[j * p + k]!;
        }
      }
    }
    return { report: reportOf(p, all - p), distance };
  }

  /** The sigma points of mean and covariance: the mean, then pairs on either side of it. */
  #spread(): void {
    const n = this.mean.length;
    const root = cholesky(this.covariance, n);
    const scale = Math.sqrt(this.#square);
    this.#points.set(this.mean);
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < n; i++) {
        const off = scale * root[i * n + j]!;
        this.#points[(2 * j + 1) * n + i] = this.mean[i]! + off;
        this.#points[(2 * j + 2) * n + i] = this.mean[i]! - off;
      }
    }
  }

  /** The weighted covariance of two sets of points [2 n + 1 by rows] about their means. */
  #covary(
    a: Float64Array,
    meanA: Float64Array,
    b: Float64Array,
    meanB: Float64Array,
    out: Float64Array,
  ): void {
    const [p, q] = [meanA.length, meanB.length];
    out.fill(0);
    for (let m = 0; m * p < a.length; m++) {
      const weight = m === 0 ? this.#centre.covariance : 0.5 / this.#square;
      for (let i = 0; i < p; i++) {
        const left = weight * (a[m * p + i]! - meanA[i]!);
        for (let j = 0; j < q; j++) out[i * q + j] = out[i * q + j]! + left * (b[m * q + j]! - meanB[j]!);
      }
    }
  }
}

/** The weighted mean of points by rows, of which the first has a weight of its own. */
function weightedMean(
  points: Float64Array,
  p: number,
  square: number,
  first: number,
  out: Float64Array,
): void {
  for (let i = 0; i < p; i++) out[i] = first * points[i]!;
  for (let m = 1; m * p < points.length; m++) {
    for (let i = 0; i < p; i++) out[i] = out[i]! + (0.5 / square) * points[m * p + i]!;
  }
}
