import { type AbortSignalLike, type RandomSource, TwinwardError } from '@twinward/contract';
import { exp, philox } from '@twinward/simulate';
import { checkPriors, parametersAt } from '../distribution/parameter-prior.ts';
import type { ChainDraws } from '../sample/chains.ts';
import type { ParticleFilterOptions } from './particle-filter.ts';
import { ParticleRun } from './particle-run.ts';
import { ProposalScale } from './proposal-scale.ts';
import type { StateSpaceProblem } from './state-space-problem.ts';

/** How to sample; the defaults suit problems of a few parameters. */
export interface ParticleMetropolisOptions extends Pick<ParticleFilterOptions, 'proposal' | 'resampleBelow'> {
  /** 16 hexadecimal digits; the same seed gives the same draws. */
  readonly seed: string;
  /** Particles of each filter: enough that the log-likelihood scatters by about 1 to 1.5 (Doucet et al. 2015, Biometrika 102:295-313). */
  readonly members: number;
  /** Default 4. */
  readonly chains?: number;
  /** Moves that tune the proposal and are thrown away; default 1,000. */
  readonly warmUp?: number;
  /** Draws kept per chain; default 1,000. */
  readonly draws?: number;
  readonly signal?: AbortSignalLike;
  readonly progress?: (done: number, of: number) => void;
}

/** Draws of parameters and state together. */
export interface ParticleMetropolisDraws extends ChainDraws {
  /** The state at the end of the course that goes with each draw [chains x draws x size]. */
  readonly states: Float64Array;
  /** Share of moves accepted by each chain after warm-up. */
  readonly acceptance: Float64Array;
}

/** A start is drawn from the prior this often before the problem is given up. */
const STARTS = 200;
const [START, MOVE] = [0, 1];

/**
 * Particle marginal Metropolis-Hastings (Andrieu, Doucet and Holenstein 2010, J. R. Stat. Soc. B 72:269-342, section 2.4.2): a random
 * walk over parameters whose likelihood is the unbiased estimate of a particle filter. Its draws are from the exact posterior whatever
 * the number of particles; few particles only make it stick. It walks on coordinates on which the priors are standard normal
 * (`ParameterPrior`); the proposal is tuned during warm-up and then left alone.
 *
 * Judge the draws with `summarise`. Throws `usage` for impossible options, `model.domain` when no draw of the prior has a likelihood
 * above zero, `run.cancelled` by the signal.
 */
export function particleMetropolis(
  problem: StateSpaceProblem,
  options: ParticleMetropolisOptions,
): ParticleMetropolisDraws {
  const { chains = 4, warmUp = 1000, draws = 1000, members } = options;
  checkPriors(problem.parameters);
  for (const [field, value, least] of [
    ['chains', chains, 1],
    ['warmUp', warmUp, 1],
    ['draws', draws, 4],
    ['members', members, 1],
  ] as const) {
    if (Number.isInteger(value) && value >= least) continue;
    throw new TwinwardError('usage', `${field} is ${value}`, {
      field,
      remedy: `give a whole number from ${least} on`,
    });
  }
  const random = philox(options.seed);
  const n = problem.parameters.length;
  const values = new Float64Array(chains * draws * n);
  const acceptance = new Float64Array(chains);
  let states = new Float64Array(0);
  for (let chain = 0; chain < chains; chain++) {
    const walker = new Walker(problem, options, random.derive(`chain ${chain}`));
    if (chain === 0) states = new Float64Array(chains * draws * walker.state.length);
    for (let i = 0; i < warmUp + draws; i++) {
      if (options.signal?.aborted === true) {
        throw new TwinwardError('run.cancelled', 'the sampling was cancelled');
      }
      const accepted = walker.move(i < warmUp);
      options.progress?.(chain * (warmUp + draws) + i + 1, chains * (warmUp + draws));
      if (i < warmUp) continue;
      const at = chain * draws + i - warmUp;
      parametersAt(problem.parameters, walker.z, values.subarray(at * n, (at + 1) * n));
      states.set(walker.state, at * walker.state.length);
      if (accepted) acceptance[chain] = acceptance[chain]! + 1 / draws;
    }
  }
  return { names: problem.parameters.map(({ name }) => name), chains, draws, values, states, acceptance };
}

/** A place of a chain: coordinates, the state drawn there, and the logarithm of prior times likelihood. */
interface Place {
  readonly z: Float64Array;
  readonly state: Float64Array;
  readonly logDensity: number;
}

/** One chain. Draws are keyed by its moves. */
class Walker {
  readonly #problem: StateSpaceProblem;
  readonly #options: ParticleMetropolisOptions;
  readonly #random: RandomSource;
  readonly #scale: ProposalScale;
  #at: Place;
  #moves = 0;

  constructor(problem: StateSpaceProblem, options: ParticleMetropolisOptions, random: RandomSource) {
    this.#problem = problem;
    this.#options = options;
    this.#random = random;
    const n = problem.parameters.length;
    // the best acceptance of an exact random walk (Gelman, Roberts and Gilks 1996); noise of the likelihood makes steps shorter
    this.#scale = new ProposalScale(n, n === 1 ? 0.44 : 0.234);
    this.#at = this.#begin();
  }

  get z(): Float64Array {
    return this.#at.z;
  }

  get state(): Float64Array {
    return this.#at.state;
  }

  /** Proposes a move; whether it was accepted. */
  move(tune: boolean): boolean {
    this.#moves += 1;
    const draws = this.#random.draws(0, MOVE, this.#moves);
    const e = Float64Array.from(this.#at.z, () => draws.normal());
    const u = draws.uniform();
    const z = new Float64Array(e.length);
    this.#scale.propose(this.#at.z, e, z);
    const there = this.#place(z, `move ${this.#moves}`);
    const acceptance = Math.min(1, exp(there.logDensity - this.#at.logDensity));
    const accepted = u < acceptance;
    if (accepted) this.#at = there;
    if (tune) this.#scale.learn(this.#at.z, acceptance);
    return accepted;
  }

  #place(z: Float64Array, label: string): Place {
    const parameters = new Float64Array(z.length);
    parametersAt(this.#problem.parameters, z, parameters);
    const { members, proposal, resampleBelow } = this.#options;
    const random = this.#random.derive(label);
    const system = this.#problem.system(parameters);
    const run = new ParticleRun(system, members, {
      random,
      ...(proposal === undefined ? {} : { proposal }),
      ...(resampleBelow === undefined ? {} : { resampleBelow }),
    });
    run.advance();
    const state = new Float64Array(system.model.size);
    const logDensity = run.logLikelihood - 0.5 * z.reduce((sum, value) => sum + value * value, 0);
    if (logDensity > Number.NEGATIVE_INFINITY) run.drawState(random.draws(0, START, 0).uniform(), state);
    return { z, state, logDensity };
  }

  #begin(): Place {
    for (let attempt = 0; attempt < STARTS; attempt++) {
      const draws = this.#random.draws(0, START, attempt);
      const z = Float64Array.from(this.#problem.parameters, () => draws.normal());
      const place = this.#place(z, `start ${attempt}`);
      if (place.logDensity > Number.NEGATIVE_INFINITY) return place;
    }
    throw new TwinwardError(
      'model.domain',
      `none of ${STARTS} draws of the prior could give the observations`,
      {
        field: 'parameters',
        remedy: 'look at the priors, the error law and the number of particles',
      },
    );
  }
}
