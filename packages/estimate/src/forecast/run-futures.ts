import {
  type AbortSignalLike,
  type Belief,
  type PathSet,
  type TwinModel,
  TwinwardError,
  type WorkResult,
  type WorkUnit,
} from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { readingAbout } from '../assimilate/reading.ts';
import { branchBelief } from '../ensemble/branch-belief.ts';

/**
 * Runs a work unit: branches its belief, carries the members along the times and collects, at each, every output and a reading
 * of every observable with measurement error, kept within what the instrument can show.
 *
 * Draws are keyed by the unit's seed, the member and the second, never by what acted before, so two units that differ only in
 * their schedule share theirs, and whoever runs a unit gets the same bytes. Throws `scenario.invalid` for times that do
 * not rise after the belief, `model.unknown` if the unit names another model, `run.cancelled` when the signal is aborted
 * (looked at before each step), and what the model throws.
 */
export function runFutures(unit: WorkUnit, model: TwinModel, signal?: AbortSignalLike): WorkResult {
  checkUnit(unit, model);
  const random = philox(unit.seed);
  const advancing = random.derive('advance');
  const reading = random.derive('reading');
  const { size, times } = unit;
  const observed = model.observables.map((o) =>
    emptyPaths(o.name, o.unit, 'observable', size * times.length),
  );
  const outputs = model.outputs.map((o) => emptyPaths(o.name, o.unit, 'output', size * times.length));
  let belief = branchBelief(model, unit.belief, size, random);
  times.forEach((time, t) => {
    if (signal?.aborted === true) throw new TwinwardError('run.cancelled', 'the run was cancelled');
    belief = model.advance(belief, time, unit.schedule, advancing);
    model.observables.forEach(({ name, error, possible }, stream) => {
      const predictions = model.predict(belief, name);
      const { values } = observed[stream]!;
      for (let m = 0; m < size; m++) {
        const read = readingAbout(error, predictions[m]!).draw(reading.draws(m, stream, secondOf(belief)));
        values[m * times.length + t] = Math.min(possible.high, Math.max(possible.low, read));
      }
    });
    outputs.forEach(({ name, values }) => {
      model.output(belief, name).forEach((x, m) => {
        values[m * times.length + t] = x;
      });
    });
  });
  return { paths: [...observed, ...outputs] };
}

function emptyPaths(name: string, unit: string, of: PathSet['of'], length: number): PathSet {
  return { name, unit, of, values: new Float64Array(length) };
}

/** The step that keys draws at the belief's instant: seconds since 1970 modulo 2^32. */
function secondOf(belief: Belief): number {
  return Math.floor(belief.at / 1000) >>> 0;
}

function checkUnit(unit: WorkUnit, model: TwinModel): void {
  if (unit.model !== model.name) {
    throw new TwinwardError('model.unknown', `the unit is for ${unit.model}, not ${model.name}`, {
      field: 'model',
    });
  }
  const rising = unit.times.every((t, i) => t > (i === 0 ? unit.belief.at : unit.times[i - 1]!));
  if (unit.times.length === 0 || !rising) {
    throw new TwinwardError('scenario.invalid', 'the times of a forecast must rise after its belief', {
      field: 'times',
      remedy: 'give at least one instant, each later than the one before',
    });
  }
}
