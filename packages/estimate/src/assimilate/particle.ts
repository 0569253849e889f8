import {
  type Assimilation,
  type Belief,
  type Measurement,
  type RandomSource,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import { log } from '@twinward/simulate';
import { weightsOf } from '../ensemble/log-weights.ts';
import { meanOf } from '../ensemble/moments.ts';
import { ancestorsWhenFew, pickMembers } from '../ensemble/resample.ts';
import { reweigh } from '../ensemble/reweigh.ts';
import type { Assimilated, MeasurementResult } from './assimilated.ts';
import { doubtedNoise } from './doubt.ts';
import { logLikelihood } from './log-likelihood.ts';
import { observableOf } from './observable-of.ts';
import { membersAgree, predictiveOf } from './predictive.ts';
import { readingAbout } from './reading.ts';
import { recoverMembers } from './recover-members.ts';
import { regularise } from './regularise.ts';

/**
 * The bootstrap particle filter (Gordon, Salmond and Smith 1993): members are reweighted by the likelihood of the error model,
 * one reading at a time, and resampled systematically, with their structures, when the effective sample size falls below
 * `resampleBelow` of their number; parameter columns are then moved by the kernel of Liu and West 2001 (`regularise`).
 *
 * A reading more than `DOUBT_BEYOND` predictive sd away is doubted: its log-likelihood is divided by the factor by which
 * `doubtedNoise` raises the error variance. Members that are not finite are recovered (`recoverMembers`) or
 * `belief.collapsed` is thrown, as it is when no member could have given the reading.
 */
export function particle(
  model: TwinModel,
  prior: Belief,
  measurements: readonly Measurement[],
  random: RandomSource,
  method: Extract<Assimilation, { readonly method: 'particle' }>,
): Assimilated {
  let belief = prior;
  const results: MeasurementResult[] = [];
  measurements.forEach((measurement, index) => {
    const { error } = observableOf(model, measurement.observable);
    const sound = recoverMembers(belief, model.columns, [model.predict(belief, measurement.observable)]);
    const predictions = model.predict(sound.belief, measurement.observable);
    const weights = weightsOf(sound.belief);
    const expected = predictiveOf(error, predictions, weights, measurement, () =>
      random.draws(0, 1, index).uniform(),
    );
    const distance = conflictOf(measurement, expected.mean);
    const used = doubtedNoise(distance, expected.spread, expected.noise);
    const doubt = expected.noise > 0 ? used / expected.noise : 1;
    const before = sound.belief.logWeights ?? new Float64Array(belief.size).fill(-log(belief.size));
    const densities = predictions.map((p) => logLikelihood(error, p, measurement));
    const { logWeights, logSum } = reweigh(before, densities, doubt);
    if (!Number.isFinite(logSum)) throw impossible(measurement);
    const updated: Belief = { ...sound.belief, logWeights };
    const after = weightsOf(updated)!;
    const expectedNow = predictions.map((p) => readingAbout(error, p).mean);
    results.push({
      observable: measurement.observable,
      observed: measurement.value,
      censored: measurement.censored,
      predicted: expected.mean,
      sd: Math.sqrt(expected.spread + expected.noise),
      pit: expected.pit,
      shift: meanOf(expectedNow, after) - expected.mean,
      logEvidence: doubt === 1 ? logSum : reweigh(before, densities).logSum,
      doubt,
      recovered: sound.recovered,
      agreed: membersAgree(expected),
    });
    const ancestors = ancestorsWhenFew(after, method.resampleBelow ?? 0.5, () =>
      random.draws(0, 2, index).uniform(),
    );
    belief =
      ancestors === null
        ? updated
        : regularise(
            updated,
            pickMembers(updated, ancestors),
            model.columns,
            method.regularisation ?? 0.5,
            (member) => random.draws(member, 3, index),
          );
  });
  return { belief, results };
}

/** Distance of a reading from its prediction; 0 for a limit that the prediction respects. */
function conflictOf(measurement: Measurement, predicted: number): number {
  const distance = measurement.value - predicted;
  if (measurement.censored === 'below') return Math.min(0, distance);
  return measurement.censored === 'above' ? Math.max(0, distance) : distance;
}

function impossible(measurement: Measurement): TwinwardError {
  return new TwinwardError(
    'belief.collapsed',
    `no member of the belief could have given ${measurement.observable} ${measurement.value}`,
    {
      field: measurement.observable,
      remedy: 'check the reading; if it is right, the model does not fit the subject',
    },
  );
}
