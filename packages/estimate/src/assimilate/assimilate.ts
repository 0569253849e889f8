import {
  type Assimilation,
  type Belief,
  type Measurement,
  type RandomSource,
  readsWholeNumbers,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import { weightsOf } from '../ensemble/log-weights.ts';
import { meanOf } from '../ensemble/moments.ts';
import type { Assimilated, MeasurementResult } from './assimilated.ts';
import { ensembleKalman } from './ensemble-kalman.ts';
import { observableOf } from './observable-of.ts';
import { particle } from './particle.ts';
import { readingAbout } from './reading.ts';

/**
 * Takes measurements made at the belief's instant into the belief, one after the other, by the method the model names. The same
 * arguments give the same bytes: draws are keyed by the observables, the instant and the place of the measurement in the list,
 * never by what came before.
 *
 * Throws `observation.invalid` for an observable the model does not have, a value that is not finite or a negative count, and
 * `belief.collapsed` if the members can no longer stand for the belief.
 */
export function assimilate(
  model: TwinModel,
  belief: Belief,
  measurements: readonly Measurement[],
  random: RandomSource,
): Assimilated {
  for (const measurement of measurements) check(model, measurement);
  if (measurements.length === 0) return { belief, results: [] };
  const seen = measurements.map((measurement) => stopped(model, measurement));
  const own = random.derive(`assimilate ${belief.at} ${measurements.map((m) => m.observable).join(' ')}`);
  const { assimilation } = model;
  switch (assimilation.method) {
    case 'ensemble-kalman':
      return ensembleKalman(model, belief, seen, own, assimilation);
    case 'particle':
      return particle(model, belief, seen, own, assimilation);
    case 'exact':
      return exact(model, belief, seen, own, assimilation);
  }
}

function exact(
  model: TwinModel,
  prior: Belief,
  measurements: readonly Measurement[],
  random: RandomSource,
  method: Extract<Assimilation, { readonly method: 'exact' }>,
): Assimilated {
  let belief = prior;
  const results: MeasurementResult[] = [];
  measurements.forEach((measurement, index) => {
    const before = expectedReading(model, belief, measurement.observable);
    const updated = method.update(belief, measurement, random.derive(`${index}`));
    belief = updated.belief;
    results.push({
      observable: measurement.observable,
      observed: measurement.value,
      censored: measurement.censored,
      predicted: updated.predicted,
      sd: updated.sd,
      pit: updated.pit,
      shift: expectedReading(model, belief, measurement.observable) - before,
      logEvidence: null,
      doubt: 1,
      recovered: 0,
      agreed: false,
    });
  });
  return { belief, results };
}

function expectedReading(model: TwinModel, belief: Belief, observable: string): number {
  const { error } = observableOf(model, observable);
  const expected = model.predict(belief, observable).map((p) => readingAbout(error, p).mean);
  return meanOf(expected, weightsOf(belief));
}

/** A reading at the end of an instrument's scale is known only to lie there or beyond. */
function stopped(model: TwinModel, measurement: Measurement): Measurement {
  const { stops, possible } = observableOf(model, measurement.observable);
  const atTheEnd = stops === 'high' && measurement.value >= possible.high && measurement.censored === null;
  return atTheEnd ? { ...measurement, censored: 'above' } : measurement;
}

function check(model: TwinModel, measurement: Measurement): void {
  const { error } = observableOf(model, measurement.observable);
  const counted = readsWholeNumbers(error);
  const { value } = measurement;
  if (Number.isFinite(value) && !(counted && (value < 0 || !Number.isInteger(value)))) return;
  throw new TwinwardError('observation.invalid', `${value} is not a value of ${measurement.observable}`, {
    field: measurement.observable,
    remedy: counted
      ? 'send a whole number from 0'
      : 'send a finite number, or an absent value with its reason',
  });
}
