import {
  type Assimilation,
  type Belief,
  type ErrorModel,
  type KalmanAnalysis,
  type Measurement,
  type RandomSource,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import { logNormalDensity, logNormalTail } from '../distribution/normal-tail.ts';
import { estimatedColumns } from '../ensemble/column-values.ts';
import { covarianceOf, meanOf } from '../ensemble/moments.ts';
import { resample } from '../ensemble/resample.ts';
import type { EnsembleAnalysis } from '../filter/ensemble-analysis.ts';
import { FiniteSizeKalman } from '../filter/finite-size-kalman.ts';
import { ObservedEnsemble } from '../filter/observed-ensemble.ts';
import { StochasticKalman } from '../filter/stochastic-kalman.ts';
import { TransformKalman } from '../filter/transform-kalman.ts';
import type { Assimilated, MeasurementResult } from './assimilated.ts';
import { observableOf } from './observable-of.ts';
import { equivalentReading, type ObservationUpdate, observationUpdate } from './observation-update.ts';
import { membersAgree, type Predictive, predictiveOf } from './predictive.ts';
import { recoverMembers } from './recover-members.ts';
import { ScaledEnsemble } from './scaled-ensemble.ts';

/**
 * The deterministic serial ensemble square-root filter (Whitaker and Hamill 2002, "Ensemble data assimilation without perturbed
 * observations", MWR 130:1913-1924), one scalar reading at a time, in Anderson's two steps: the predictions h are moved to
 * their conditional mean and variance, then every column z, on its scale, follows by regression
 * (`ScaledEnsemble.regress`, which allows for the error of a regression on few members). Memory columns and structures stay as they are; weights, if any, are resampled away first.
 *
 * With another `analysis` the readings are taken at once instead, each as the reading with normal error that would have moved a
 * normal prediction as `observationUpdate` does.
 *
 * After the last reading spread that was lost is given back. Every column's is multiplied by `inflation`, a parameter's is
 * also relaxed to (1 - relaxation) of itself plus relaxation of what it was (Whitaker and Hamill 2012, RTPS); neither ever
 * makes a column wider than it was before the readings, so what is not observed does not drift apart.
 *
 * A reading more than `DOUBT_BEYOND` predictive sd away is doubted (`doubtedNoise`). Members that are not finite are recovered
 * (`recoverMembers`) or `belief.collapsed` is thrown. Members that all agree learn nothing, and stay finite.
 */
export function ensembleKalman(
  model: TwinModel,
  prior: Belief,
  measurements: readonly Measurement[],
  random: RandomSource,
  method: Extract<Assimilation, { readonly method: 'ensemble-kalman' }>,
): Assimilated {
  const equal =
    prior.logWeights === null ? prior : resample(prior, prior.size, random.draws(0, 0, 0).uniform());
  const predictions = measurements.map((m) => model.predict(equal, m.observable));
  const { belief, recovered } = recoverMembers(equal, model.columns, predictions);
  const ensemble = new ScaledEnsemble(
    belief,
    model.columns,
    estimatedColumns(model.columns),
    method.leastCorrelation,
  );
  const results: MeasurementResult[] = new Array(measurements.length);
  const analysis = analysisOf(method.analysis ?? 'serial');
  const together: Taken[] = [];
  const tell = (taken: Taken): void => {
    const { place, expected, update, error, measurement } = taken;
    const after = finitePredictions(model, ensemble.belief(), measurement.observable);
    const now = predictiveOf(error, after, null, measurement, () => 0.5);
    results[place] = {
      observable: measurement.observable,
      observed: measurement.value,
      censored: measurement.censored,
      predicted: expected.mean,
      sd: Math.sqrt(expected.spread + expected.noise),
      pit: expected.pit,
      shift: now.mean - expected.mean,
      logEvidence: error.kind === 'ordinal' ? null : normalEvidence(measurement, expected),
      doubt: update.doubt,
      recovered: 0,
      agreed: membersAgree(expected),
    };
  };
  inOneOrder(measurements).forEach((place, index) => {
    const measurement = measurements[place]!;
    const { error } = observableOf(model, measurement.observable);
    const before = finitePredictions(model, ensemble.belief(), measurement.observable);
    const expected = predictiveOf(error, before, null, measurement, () =>
      random.draws(0, 1, index).uniform(),
    );
    const [mean, spread] = [meanOf(before, null), covarianceOf(before, before, null)];
    const update = observationUpdate(error, measurement, mean, spread, expected.noise);
    const taken = { place, measurement, error, before, mean, spread, expected, update };
    if (analysis !== null) together.push(taken);
    else {
      if (spread > 0) moveSerially(ensemble, taken);
      tell(taken);
    }
  });
  if (analysis !== null) moveTogether(ensemble, together, belief.size, analysis, random);
  together.forEach(tell);
  if (results.length > 0) {
    results[0] = { ...results[0]!, recovered };
    ensemble.giveBackSpread(method.inflation ?? 1, method.relaxation ?? 0);
  }
  return { belief: ensemble.belief(), results };
}

/** A measurement on its way into the ensemble. */
interface Taken {
  readonly place: number;
  readonly measurement: Measurement;
  readonly error: ErrorModel;
  /** Predictions of the members, with their mean and variance. */
  readonly before: Float64Array;
  readonly mean: number;
  readonly spread: number;
  readonly expected: Predictive;
  readonly update: ObservationUpdate;
}

function moveSerially(ensemble: ScaledEnsemble, { before, mean, spread, update }: Taken): void {
  const shrink = Math.sqrt(update.variance / spread);
  ensemble.regress(
    before,
    spread,
    before.map((h) => update.mean + shrink * (h - mean) - h),
  );
}

/** What takes readings in at once, or null for one after another. */
function analysisOf(name: KalmanAnalysis): EnsembleAnalysis | null {
  switch (name) {
    case 'serial':
      return null;
    case 'transform':
      return new TransformKalman();
    case 'finite-size':
      return new FiniteSizeKalman();
    case 'stochastic':
      return new StochasticKalman();
  }
}

function moveTogether(
  ensemble: ScaledEnsemble,
  taken: readonly Taken[],
  members: number,
  analysis: EnsembleAnalysis,
  random: RandomSource,
): void {
  const readings = taken.flatMap(({ mean, spread, update, before }) => {
    const reading = equivalentReading({ mean, variance: spread }, update);
    return reading === null ? [] : [{ ...reading, before }];
  });
  if (readings.length === 0) return;
  const observed = new ObservedEnsemble();
  ensemble.together((values) => {
    observed.predict(values, members, {
      values: Float64Array.from(readings, ({ value }) => value),
      variance: Float64Array.from(readings, ({ variance }) => variance),
      predict: (_values, _members, out) =>
        readings.forEach(({ before }, j) => {
          for (let m = 0; m < members; m++) out[m * readings.length + j] = before[m]!;
        }),
    });
    observed.centre(Number.POSITIVE_INFINITY);
    analysis.update(values, members, observed, random, 0);
  });
}

/** Places of measurements by observable and value: what is learnt must not hang on the order in which they are listed. */
function inOneOrder(measurements: readonly Measurement[]): readonly number[] {
  return measurements
    .map((_, place) => place)
    .sort((a, b) => {
      const [one, other] = [measurements[a]!, measurements[b]!];
      if (one.observable !== other.observable) return one.observable < other.observable ? -1 : 1;
      return one.value - other.value;
    });
}

function finitePredictions(model: TwinModel, belief: Belief, observable: string): Float64Array {
  const predictions = model.predict(belief, observable);
  if (!predictions.every((p) => Number.isFinite(p))) {
    throw new TwinwardError('belief.collapsed', `the predictions of ${observable} are not finite numbers`, {
      field: observable,
      remedy: 'look for readings or interventions outside the range of the model, or open the twin anew',
    });
  }
  return predictions;
}

function normalEvidence(measurement: Measurement, expected: Predictive): number | null {
  const variance = expected.spread + expected.noise;
  if (variance === 0) return null;
  if (measurement.censored === null) return logNormalDensity(measurement.value, expected.mean, variance);
  const beyond = (measurement.value - expected.mean) / Math.sqrt(variance);
  return logNormalTail(measurement.censored === 'below' ? -beyond : beyond);
}
