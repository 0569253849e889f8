import {
  type Belief,
  type Instant,
  type RandomSource,
  type Subject,
  TwinwardError,
} from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { typicalValues } from '../population/individual-kinetics.ts';
import { lowerFactor } from '../population/lower-factor.ts';
import {
  type CovariateValues,
  type PopulationModel,
  priorCovariance,
} from '../population/population-model.ts';
import { checkCovariates } from '../population/treatment-history.ts';
import type { DosingColumns } from './dosing-columns.ts';

/**
 * The belief before any level: no drug, and parameters drawn from the population of people with these covariates. Throws
 * `subject.invalid`, by name, for a covariate that is missing or absurd.
 */
export function dosingPrior(
  model: PopulationModel,
  at: DosingColumns,
  subject: Subject,
  instant: Instant,
  size: number,
  random: RandomSource,
): Belief {
  const covariates = covariatesOf(model, subject);
  const typical = typicalValues(model, covariates);
  const n = typical.length;
  const factor = lowerFactor(priorCovariance(model), n);
  const values = new Float64Array(size * at.width);
  const z = new Float64Array(n);
  for (let m = 0; m < size; m++) {
    const o = m * at.width;
    const draws = random.draws(m, 0, 0);
    for (let i = 0; i < n; i++) z[i] = draws.normal();
    for (let i = 0; i < n; i++) {
      let eta = 0;
      for (let j = 0; j <= i; j++) eta += factor[i * n + j]! * z[j]!;
      values[o + at.kinetics + i] = typical[i]! * exp(eta);
    }
    for (const [i, { name }] of model.covariates.entries()) values[o + at.covariates + i] = covariates[name]!;
  }
  return { at: instant, size, width: at.width, values, logWeights: null, structures: null };
}

function covariatesOf(model: PopulationModel, { facts }: Subject): CovariateValues {
  const values: Record<string, number> = {};
  for (const { name, label, unit } of model.covariates) {
    const value = facts[name];
    if (typeof value === 'boolean') values[name] = value ? 1 : 0;
    else if (typeof value === 'number') values[name] = value;
    else if (value !== undefined) {
      throw new TwinwardError('subject.invalid', `${label} is no number`, {
        field: name,
        remedy: `give a number, ${unit}`,
      });
    }
  }
  checkCovariates(model, values);
  return values;
}
