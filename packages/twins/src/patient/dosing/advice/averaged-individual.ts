import type { RandomSource } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { type Individual, individual } from '../population/individual.ts';
import type { PopulationModel } from '../population/population-model.ts';
import type { CheckedCourse, TreatmentHistory } from '../population/treatment-history.ts';

/** A person under several models of the same drug, each with its share of the belief. */
export interface AveragedIndividual {
  readonly drug: string;
  readonly shares: readonly { readonly individual: Individual; readonly weight: number }[];
  /** What lies outside the range of any model, in words. */
  readonly outsideValidity: readonly string[];
  /** Levels that are not used, by their row, and why. */
  readonly heldAside: CheckedCourse['heldAside'];
  readonly source: string;
}

const SOURCE = 'Uster et al. 2021, Clin. Pharmacol. Ther. 109:175-183 (model averaging by likelihood)';

/**
 * A person under several models, weighed by how probable each model made what was measured:
 *
 *     w_i = exp(-OFV_i / 2) / sum exp(-OFV_j / 2)
 *
 * with OFV the marginal -2 log likelihood of the levels, random effects integrated out by Laplace (`MapEstimate.marginal`).
 * Without levels all models weigh the same. The marginal likelihood does not favour a model for being loose, as the likelihood at
 * the most probable individual would.
 *
 * Throws what `individual` throws: a model that cannot take the person is not left out in silence.
 */
export function averagedIndividual(
  models: readonly [PopulationModel, ...PopulationModel[]],
  history: TreatmentHistory,
  random: RandomSource,
  count = 500,
): AveragedIndividual {
  const individuals = models.map((model) => individual(model, history, random, count));
  const objectives = individuals.map(({ estimate }) => estimate.marginal);
  const least = Math.min(...objectives);
  const raw = objectives.map((objective) => exp((least - objective) / 2));
  const total = raw.reduce((a, b) => a + b, 0);
  return {
    drug: models[0].drug,
    shares: individuals.map((own, i) => ({ individual: own, weight: raw[i]! / total })),
    outsideValidity: individuals.flatMap(({ course }) => course.outsideValidity),
    heldAside: individuals[0]!.course.heldAside,
    source: SOURCE,
  };
}
