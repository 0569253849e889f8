import { type AbortSignalLike, type RandomSource, TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import type { Chains } from './chains.ts';
import type { LogDensity } from './log-density.ts';
import { diagonalMetric } from './metric.ts';
import { type Phase, phaseAt } from './phase.ts';
import { reasonableStep, StepSize } from './step-size.ts';
import { transition } from './trajectory-tree.ts';
import { WarmUp } from './warm-up.ts';

/** How to sample; the defaults suit most densities. */
export interface NutsOptions {
  /** 16 hexadecimal digits; the same seed gives the same draws. */
  readonly seed: string;
  /** Default 4. */
  readonly chains?: number;
  /** Transitions that tune step size and metric and are thrown away; default 1,000. */
  readonly warmUp?: number;
  /** Draws kept per chain; default 1,000. */
  readonly draws?: number;
  /** Mean acceptance to tune for; higher means shorter steps, for densities with narrow places. Default 0.8. */
  readonly acceptance?: number;
  /** A trajectory is at most 2^deepest steps; default 10. */
  readonly deepest?: number;
  /** `diagonal` (default), or `dense` for strongly correlated parameters. */
  readonly metric?: 'diagonal' | 'dense';
  /** Coordinates where each chain starts; by default uniform on -2 to 2, tried until the density there is positive. */
  readonly start?: (chain: number) => ArrayLike<number>;
  readonly signal?: AbortSignalLike;
  readonly progress?: (done: number, of: number) => void;
}

/**
 * Draws from a density by the No-U-Turn sampler: Hoffman and Gelman 2014 (JMLR 15:1593-1623) with multinomial sampling of
 * trajectories (Betancourt 2017), step size by dual averaging and metric by windows of growing length, as in Stan.
 *
 * Judge the draws with `summarise`: R-hat below 1.01 and no divergences, else they do not stand for the density. Throws `usage`
 * for impossible options, `model.domain` when no start with a positive density is found, `run.cancelled` by the signal.
 *
 * @example
 * const normal = { names: ['x'], value: (q, gradient) => { gradient[0] = -q[0]; return -0.5 * q[0] * q[0]; } };
 * const chains = nuts(normal, { seed: '00000000000000ff', draws: 250, warmUp: 250 });
 * chains.divergences; // 0
 */
export function nuts(density: LogDensity, options: NutsOptions): Chains {
  const { chains = 4, warmUp = 1000, draws = 1000, acceptance = 0.8, deepest = 10 } = options;
  for (const [field, value, least] of [
    ['chains', chains, 1],
    ['warmUp', warmUp, 20],
    ['draws', draws, 4],
    ['deepest', deepest, 1],
  ] as const) {
    if (!Number.isInteger(value) || value < least) {
      throw new TwinwardError('usage', `${field} is ${value}`, {
        field,
        remedy: `give a whole number from ${least} on`,
      });
    }
  }
  if (!(acceptance > 0 && acceptance < 1) || density.names.length === 0) {
    throw new TwinwardError('usage', 'sampling needs parameters and an acceptance between 0 and 1', {
      field: 'acceptance',
    });
  }
  const random = philox(options.seed);
  const n = density.names.length;
  const values = new Float64Array(chains * draws * n);
  const steps = new Float64Array(chains);
  const [leapfrogs, deep, divergences] = [
    new Float64Array(chains),
    new Float64Array(chains),
    new Float64Array(chains),
  ];
  const constrain = density.constrain ?? ((q: Float64Array, out: Float64Array) => out.set(q));
  for (let chain = 0; chain < chains; chain++) {
    const walker = new Walker(density, options, random, chain);
    const tell = (done: number): void => {
      if (options.signal?.aborted === true)
        throw new TwinwardError('run.cancelled', 'the sampling was cancelled');
      if (done % 50 === 0) options.progress?.(chain * (warmUp + draws) + done, chains * (warmUp + draws));
    };
    walker.warmUp(warmUp, acceptance, deepest, tell);
    steps[chain] = walker.step;
    for (let i = 0; i < draws; i++) {
      const { depth, diverged, leapfrogs: taken } = walker.move(deepest);
      constrain(walker.q, values.subarray((chain * draws + i) * n, (chain * draws + i + 1) * n));
      leapfrogs[chain] = leapfrogs[chain]! + taken;
      if (depth === deepest) deep[chain] = deep[chain]! + 1;
      if (diverged) divergences[chain] = divergences[chain]! + 1;
      tell(warmUp + i + 1);
    }
  }
  const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);
  return {
    names: density.names,
    chains,
    draws,
    values,
    divergences: total(divergences),
    deepest: total(deep),
    leapfrogs: total(leapfrogs),
    steps,
  };
}

/** One chain: where it is and how it moves. Draws are keyed by chain and transition. */
class Walker {
  readonly #density: LogDensity;
  readonly #dense: boolean;
  readonly #random: RandomSource;
  readonly #chain: number;
  #at: Phase;
  #metric: ReturnType<typeof diagonalMetric>;
  #moves = 0;
  step = 1;

  constructor(density: LogDensity, { start, metric }: NutsOptions, random: RandomSource, chain: number) {
    this.#density = density;
    this.#dense = metric === 'dense';
    this.#random = random;
    this.#chain = chain;
    this.#metric = diagonalMetric(new Float64Array(density.names.length).fill(1));
    this.#at = this.#begin(start);
  }

  get q(): Float64Array {
    return this.#at.q;
  }

  move(deepest: number): ReturnType<typeof transition> {
    this.#moves += 1;
    const draws = this.#random.draws(this.#chain, 0, this.#moves);
    const { q, log, gradient } = this.#at;
    const start = phaseAt(q, log, gradient, this.#metric.momentum(draws), this.#metric);
    const moved = transition(start, this.step, deepest, this.#density, this.#metric, draws);
    this.#at = moved.drawn;
    return moved;
  }

  warmUp(size: number, acceptance: number, deepest: number, tell: (done: number) => void): void {
    const windows = new WarmUp(size, this.#density.names.length, this.#dense);
    const tuned = new StepSize(acceptance);
    tuned.restart(this.#tryStep(1));
    for (let i = 0; i < size; i++) {
      this.step = tuned.current;
      const moved = this.move(deepest);
      tuned.learn(moved.acceptance);
      const metric = windows.learn(this.q);
      if (metric !== null) {
        this.#metric = metric;
        tuned.restart(this.#tryStep(tuned.current));
      }
      tell(i + 1);
    }
    this.step = tuned.final();
  }

  #tryStep(size: number): number {
    this.#moves += 1;
    const { q, log, gradient } = this.#at;
    const p = this.#metric.momentum(this.#random.draws(this.#chain, 1, this.#moves));
    return reasonableStep(phaseAt(q, log, gradient, p, this.#metric), size, this.#density, this.#metric);
  }

  #begin(start: NutsOptions['start']): Phase {
    const n = this.#density.names.length;
    for (let attempt = 0; attempt < 100; attempt++) {
      const draws = this.#random.draws(this.#chain, 2, attempt);
      const q = start === undefined ? new Float64Array(n) : Float64Array.from(start(this.#chain));
      if (q.length !== n) {
        throw new TwinwardError('usage', `a start of ${q.length} coordinates for ${n}`, { field: 'start' });
      }
      if (start === undefined) for (let i = 0; i < n; i++) q[i] = 4 * draws.uniform() - 2;
      const gradient = new Float64Array(n);
      const log = this.#density.value(q, gradient);
      if (Number.isFinite(log) && gradient.every(Number.isFinite)) {
        return phaseAt(q, log, gradient, new Float64Array(n), this.#metric);
      }
      if (start !== undefined) break;
    }
    throw new TwinwardError('model.domain', `chain ${this.#chain} found no start with a positive density`, {
      field: 'start',
      remedy: 'give coordinates at which the density and its gradient are finite',
    });
  }
}
