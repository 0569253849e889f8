import { errorVariance } from './error-variance.ts';
import type { ObservationSet } from './observation-set.ts';

/**
 * An ensemble as the observations see it, in units of their error sd: the common start of every analysis. Missing observations
 * (NaN) are left out. Arrays are kept from one call to the next and may be longer than `count` asks for.
 */
export class ObservedEnsemble {
  /** Members, and observations that are present. */
  members = 0;
  count = 0;
  /** Index in the set of each observation present [count]. */
  readonly present: number[] = [];
  /** Predictions less their mean, over the error sd: Y R^-1/2 [members x count, by rows]. */
  anomalies: Float64Array = new Float64Array(0);
  /** Observation less mean prediction, over the error sd: R^-1/2 (y - mean h(x)) [count]. */
  innovation: Float64Array = new Float64Array(0);
  /** The set that was observed. */
  observations: ObservationSet | null = null;
  #predictions = new Float64Array(0);
  #errorSd = new Float64Array(0);

  /** Predicts a set from every member [members x size]. Throws `observation.invalid` for an error variance that is not above 0. */
  predict(values: Float64Array, members: number, observations: ObservationSet): void {
    const all = observations.values.length;
    this.observations = observations;
    this.members = members;
    this.present.length = 0;
    for (let j = 0; j < all; j++) if (!Number.isNaN(observations.values[j]!)) this.present.push(j);
    this.count = this.present.length;
    if (this.#predictions.length !== members * all) this.#predictions = new Float64Array(members * all);
    if (this.#errorSd.length < all) {
      this.#errorSd = new Float64Array(all);
      this.innovation = new Float64Array(all);
    }
    if (this.anomalies.length < members * all) this.anomalies = new Float64Array(members * all);
    for (let j = 0; j < this.count; j++)
      this.#errorSd[j] = Math.sqrt(errorVariance(observations, this.present[j]!));
    if (this.count > 0) observations.predict(values, members, this.#predictions);
  }

  /** Whether every present prediction of a member is a finite number. */
  isFinite(member: number): boolean {
    const all = this.observations!.values.length;
    for (const j of this.present) if (!Number.isFinite(this.#predictions[member * all + j]!)) return false;
    return true;
  }

  /** Gives a member the predictions of another. */
  copy(from: number, to: number): void {
    const all = this.observations!.values.length;
    this.#predictions.copyWithin(to * all, from * all, (from + 1) * all);
  }

  /** Forms anomalies and innovation. An observation more than `doubtBeyond` predictive sd away counts less; returns how many do. */
  centre(doubtBeyond: number): number {
    const { members, count, present, anomalies, innovation } = this;
    const predictions = this.#predictions;
    const { values } = this.observations!;
    const all = values.length;
    let doubted = 0;
    for (let j = 0; j < count; j++) {
      const column = present[j]!;
      // about the first member, so that members that agree have no anomalies at all
      const first = predictions[column]!;
      let sum = 0;
      for (let m = 1; m < members; m++) sum += predictions[m * all + column]! - first;
      const mean = first + sum / members;
      let sd = this.#errorSd[j]!;
      const distance = values[column]! - mean;
      let spread = 0;
      if (doubtBeyond < Number.POSITIVE_INFINITY) {
        for (let m = 0; m < members; m++) spread += (predictions[m * all + column]! - mean) ** 2;
        spread /= members - 1;
        const total = spread + sd * sd;
        const excess = (distance * distance) / (total * doubtBeyond * doubtBeyond);
        if (excess > 1) {
          sd = Math.sqrt(total * excess - spread);
          doubted += 1;
        }
      }
      innovation[j] = distance / sd;
      for (let m = 0; m < members; m++)
        anomalies[m * count + j] = (predictions[m * all + column]! - mean) / sd;
    }
    return doubted;
  }

  /** Multiplies the anomalies by a factor. */
  raise(factor: number): void {
    for (let at = 0; at < this.members * this.count; at++) this.anomalies[at] = factor * this.anomalies[at]!;
  }
}
