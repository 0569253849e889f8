import { rowKernel } from '../linear-algebra/row-kernel.ts';
import { errorVariance } from './error-variance.ts';
import { weightedMeanRow } from './member-rows.ts';
import type { ObservationSet } from './observation-set.ts';

/**
 * An ensemble as the observations see it, in units of their error sd: the common start of every analysis. Missing observations
 * (NaN) are left out. Arrays are kept from one call to the next and may be longer than `count` asks for.
 */
export class ObservedEnsemble {
  /** Members, and observations that are present. */
  members = 0;
  count = 0;
  /** Index in the set of each observation that is there [count]. */
  present: Int32Array = new Int32Array(0);
  /** Predictions less their mean, over the error sd: Y R^-1/2 [members x count, by rows]. */
  anomalies: Float64Array = new Float64Array(0);
  /** Observation less mean prediction, over the error sd: R^-1/2 (y - mean h(x)) [count]. */
  innovation: Float64Array = new Float64Array(0);
  /** The set that was observed. */
  observations: ObservationSet | null = null;
  #predictions = new Float64Array(0);
  #errorSd = new Float64Array(0);
  #scale = new Float64Array(0);
  #mean = new Float64Array(0);
  /** Whether the sums of what predictions are more than the first lie in the mean already. */
  #summed = false;

  /** Predicts a set from every member [members x size]. Throws `observation.invalid` for an error variance that is not above 0. */
  predict(values: Float64Array, members: number, observations: ObservationSet): void {
    const all = observations.values.length;
    this.observations = observations;
    this.members = members;
    this.#summed = false;
    if (this.present.length < all) this.present = new Int32Array(all);
    this.count = 0;
    for (let j = 0; j < all; j++) if (!Number.isNaN(observations.values[j]!)) this.present[this.count++] = j;
    if (this.#predictions.length !== members * all) this.#predictions = new Float64Array(members * all);
    if (this.#errorSd.length < all) {
      this.#errorSd = new Float64Array(all);
      this.#scale = new Float64Array(all);
      this.#mean = new Float64Array(all);
      this.innovation = new Float64Array(all);
    }
    if (this.anomalies.length < members * all) this.anomalies = new Float64Array(members * all);
    for (let j = 0; j < this.count; j++)
      this.#errorSd[j] = Math.sqrt(errorVariance(observations, this.present[j]!));
    if (this.count > 0) observations.predict(values, members, this.#predictions);
  }

  /** Whether every prediction that counts is a finite number. */
  allFinite(): boolean {
    const all = this.observations!.values.length;
    if (this.count === all) {
      this.#summed = rowKernel().departures(this.#predictions, this.members, all, this.#mean);
      if (this.#summed) return true;
    }
    for (let m = 0; m < this.members; m++) if (!this.isFinite(m)) return false;
    return true;
  }

  /** Whether every prediction of a member that counts is a finite number. */
  isFinite(member: number): boolean {
    const all = this.observations!.values.length;
    for (let k = 0; k < this.count; k++) {
      if (!Number.isFinite(this.#predictions[member * all + this.present[k]!]!)) return false;
    }
    return true;
  }

  /** Squared distance of what was observed from the prediction of a member, over the error variances; NaN if it is not finite. */
  distance(member: number): number {
    const { values } = this.observations!;
    let sum = 0;
    for (let k = 0; k < this.count; k++) {
      const j = this.present[k]!;
      const z = (values[j]! - this.#predictions[member * values.length + j]!) / this.#errorSd[k]!;
      sum += z * z;
    }
    return sum;
  }

  /** Gives a member the predictions of another. */
  copy(from: number, to: number): void {
    const all = this.observations!.values.length;
    this.#summed = false;
    this.#predictions.copyWithin(to * all, from * all, (from + 1) * all);
  }

  /** Forms anomalies and innovation. An observation more than `doubtBeyond` predictive sd away counts less; returns how many do. */
  centre(doubtBeyond: number): number {
    const { members, count, present, anomalies, innovation } = this;
    const { values } = this.observations!;
    const predictions = this.#presentPredictions();
    const [scale, mean] = [this.#scale, this.#mean];
    let doubted = 0;
    // about the first member, so that members that agree have no anomalies at all
    if (!this.#summed) rowKernel().departures(predictions, members, count, mean);
    this.#summed = false;
    for (let j = 0; j < count; j++) {
      mean[j] = predictions[j]! + mean[j]! / members;
      const distance = values[present[j]!]! - mean[j]!;
      let sd = this.#errorSd[j]!;
      if (doubtBeyond < Number.POSITIVE_INFINITY) {
        let spread = 0;
        for (let m = 0; m < members; m++) spread += (predictions[m * count + j]! - mean[j]!) ** 2;
        spread /= members - 1;
        const total = spread + sd * sd;
        const excess = (distance * distance) / (total * doubtBeyond * doubtBeyond);
        if (excess > 1) {
          sd = Math.sqrt(total * excess - spread);
          doubted += 1;
        }
      }
      innovation[j] = distance / sd;
      scale[j] = 1 / sd;
      mean[j] = -(scale[j]! * mean[j]!);
    }
    rowKernel().scale(predictions, members, count, scale, mean, anomalies);
    return doubted;
  }

  /**
   * Forms anomalies and innovation of members with normalised weights [members]: about the weighted mean, each times the root of its
   * weight, so that S'S / (N - 1) is the weighted covariance. Members that weigh nothing have no anomaly, finite or not.
   */
  centreWeighted(weights: Float64Array): void {
    const { members, count, present, anomalies, innovation } = this;
    const { values } = this.observations!;
    const predictions = this.#presentPredictions();
    const mean = this.#mean.subarray(0, count);
    weightedMeanRow(predictions.subarray(0, members * count), weights, mean);
    let squares = 0;
    for (const w of weights) squares += w * w;
    const unbias = squares < 1 - 1e-12 ? (members - 1) / (1 - squares) : 0;
    for (let j = 0; j < count; j++) innovation[j] = (values[present[j]!]! - mean[j]!) / this.#errorSd[j]!;
    for (let m = 0, at = 0; m < members; m++) {
      const root = Math.sqrt(weights[m]! * unbias);
      for (let j = 0; j < count; j++, at++)
        anomalies[at] = root === 0 ? 0 : (root * (predictions[at]! - mean[j]!)) / this.#errorSd[j]!;
    }
  }

  /** Predictions of what is there [members x count]. */
  #presentPredictions(): Float64Array {
    const { members, count, present, anomalies } = this;
    const all = this.observations!.values.length;
    if (count === all) return this.#predictions;
    for (let m = 0, at = 0; m < members; m++) {
      const row = m * all;
      for (let j = 0; j < count; j++, at++) anomalies[at] = this.#predictions[row + present[j]!]!;
    }
    return anomalies;
  }

  /** Multiplies the anomalies by a factor. */
  raise(factor: number): void {
    for (let at = 0; at < this.members * this.count; at++) this.anomalies[at] = factor * this.anomalies[at]!;
  }
}
