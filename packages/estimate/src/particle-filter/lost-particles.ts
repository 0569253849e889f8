import { exp } from '@twinward/simulate';
import { normaliseLogWeights } from '../ensemble/log-weights.ts';
import { chiSquareBound, LostEnsemble } from '../filter/lost-ensemble.ts';
import { spreadRows, weightedMeanRow } from '../filter/member-rows.ts';
import type { ObservationSet } from '../filter/observation-set.ts';
import { ObservedEnsemble } from '../filter/observed-ensemble.ts';

/**
 * Raises the spread of weighted members that have lost the system they follow. Their weights do not show it: members that lie close
 * together and far away fit alike badly, so that none stands out and the effective sample size stays high.
 *
 * They are lost where the test of `LostEnsemble` says so of their weighted mean and covariance and, besides, what is observed lies
 * farther from every one of them than its errors reach in all but one in a thousand times. Without the second, a few members on the
 * other wing of a divided belief would be taken for a loss just when weighing is about to prove them right.
 */
export class LostParticles {
  readonly #observed = new ObservedEnsemble();
  readonly #lost = new LostEnsemble();

  /**
   * Moves members [members x size, by rows] away from their weighted mean if they are lost, before they are weighed; by how much, 1
   * while they are consistent. Members without weight or finite predictions do not count.
   */
  reopen(values: Float64Array, logWeights: Float64Array, observations: ObservationSet): number {
    const members = logWeights.length;
    const observed = this.#observed;
    observed.predict(values, members, observations);
    if (observed.count === 0) return 1;
    const bound = chiSquareBound(observed.count);
    const seen = new Float64Array(members).fill(Number.NEGATIVE_INFINITY);
    for (let m = 0; m < members; m++) {
      if (logWeights[m] === Number.NEGATIVE_INFINITY) continue;
      const distance = observed.distance(m);
      if (distance <= bound) return 1;
      if (Number.isFinite(distance)) seen[m] = logWeights[m]!;
    }
    const normalised = normaliseLogWeights(seen);
    if (!Number.isFinite(normalised.logSum)) return 1;
    const weights = normalised.logWeights.map((w) => exp(w));
    observed.centreWeighted(weights);
    const factor = this.#lost.factor(observed);
    if (factor === 1) return 1;
    const mean = new Float64Array(values.length / members);
    weightedMeanRow(values, weights, mean);
    spreadRows(values, members, mean, factor);
    return factor;
  }
}
