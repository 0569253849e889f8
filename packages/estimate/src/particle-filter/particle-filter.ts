import { type RandomSource, TwinwardError } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';
import { effectiveSize } from '../ensemble/effective-size.ts';
import { normaliseLogWeights } from '../ensemble/log-weights.ts';
import { ancestorsWhenFew, systematicAncestors } from '../ensemble/resample.ts';
import { reweigh } from '../ensemble/reweigh.ts';
import { allFinite, gatherRows, weightedMeanRow } from '../filter/member-rows.ts';
import type { ObservationSet } from '../filter/observation-set.ts';
import type { SequentialFilter } from '../filter/sequential-filter.ts';
import type { StateSpaceModel } from '../filter/state-space-model.ts';
import { AncestorPaths } from './ancestor-paths.ts';
import { KernelJitter } from './kernel-jitter.ts';
import { LostParticles } from './lost-particles.ts';
import { normalDensity } from './normal-density.ts';
import type { ObservationDensity } from './observation-density.ts';
import type { ParticleReport } from './particle-report.ts';

/** How a particle filter is run. */
export interface ParticleFilterOptions {
  readonly random: RandomSource;
  /**
   * `bootstrap` (default): members move by the model and are weighed by what was observed (Gordon, Salmond and Smith 1993).
   * `auxiliary`: before they move, those are chosen whose noise-free course promises to fit (Pitt and Shephard 1999).
   */
  readonly proposal?: 'bootstrap' | 'auxiliary';
  /** Resamples when the effective sample size is below this share of the members; default 0.5. The auxiliary filter always does. */
  readonly resampleBelow?: number;
  /** Bandwidth of the noise on copies in units of Scott's rule (`KernelJitter`); 0, the default, gives none. */
  readonly jitter?: number;
  /**
   * Raises the spread before weighing when the innovations say that the members have lost the system (`LostParticles`), which only
   * observations with normal errors tell (`ObservationSet`). Like jitter it gives up the exact likelihood; on by default with jitter.
   */
  readonly reopen?: boolean;
  /** Cycles for which the paths of the members are kept, for `path`; default 0. */
  readonly lag?: number;
}

/** A particle filter between two cycles, from which it can go on: plain arrays. */
export interface ParticleState {
  readonly values: Float64Array;
  readonly logWeights: Float64Array;
  readonly logLikelihood: number;
  readonly cycles: number;
}

/** Share of the choice of the auxiliary filter that does not trust the noise-free course. */
const DEFENSIVE = 0.1;
const [CHOOSE, RESAMPLE, JITTER] = [2, 3, 4];

/**
 * A particle filter with systematic resampling, an unbiased estimate of the likelihood (without jitter and reopening), and the paths
 * of its members. Observations have any density; those that are missing are left out, and times may be irregular.
 *
 * The auxiliary filter chooses members with probability w_i ((1 - d) g(y | mu_i) / sum w g + d), mu_i their noise-free course and
 * d = 0.1 a defensive share (Hesterberg 1995, Technometrics 37:185-194): a course that misleads cannot rule a member out, and the
 * weights g(y | x) / (...) after the move stay bounded. The likelihood is the mean of these weights (Pitt et al. 2012, J. Econometrics
 * 171:134-151).
 *
 * Members that are not finite get weight zero and are counted. Observations that no member could have given are left out and
 * reported as `impossible`. `belief.collapsed` is thrown when no member with weight is finite. Every draw is keyed by member and cycle,
 * so that a run gives the same bytes when it is stopped and resumed, or its members are advanced in parts.
 *
 * @example
 * const random = philox('00000000000000ff');
 * const still = { size: 1, advance: () => {} }; // a level that stays
 * const filter = new ParticleFilter(still, Float64Array.of(1, 2, 4, 8), { random });
 * const read = { // 5 with an error of sd 1
 *   values: Float64Array.of(5), variance: Float64Array.of(1), predict: (values, members, out) => out.set(values),
 * };
 * filter.cycle(0, 1, read).effectiveSize; // 1.075
 * filter.mean[0]; // 4.03
 */
export class ParticleFilter implements SequentialFilter {
  readonly members: number;
  /** The weighted mean [size], before resampling. */
  readonly mean: Float64Array;
  readonly #model: StateSpaceModel;
  readonly #options: ParticleFilterOptions;
  readonly #jitter: KernelJitter | null;
  readonly #paths: AncestorPaths | null;
  readonly #lost: LostParticles | null;
  #values: Float64Array;
  #spare: Float64Array;
  #density: Float64Array;
  #logWeights: Float64Array;
  #logLikelihood = 0;
  #cycle = 0;
  #reopened = 1;

  /** Starts from equally weighted members [members x size, by rows], which are copied, or where another filter stopped. */
  constructor(model: StateSpaceModel, start: Float64Array | ParticleState, options: ParticleFilterOptions) {
    const state = start instanceof Float64Array ? null : start;
    this.#values = (state ?? { values: start as Float64Array }).values.slice();
    const members = this.#values.length / model.size;
    const { resampleBelow = 0.5, jitter = 0, lag = 0, reopen = jitter > 0 } = options;
    if (!(members >= 1 && Number.isInteger(members))) {
      throw new TwinwardError(
        'usage',
        `${this.#values.length} numbers are not members of ${model.size} each`,
        {
          field: 'start',
          remedy: 'give members by rows',
        },
      );
    }
    for (const [field, value, most] of [
      ['resampleBelow', resampleBelow, 1],
      ['jitter', jitter, 1e6],
      ['lag', lag, 1e6],
    ] as const) {
      if (value >= 0 && value <= most) continue;
      throw new TwinwardError('usage', `${field} is ${value}`, {
        field,
        remedy: `give a number from 0 to ${most}`,
      });
    }
    this.members = members;
    this.mean = new Float64Array(model.size);
    this.#model = model;
    this.#options = options;
    this.#jitter = jitter > 0 ? new KernelJitter(model.size, jitter) : null;
    this.#paths = lag > 0 ? new AncestorPaths(model.size, lag) : null;
    this.#lost = reopen ? new LostParticles() : null;
    this.#spare = new Float64Array(this.#values.length);
    this.#density = new Float64Array(members);
    this.#logWeights = state?.logWeights.slice() ?? new Float64Array(members).fill(-log(members));
    this.#logLikelihood = state?.logLikelihood ?? 0;
    this.#cycle = state?.cycles ?? 0;
    this.#paths?.push(this.#values, null);
    weightedMeanRow(this.#values, this.weights(), this.mean);
  }

  /** The members [members x size, by rows], weighted by `weights`. */
  get values(): Float64Array {
    return this.#values;
  }

  /** ln p(all observations so far), estimated; -Infinity after observations that were impossible. */
  get logLikelihood(): number {
    return this.#logLikelihood;
  }

  /** The normalised weights [members]. */
  weights(): Float64Array {
    return this.#logWeights.map((w) => exp(w));
  }

  /** A copy of what the filter believes, from which another can go on. */
  state(): ParticleState {
    return {
      values: this.#values.slice(),
      logWeights: this.#logWeights.slice(),
      logLikelihood: this.#logLikelihood,
      cycles: this.#cycle,
    };
  }

  /**
   * Where the members of now were some cycles ago, by their ancestors [members x size]: with the weights of now they are the state of
   * then, given all observations up to now (fixed-lag smoothing; Kitagawa 1996, J. Comput. Graph. Stat. 5:1-25). Throws `usage`
   * beyond `lag` or the start.
   */
  path(back: number): Float64Array {
    if (back === 0) return this.#values.slice();
    const states = this.#paths?.states(back) ?? null;
    if (states !== null) return states;
    throw new TwinwardError('usage', `no path of ${back} cycles is kept`, {
      field: 'back',
      remedy: 'ask for a longer lag, or for fewer cycles',
    });
  }

  cycle(from: number, to: number, observations: ObservationSet | ObservationDensity | null): ParticleReport {
    const density =
      observations === null || 'logDensity' in observations ? observations : normalDensity(observations);
    const { used, missing } = density ?? { used: 0, missing: 0 };
    this.#reopened = 1;
    const auxiliary = used > 0 && this.#options.proposal === 'auxiliary';
    let ancestors = auxiliary ? this.#choose(density!, from, to) : null;
    this.#model.advance(
      this.#values,
      this.members,
      from,
      to,
      this.#options.random.derive(`cycle ${this.#cycle}`),
    );
    if (this.#lost !== null && observations !== null && 'predict' in observations) {
      this.#reopened *= this.#lost.reopen(this.#values, this.#logWeights, observations);
    }
    const weighed = this.#weigh(used > 0 ? density : null);
    this.#logLikelihood += weighed.logLikelihood;
    const weights = this.weights();
    weightedMeanRow(this.#values, weights, this.mean);
    if (!auxiliary) ancestors = this.#resampleWhenFew(weights);
    this.#paths?.push(this.#values, ancestors);
    this.#cycle += 1;
    const resampled = ancestors !== null;
    return {
      ...weighed,
      used,
      missing,
      doubted: 0,
      recovered: 0,
      reopened: this.#reopened,
      effectiveSize: effectiveSize(weights),
      resampled,
    };
  }

  /** First stage of the auxiliary filter: members whose noise-free course fits are taken more often, and owe that in weight. */
  #choose(density: ObservationDensity, from: number, to: number): Int32Array {
    const ahead = this.#spare;
    ahead.set(this.#values);
    this.#model.advance(ahead, this.members, from, to, null);
    density.logDensity(ahead, this.members, this.#density);
    const promise = this.#logWeights.map((w, m) =>
      w > Number.NEGATIVE_INFINITY && allFinite(ahead, m * this.#model.size, this.#model.size)
        ? w + this.#density[m]!
        : Number.NEGATIVE_INFINITY,
    );
    const { logWeights, logSum } = normaliseLogWeights(promise);
    const trusted = Number.isFinite(logSum) ? 1 - DEFENSIVE : 0;
    const chosen = this.#logWeights.map((w, m) => {
      return trusted === 0 ? exp(w) : trusted * exp(logWeights[m]!) + DEFENSIVE * exp(w);
    });
    const u = this.#options.random.draws(0, CHOOSE, this.#cycle).uniform();
    const ancestors = systematicAncestors(chosen, this.members, this.members, u);
    const owed = Float64Array.from(ancestors, (m) => this.#logWeights[m]! - log(chosen[m]! * this.members));
    this.#reopened *= this.#jitter?.learn(this.#values, chosen) ?? 1;
    this.#gather(ancestors);
    this.#logWeights = owed;
    return ancestors;
  }

  #weigh(density: ObservationDensity | null): Pick<ParticleReport, 'outcome' | 'lost' | 'logLikelihood'> {
    const { members } = this;
    if (density === null) this.#density.fill(0);
    else density.logDensity(this.#values, members, this.#density);
    let lost = 0;
    const sound = this.#logWeights.slice();
    for (let m = 0; m < members; m++) {
      if (allFinite(this.#values, m * this.#model.size, this.#model.size) && !Number.isNaN(this.#density[m]!))
        continue;
      sound[m] = Number.NEGATIVE_INFINITY;
      lost += 1;
    }
    if (density === null && lost === 0) return { outcome: 'weighed', lost, logLikelihood: 0 };
    const { logWeights, logSum } = reweigh(sound, this.#density);
    if (Number.isFinite(logSum)) {
      this.#logWeights = logWeights;
      return { outcome: 'weighed', lost, logLikelihood: logSum };
    }
    const left = normaliseLogWeights(sound);
    if (!Number.isFinite(left.logSum)) {
      throw new TwinwardError('belief.collapsed', `none of ${members} members with weight is finite`, {
        field: 'members',
        remedy: 'look for parameters or observations outside the range of the model',
      });
    }
    this.#logWeights = left.logWeights;
    return { outcome: 'impossible', lost, logLikelihood: Number.NEGATIVE_INFINITY };
  }

  #resampleWhenFew(weights: Float64Array): Int32Array | null {
    const ancestors = ancestorsWhenFew(weights, this.#options.resampleBelow ?? 0.5, () =>
      this.#options.random.draws(0, RESAMPLE, this.#cycle).uniform(),
    );
    if (ancestors === null) return null;
    this.#reopened *= this.#jitter?.learn(this.#values, weights) ?? 1;
    this.#gather(ancestors);
    this.#logWeights.fill(-log(this.members));
    return ancestors;
  }

  #gather(ancestors: Int32Array): void {
    gatherRows(this.#values, ancestors, this.#model.size, this.#spare);
    [this.#values, this.#spare] = [this.#spare, this.#values];
    this.#jitter?.apply(this.#values, ancestors, this.#options.random, JITTER, this.#cycle);
  }
}
