import { type AbortSignalLike, TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { checkPriors, type ParameterPrior, parametersAt } from '../distribution/parameter-prior.ts';
import type { EnsembleAnalysis } from '../filter/ensemble-analysis.ts';
import type { ObservationSet } from '../filter/observation-set.ts';
import { ObservedEnsemble } from '../filter/observed-ensemble.ts';
import { recoverRows } from '../filter/recover-rows.ts';
import { StochasticKalman } from '../filter/stochastic-kalman.ts';

/** Parameters with their priors, and observations y = g(parameters) + e with independent normal errors. */
export interface EsMdaProblem {
  readonly parameters: readonly ParameterPrior[];
  /** What was observed [observations]; NaN where an observation is missing. */
  readonly observed: Float64Array;
  /** Error variances [observations], each above 0. */
  readonly variance: Float64Array;
  /** Writes what each member's parameters [members x parameters] would give to `out` [members x observations], by rows. */
  predict(parameters: Float64Array, members: number, out: Float64Array): void;
}

/** How to run it; the defaults suit most problems. */
export interface EsMdaOptions {
  /** 16 hexadecimal digits; the same seed gives the same members. */
  readonly seed: string;
  /** Default 200. */
  readonly members?: number;
  /** How often the same observations are taken in; default 4. */
  readonly steps?: number;
  /** Factors of the error variance [steps], whose reciprocals sum to 1; by default each is `steps`. */
  readonly inflation?: readonly number[];
  /** By default the stochastic ensemble Kalman filter, as in the paper. */
  readonly analysis?: EnsembleAnalysis;
  readonly signal?: AbortSignalLike;
  readonly progress?: (done: number, of: number) => void;
}

/** Equally weighted members from the posterior, and how they came there. */
export interface EsMdaResult {
  readonly names: readonly string[];
  readonly members: number;
  /** [members x parameters], each inside its bounds. */
  readonly values: Float64Array;
  /**
   * Before each step: mean squared distance of the predictions from the observations over the error variance, averaged over members,
   * about 1 where the model fits; and members replaced because their predictions were not finite.
   */
  readonly steps: readonly { readonly misfit: number; readonly recovered: number }[];
}

/**
 * The ensemble smoother with multiple data assimilation (Emerick and Reynolds 2013, Computers & Geosciences 55:3-15): all observations
 * are taken in several times, each time with their error variance raised, so that a nonlinear model is linearised in small steps and
 * a linear one ends in the exact posterior. It needs `steps` runs of each member, no derivatives, and never leaves the bounds: it works
 * on coordinates on which the priors are standard normal (`ParameterPrior`).
 *
 * The members stand for the posterior where the predictions are nearly linear in these coordinates; where they are not, compare with
 * `particleMetropolis` or `nuts`. With few members and many parameters the spread comes out too small.
 *
 * Throws `usage` for impossible options, `belief.collapsed` when the predictions of more than half the members are not finite,
 * `run.cancelled` by the signal.
 *
 * @example
 * const rate = { name: 'rate', prior: { kind: 'logNormal', median: 1, logSd: 1 } };
 * const double = (parameters, members, out) => { for (let m = 0; m < members; m++) out[m] = 2 * parameters[m]; };
 * const problem = { parameters: [rate], observed: Float64Array.of(3), variance: Float64Array.of(0.01), predict: double };
 * const { values } = esMda(problem, { seed: '00000000000000ff' });
 * values.every((value) => Math.abs(value - 1.5) < 0.3); // true
 */
export function esMda(problem: EsMdaProblem, options: EsMdaOptions): EsMdaResult {
  const { parameters: priors, observed, variance } = problem;
  const { members = 200, steps = options.inflation?.length ?? 4 } = options;
  checkPriors(priors);
  if (!(Number.isInteger(members) && members >= 2)) {
    throw new TwinwardError('usage', `members is ${members}`, {
      field: 'members',
      remedy: 'give at least 2, better more than there are parameters',
    });
  }
  const inflation = checkedInflation(steps, options.inflation);
  const random = philox(options.seed);
  const analysis = options.analysis ?? new StochasticKalman();
  const n = priors.length;
  const z = new Float64Array(members * n);
  for (let m = 0; m < members; m++) {
    const draws = random.draws(m, 0, 0);
    for (let i = 0; i < n; i++) z[m * n + i] = draws.normal();
  }
  const values = new Float64Array(members * n);
  const ensemble = new ObservedEnsemble();
  const told: EsMdaResult['steps'][number][] = [];
  for (const [step, factor] of inflation.entries()) {
    if (options.signal?.aborted === true)
      throw new TwinwardError('run.cancelled', 'the smoother was cancelled');
    const raised: ObservationSet = {
      values: observed,
      variance: variance.map((value) => factor * value),
      predict(coordinates, size, out) {
        parametersAt(priors, coordinates, values);
        problem.predict(values, size, out);
      },
    };
    ensemble.predict(z, members, raised);
    const recovered = recoverRows(z, members, ensemble);
    ensemble.centre(Number.POSITIVE_INFINITY);
    told.push({ misfit: factor * misfitOf(ensemble), recovered });
    if (ensemble.count > 0) analysis.update(z, members, ensemble, random, step);
    options.progress?.(step + 1, inflation.length);
  }
  parametersAt(priors, z, values);
  return { names: priors.map(({ name }) => name), members, values, steps: told };
}

/** Mean over members and observations of the squared distance in units of the (raised) error sd. */
function misfitOf({ members, count, anomalies, innovation }: ObservedEnsemble): number {
  let sum = 0;
  for (let m = 0; m < members; m++) {
    for (let j = 0; j < count; j++) {
      const distance = innovation[j]! - anomalies[m * count + j]!;
      sum += distance * distance;
    }
  }
  return count === 0 ? 0 : sum / (members * count);
}

function checkedInflation(steps: number, inflation: readonly number[] | undefined): readonly number[] {
  if (!(Number.isInteger(steps) && steps >= 1)) {
    throw new TwinwardError('usage', `steps is ${steps}`, {
      field: 'steps',
      remedy: 'give a whole number from 1 on',
    });
  }
  const factors = inflation ?? Array.from({ length: steps }, () => steps);
  const sum = factors.reduce((total, factor) => total + 1 / factor, 0);
  if (factors.length === steps && factors.every((factor) => factor >= 1) && Math.abs(sum - 1) < 1e-6)
    return factors;
  throw new TwinwardError('usage', `the reciprocals of the inflation sum to ${sum}`, {
    field: 'inflation',
    remedy: `give ${steps} factors whose reciprocals sum to 1`,
  });
}
