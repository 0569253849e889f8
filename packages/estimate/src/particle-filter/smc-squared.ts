import { type AbortSignalLike, type RandomSource, TwinwardError } from '@twinward/contract';
import { exp, log, philox } from '@twinward/simulate';
import { checkPriors, parametersAt } from '../distribution/parameter-prior.ts';
import { cholesky } from '../ensemble/cholesky.ts';
import { effectiveSize } from '../ensemble/effective-size.ts';
import { normaliseLogWeights } from '../ensemble/log-weights.ts';
import { covarianceOf } from '../ensemble/moments.ts';
import { systematicAncestors } from '../ensemble/resample.ts';
import type { ParticleFilterOptions } from './particle-filter.ts';
import { ParticleRun } from './particle-run.ts';
import type { StateSpaceProblem } from './state-space-problem.ts';

/** How to run it; the defaults suit problems of a few parameters. */
export interface SmcSquaredOptions extends Pick<ParticleFilterOptions, 'proposal'> {
  /** 16 hexadecimal digits; the same seed gives the same result. */
  readonly seed: string;
  /** Sets of parameters; default 500. */
  readonly size?: number;
  /** Particles of each filter at first; default 50. They are doubled, up to `mostMembers`, when few moves are accepted. */
  readonly members?: number;
  /** Default 16 times `members`. */
  readonly mostMembers?: number;
  /** Parameters are resampled and moved when their effective sample size falls below this share; default 0.5. */
  readonly resampleBelow?: number;
  /** Moves of each set of parameters after resampling; default 5. */
  readonly moves?: number;
  readonly signal?: AbortSignalLike;
  readonly progress?: (done: number, of: number) => void;
}

/** What one time of the course taught. */
export interface SmcSquaredStep {
  /** Effective number of sets of parameters after it. */
  readonly effectiveSize: number;
  /** Share of moves accepted; null when none were made. */
  readonly acceptance: number | null;
  /** Particles of each filter after it. */
  readonly members: number;
}

/** A weighted sample of parameters and states from their posterior. */
export interface SmcSquaredResult {
  readonly names: readonly string[];
  /** [size x parameters]. */
  readonly values: Float64Array;
  /** Normalised [size]. */
  readonly weights: Float64Array;
  /** The state at the end of the course that goes with each set of parameters [size x state]. */
  readonly states: Float64Array;
  /** ln p(all observations): compares models. -Infinity is refused as `model.domain`. */
  readonly logEvidence: number;
  readonly steps: readonly SmcSquaredStep[];
}

/** Below this acceptance the noise of the likelihood is taken to be too large (Chopin et al. 2013, section 3.6). */
const LEAST_ACCEPTANCE = 0.2;
const [PRIOR, CHOOSE, MOVE, STATE] = [0, 1, 2, 3];

/**
 * SMC^2 (Chopin, Jacob and Papaspiliopoulos 2013, J. R. Stat. Soc. B 75:397-426): sets of parameters, each with its particle filter, are
 * weighed by every observation as it comes, and when few count for much, resampled and moved by particle marginal Metropolis-Hastings
 * with a normal random walk of their own covariance. When moves are seldom accepted the filters are replaced by ones of twice the
 * members, weighed by the ratio of their likelihoods (section 3.6.1). It works on coordinates on which the priors are standard normal.
 *
 * Throws `usage` for impossible options, `model.domain` when no set of parameters could have given the observations, `run.cancelled` by
 * the signal.
 */
export function smcSquared(problem: StateSpaceProblem, options: SmcSquaredOptions): SmcSquaredResult {
  checkPriors(problem.parameters);
  const { size = 500, members = 50, moves = 5, resampleBelow = 0.5 } = options;
  for (const [field, value, least] of [
    ['size', size, 2],
    ['members', members, 1],
    ['moves', moves, 1],
  ] as const) {
    if (Number.isInteger(value) && value >= least) continue;
    throw new TwinwardError('usage', `${field} is ${value}`, {
      field,
      remedy: `give a whole number from ${least} on`,
    });
  }
  if (!(resampleBelow >= 0 && resampleBelow <= 1)) {
    throw new TwinwardError('usage', `resampleBelow is ${resampleBelow}`, {
      field: 'resampleBelow',
      remedy: 'give a number from 0 to 1',
    });
  }
  const cloud = new Cloud(problem, size, members, options);
  const steps: SmcSquaredStep[] = [];
  const count = cloud.times;
  for (let step = 1; step <= count; step++) {
    const enough = cloud.weigh(step) >= resampleBelow * size;
    const acceptance = enough ? null : cloud.rejuvenate(step, moves);
    if (acceptance !== null && acceptance < LEAST_ACCEPTANCE) cloud.double(step);
    steps.push({ effectiveSize: effectiveSize(cloud.weights()), acceptance, members: cloud.members });
    options.progress?.(step, count);
  }
  return { ...cloud.result(), steps };
}

/** The sets of parameters, each with its filter. Draws are keyed by set and step. */
class Cloud {
  readonly #problem: StateSpaceProblem;
  readonly #options: SmcSquaredOptions;
  readonly #size: number;
  readonly #n: number;
  readonly #random: RandomSource;
  #z: Float64Array;
  #runs: ParticleRun[];
  #logWeights: Float64Array;
  #logEvidence = 0;
  members: number;
  readonly times: number;
  readonly #stateSize: number;

  constructor(problem: StateSpaceProblem, size: number, members: number, options: SmcSquaredOptions) {
    this.#problem = problem;
    this.#options = options;
    this.#size = size;
    this.#n = problem.parameters.length;
    this.#random = philox(options.seed);
    this.members = members;
    this.#z = new Float64Array(size * this.#n);
    for (let k = 0; k < size; k++) {
      const draws = this.#random.draws(k, PRIOR, 0);
      for (let i = 0; i < this.#n; i++) this.#z[k * this.#n + i] = draws.normal();
    }
    this.#runs = Array.from({ length: size }, (_, k) => this.#start(this.#row(k), `start ${k}`));
    this.#logWeights = new Float64Array(size).fill(-log(size));
    const system = problem.system(this.#parameters(this.#row(0)));
    this.times = system.course.length;
    this.#stateSize = system.model.size;
  }

  weights(): Float64Array {
    return this.#logWeights.map((w) => exp(w));
  }

  /** Takes in one more time; the effective number of sets. */
  weigh(step: number): number {
    const raw = this.#logWeights.map((w, k) => {
      this.#mayGoOn();
      const run = this.#runs[k]!;
      const before = run.logLikelihood;
      if (w === Number.NEGATIVE_INFINITY || before === Number.NEGATIVE_INFINITY) return w;
      run.advance(step);
      return w + run.logLikelihood - before;
    });
    const { logWeights, logSum } = normaliseLogWeights(raw);
    if (!Number.isFinite(logSum)) {
      throw new TwinwardError(
        'model.domain',
        `no parameters of the sample could give what was observed at time ${step}`,
        {
          field: 'course',
          row: step,
          remedy: 'look at the priors, the error law and the number of particles',
        },
      );
    }
    this.#logWeights = logWeights;
    this.#logEvidence += logSum;
    return effectiveSize(this.weights());
  }

  /** Resamples the sets and moves each; the share of moves accepted. */
  rejuvenate(step: number, moves: number): number {
    const n = this.#n;
    const weights = this.weights();
    const factor = this.#spread(weights);
    const u = this.#random.draws(0, CHOOSE, step).uniform();
    const ancestors = systematicAncestors(weights, this.#size, this.#size, u);
    const before = this.#z;
    this.#z = new Float64Array(before.length);
    ancestors.forEach((from, to) => {
      this.#z.set(before.subarray(from * n, (from + 1) * n), to * n);
    });
    const runs = this.#runs;
    this.#runs = Array.from(ancestors, (from, k) => {
      const system = this.#problem.system(this.#parameters(this.#row(k)));
      return new ParticleRun(system, runs[from]!, this.#filterOptions(`copy ${step} ${k}`));
    });
    this.#logWeights.fill(-log(this.#size));
    let accepted = 0;
    for (let k = 0; k < this.#size; k++) {
      for (let move = 0; move < moves; move++) {
        this.#mayGoOn();
        if (this.#move(k, step, move, factor)) accepted += 1;
      }
    }
    return accepted / (this.#size * moves);
  }

  /** Replaces every filter by one of twice the members, unless there are as many as allowed. */
  double(step: number): void {
    const { members = 50, mostMembers = 16 * members } = this.#options;
    if (2 * this.members > mostMembers) return;
    this.members *= 2;
    const raw = this.#logWeights.map((w, k) => {
      this.#mayGoOn();
      const run = this.#start(this.#row(k), `double ${step} ${k}`);
      run.advance(step);
      const ratio = run.logLikelihood - this.#runs[k]!.logLikelihood;
      this.#runs[k] = run;
      return w + ratio;
    });
    const { logWeights, logSum } = normaliseLogWeights(raw);
    if (Number.isFinite(logSum)) this.#logWeights = logWeights;
  }

  result(): Omit<SmcSquaredResult, 'steps'> {
    const values = new Float64Array(this.#z.length);
    parametersAt(this.#problem.parameters, this.#z, values);
    const states = new Float64Array(this.#size * this.#stateSize);
    for (let k = 0; k < this.#size; k++) {
      const u = this.#random.draws(k, STATE, 0).uniform();
      this.#runs[k]!.drawState(u, states.subarray(k * this.#stateSize, (k + 1) * this.#stateSize));
    }
    return {
      names: this.#problem.parameters.map(({ name }) => name),
      values,
      weights: this.weights(),
      states,
      logEvidence: this.#logEvidence,
    };
  }

  #move(k: number, step: number, move: number, factor: Float64Array): boolean {
    const n = this.#n;
    const z = this.#row(k);
    const draws = this.#random.draws(k, MOVE + (move << 4), step);
    const e = Float64Array.from(z, () => draws.normal());
    const u = draws.uniform();
    const there = z.map((value, i) => {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += factor[i * n + j]! * e[j]!;
      return value + (2.38 / Math.sqrt(n)) * sum;
    });
    const run = this.#start(there, `move ${step} ${k} ${move}`);
    run.advance(step);
    const gain = run.logLikelihood + logPrior(there) - this.#runs[k]!.logLikelihood - logPrior(z);
    if (!(u < exp(gain))) return false;
    z.set(there);
    this.#runs[k] = run;
    return true;
  }

  /** L with L L' the covariance of the weighted sets. */
  #spread(weights: Float64Array): Float64Array {
    const n = this.#n;
    const columns = Array.from({ length: n }, (_, i) =>
      Float64Array.from({ length: this.#size }, (_, k) => this.#z[k * n + i]!),
    );
    const covariance = Float64Array.from({ length: n * n }, (_, at) =>
      covarianceOf(columns[Math.floor(at / n)]!, columns[at % n]!, weights),
    );
    return cholesky(covariance, n);
  }

  #start(z: Float64Array, label: string): ParticleRun {
    const system = this.#problem.system(this.#parameters(z));
    return new ParticleRun(system, this.members, this.#filterOptions(label));
  }

  #filterOptions(label: string): ParticleFilterOptions {
    const { proposal = 'bootstrap' } = this.#options;
    return { random: this.#random.derive(label), proposal };
  }

  #parameters(z: Float64Array): Float64Array {
    const parameters = new Float64Array(this.#n);
    parametersAt(this.#problem.parameters, z, parameters);
    return parameters;
  }

  #row(k: number): Float64Array {
    return this.#z.subarray(k * this.#n, (k + 1) * this.#n);
  }

  #mayGoOn(): void {
    if (this.#options.signal?.aborted === true) {
      throw new TwinwardError('run.cancelled', 'the sampling was cancelled');
    }
  }
}

/** Of standard normal coordinates, up to a constant. */
function logPrior(z: Float64Array): number {
  return -0.5 * z.reduce((sum, value) => sum + value * value, 0);
}
