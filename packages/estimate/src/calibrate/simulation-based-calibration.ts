import {
  type Belief,
  futuresOf,
  type Instant,
  type Measurement,
  type RandomSource,
  type Schedule,
  type Subject,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import { assimilate } from '../assimilate/assimilate.ts';
import { readingAbout } from '../assimilate/reading.ts';
import { weightsOf } from '../ensemble/log-weights.ts';
import { runFutures } from '../forecast/run-futures.ts';

/** What a twin lives through in one replicate of a calibration. */
export interface CalibrationCourse {
  readonly subject: Subject;
  readonly from: Instant;
  readonly schedule: Schedule;
  /** Rising instants of readings, and which observables are read at each. */
  readonly readings: readonly { readonly at: Instant; readonly observables: readonly string[] }[];
  /** Instant after the last reading at which forecasts meet their truth. */
  readonly ahead: Instant;
}

/** Where a truth fell among what the twin believed: 0 below all of it, 1 above. */
export interface CalibrationRank {
  /** A parameter's name, or `reading ahead: NAME`. */
  readonly quantity: string;
  readonly rank: number;
}

/**
 * One replicate of simulation-based calibration (Talts et al. 2018, arXiv 1804.06788, algorithm 1; Cook, Gelman, Rubin 2006): a
 * truth is drawn from the model's own prior and carried by its own dynamics, its readings scatter by the model's own
 * error, the twin follows them as it would in use, and every estimated parameter and every reading ahead is ranked
 * within what it then believes. Over replicates the ranks are uniform if the twin is as sure as it should be. Ties and the gap
 * between members are spread evenly by a draw.
 *
 * `truth` draws what happens, `twin` is the twin's own source. Throws `usage` for a model whose members are not draws from its prior.
 */
export function calibrationRanks(
  model: TwinModel,
  course: CalibrationCourse,
  members: number,
  truthSource: RandomSource,
  twin: RandomSource,
): readonly CalibrationRank[] {
  const { subject, from, schedule, readings, ahead } = course;
  let truth = oneMember(model.initialise(subject, from, 1, truthSource));
  let belief = model.initialise(subject, from, members, twin);
  const noise = truthSource.derive('reading');
  const read = (name: string, at: Instant): number => {
    const { error, possible } = model.observables.find((one) => one.name === name)!;
    const stream = model.observables.findIndex((one) => one.name === name);
    const drawn = readingAbout(error, model.predict(truth, name)[0]!).draw(
      noise.draws(0, stream, Math.floor(at / 1000) >>> 0),
    );
    return Math.min(possible.high, Math.max(possible.low, drawn));
  };
  for (const { at, observables } of readings) {
    truth = model.advance(truth, at, schedule, truthSource);
    belief = model.advance(belief, at, schedule, twin);
    const measurements = observables.map(
      (observable): Measurement => ({ observable, value: read(observable, at), censored: null }),
    );
    belief = assimilate(model, belief, measurements, twin).belief;
  }
  const spread = twin.derive('ranks').draws(0, 0, 0);
  const weights = weightsOf(belief);
  const ranks: CalibrationRank[] = model.columns.flatMap((column, index) => {
    if (column.role !== 'parameter') return [];
    const of = (b: Belief, m: number): number => b.values[m * b.width + index]!;
    const rank = rankOf((m) => of(belief, m), belief.size, weights, of(truth, 0), spread.uniform());
    return [{ quantity: column.name, rank }];
  });
  truth = model.advance(truth, ahead, schedule, truthSource);
  const { paths } = runFutures(
    {
      model: model.name,
      belief,
      schedule,
      times: [ahead],
      size: futuresOf(model),
      seed: twin.derive('ahead').seed,
    },
    model,
  );
  for (const { name, of, values } of paths) {
    if (of !== 'observable') continue;
    const rank = rankOf((m) => values[m]!, values.length, null, read(name, ahead), spread.uniform());
    ranks.push({ quantity: `reading ahead: ${name}`, rank });
  }
  return ranks;
}

function oneMember(belief: Belief): Belief {
  if (belief.size === 1) return belief;
  throw new TwinwardError('usage', 'this model does not draw members from its prior', {
    field: 'model',
    remedy: 'calibrate it by a truth of its own kind',
  });
}

/** Mass of the members below a truth, with one member's worth spread over the gap or the ties it falls in. */
function rankOf(
  member: (m: number) => number,
  size: number,
  weights: Float64Array | null,
  truth: number,
  u: number,
): number {
  let below = 0;
  let ties = 0;
  for (let m = 0; m < size; m++) {
    const weight = weights === null ? 1 / size : weights[m]!;
    const value = member(m);
    if (value < truth) below += weight;
    else if (value === truth) ties += weight;
  }
  const gap = 1 / (size + 1);
  return Math.min(1, (below + u * ties) * (1 - gap) + u * gap);
}
