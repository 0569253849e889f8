import type { RandomSource } from '@twinward/contract';
import { climatologyOf, type NormalBelief, type ObservationSet } from '@twinward/estimate';
import type { Experiment } from './benchmark-file.ts';
import { TEST_MODELS, type TestModel } from './models.ts';
import { matchField, numberField, textField } from './read-fields.ts';
import { Unsupported } from './unsupported.ts';

/** An experiment ready to be run: a model, how truth starts and how it is observed. */
export interface TwinExperiment extends Pick<TestModel, 'model' | 'distance'> {
  readonly initialMean: Float64Array;
  readonly initialVariance: number;
  /** Components observed, and the variance of the errors. */
  readonly observed: Int32Array;
  readonly errorVariance: number;
  /** Time between observations, and analyses before the figure counts. */
  readonly interval: number;
  readonly burnIn: number;
}

/** A truth [cycles x size] and what was observed of it [cycles x observed]. */
export interface Truth {
  readonly cycles: number;
  readonly states: Float64Array;
  readonly observations: Float64Array;
}

/** Reads an experiment; `Unsupported` for a model or a form of a field that is not known. */
export function readExperiment(experiment: Experiment): TwinExperiment {
  const known = Object.hasOwn(TEST_MODELS, experiment.model) ? TEST_MODELS[experiment.model] : undefined;
  if (known === undefined) throw new Unsupported(`the model ${experiment.model} is not known`);
  if (experiment.truth_process_noise !== undefined && numberField(experiment, 'truth_process_noise') !== 0)
    throw new Unsupported('noise of the model');
  const { model, dt, distance } = known(experiment);
  const interval = dt * matchField(experiment, 'obs', /every (?:(\d+)(?:st|nd|rd|th)? )?steps?\b/, '1');
  return {
    model,
    distance,
    initialMean: readMean(experiment, model.size),
    initialVariance: matchField(experiment, 'x0_cov', /^\s*(?:([\d.eE+-]+)\s*\*?\s*)?I\s*$/, '1'),
    observed: readObserved(experiment, model.size),
    errorVariance: matchField(experiment, 'obs', /\bR\s*=\s*(?:([\d.eE+-]+)\s*\*?\s*)?I\b/, '1'),
    interval,
    burnIn: Math.round(matchField(experiment, 'burn_in', /^\s*([\d.eE+-]+) time units?\s*$/) / interval),
  };
}

/** A list of numbers, or a text such as "zeros except x[0]=1". */
function readMean(experiment: Experiment, size: number): Float64Array {
  const given = experiment.x0_mean;
  if (Array.isArray(given) && given.length === size && given.every(Number.isFinite))
    return Float64Array.from(given);
  const text = textField(experiment, 'x0_mean').trim();
  const mean = new Float64Array(size);
  if (text === 'zeros') return mean;
  const [, index, value] = /^zeros except x\[(\d+)\]\s*=\s*([-+\d.eE]+)$/.exec(text) ?? [];
  if (Number(index) < size && Number.isFinite(Number(value))) {
    mean[Number(index)] = Number(value);
    return mean;
  }
  throw new Unsupported(`x0_mean "${text}"`);
}

/** "all 40 components", "first 20 components", "every 2nd component", "every other component", "components 0, 2 and 5". */
function readObserved(experiment: Experiment, size: number): Int32Array {
  const text = textField(experiment, 'obs');
  const [all, count] = /^all (?:(\d+) )?components\b/.exec(text) ?? [];
  if (all !== undefined && Number(count ?? size) === size) return components(size, 1);
  const [, first] = /^first (\d+) components?\b/.exec(text) ?? [];
  if (Number(first) >= 1 && Number(first) <= size) return components(Number(first), 1);
  const [, stride] = /^every (\d+|other)(?:st|nd|rd|th)? component\b/.exec(text) ?? [];
  if (stride !== undefined) {
    const step = stride === 'other' ? 2 : Number(stride);
    if (step >= 1) return components(Math.ceil(size / step), step);
  }
  const [, listed] = /^components? (\d+(?:(?:,? and |, ?)\d+)*)\b/.exec(text) ?? [];
  const indices = (listed ?? '').split(/,? and |, ?/).map(Number);
  if (listed !== undefined && indices.every((index) => index < size)) return Int32Array.from(indices);
  throw new Unsupported(`obs "${text}"`);
}

function components(count: number, stride: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i * stride);
}

/** Lets the truth run for a number of cycles and observes it. */
export function drawTruth(experiment: TwinExperiment, cycles: number, random: RandomSource): Truth {
  const { model, observed, interval } = experiment;
  const state = drawInitial(experiment, 1, random);
  const states = new Float64Array(cycles * model.size);
  const observations = new Float64Array(cycles * observed.length);
  const errorSd = Math.sqrt(experiment.errorVariance);
  for (let cycle = 0; cycle < cycles; cycle++) {
    model.advance(state, 1, cycle * interval, (cycle + 1) * interval, null);
    states.set(state, cycle * model.size);
    const draws = random.draws(0, 1, cycle);
    for (let j = 0; j < observed.length; j++) {
      observations[cycle * observed.length + j] = state[observed[j]!]! + errorSd * draws.normal();
    }
  }
  return { cycles, states, observations };
}

/** Mean and covariance of what the model visits over ten thousand intervals of observation, apart from any truth. */
export function climatologyOfExperiment(experiment: TwinExperiment, random: RandomSource): NormalBelief {
  const { model, interval, burnIn } = experiment;
  const start = drawInitial(experiment, 1, random);
  return climatologyOf(model, { start, interval, spinUp: burnIn, samples: 10_000, random });
}

/** Members [members x size] of the distribution a truth starts from. */
export function drawInitial(
  { model, initialMean, initialVariance }: TwinExperiment,
  members: number,
  random: RandomSource,
): Float64Array {
  const sd = Math.sqrt(initialVariance);
  const values = new Float64Array(members * model.size);
  for (let m = 0; m < members; m++) {
    const draws = random.draws(m, 0, 0);
    for (let i = 0; i < model.size; i++) values[m * model.size + i] = initialMean[i]! + sd * draws.normal();
  }
  return values;
}

/** The observations of each cycle of a truth, one set that is filled anew. */
export function observationsOf(
  { model, observed, errorVariance }: TwinExperiment,
  truth: Truth,
): (cycle: number) => ObservationSet {
  const count = observed.length;
  const values = new Float64Array(count);
  const set: ObservationSet = {
    values,
    variance: new Float64Array(count).fill(errorVariance),
    positions: Float64Array.from(observed),
    predict(states, members, out) {
      for (let m = 0; m < members; m++) {
        for (let j = 0; j < count; j++) out[m * count + j] = states[m * model.size + observed[j]!]!;
      }
    },
  };
  return (cycle) => {
    values.set(truth.observations.subarray(cycle * count, (cycle + 1) * count));
    return set;
  };
}
