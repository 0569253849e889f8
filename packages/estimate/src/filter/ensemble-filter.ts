import type { RandomSource } from '@twinward/contract';
import type { EnsembleAnalysis } from './ensemble-analysis.ts';
import { lateSource } from './late-source.ts';
import { LostEnsemble } from './lost-ensemble.ts';
import { inflateRows, meanRow, membersIn } from './member-rows.ts';
import type { ObservationSet } from './observation-set.ts';
import { ObservedEnsemble } from './observed-ensemble.ts';
import { RandomRotation } from './random-rotation.ts';
import { recoverRows } from './recover-rows.ts';
import type { CycleReport, SequentialFilter } from './sequential-filter.ts';
import type { StateSpaceModel } from './state-space-model.ts';

/** How an ensemble filter is run. */
export interface EnsembleFilterOptions {
  readonly random: RandomSource;
  /** Multiplies the anomalies after each analysis; 1 by default. */
  readonly inflation?: number;
  /** Turns the anomalies at random after each analysis (`RandomRotation`); off by default. */
  readonly rotation?: boolean;
  /**
   * An observation farther than this many predictive sd away counts less, as under a Student t error, and is reported as doubted;
   * by default none is.
   */
  readonly doubtBeyond?: number;
  /** Raises the spread when the innovations say that the ensemble has lost the system (`LostEnsemble`); on by default. */
  readonly reopen?: boolean;
}

const ROTATION = 1;

/**
 * An ensemble Kalman filter: the model carries the members, the analysis takes in the observations, and the anomalies are inflated
 * and turned if asked.
 *
 * Missing observations (NaN) are left out. Members that are not finite after the model, or whose predictions are not, are replaced
 * by copies of those that are and counted as recovered; `belief.collapsed` is thrown when more than half are lost. Members that
 * all agree learn nothing and stay as they are.
 */
export class EnsembleFilter implements SequentialFilter {
  /** The members [members x size, by rows]. */
  readonly values: Float64Array;
  readonly members: number;
  readonly mean: Float64Array;
  readonly #model: StateSpaceModel;
  readonly #analysis: EnsembleAnalysis;
  readonly #options: EnsembleFilterOptions;
  readonly #observed = new ObservedEnsemble();
  readonly #lost = new LostEnsemble();
  readonly #rotation = new RandomRotation();
  #cycle = 0;

  /** Starts from members [members x size, by rows], which are copied; `usage` for fewer than two. */
  constructor(
    model: StateSpaceModel,
    analysis: EnsembleAnalysis,
    initial: Float64Array,
    options: EnsembleFilterOptions,
  ) {
    this.members = membersIn(initial, model.size);
    this.#model = model;
    this.#analysis = analysis;
    this.#options = options;
    this.values = initial.slice();
    this.mean = new Float64Array(model.size);
    meanRow(this.values, this.members, this.mean);
  }

  cycle(from: number, to: number, observations: ObservationSet | null): CycleReport {
    this.#model.advance(
      this.values,
      this.members,
      from,
      to,
      lateSource(this.#options.random, `cycle ${this.#cycle}`),
    );
    const report = this.#analyse(observations);
    meanRow(this.values, this.members, this.mean);
    this.#cycle += 1;
    return report;
  }

  #analyse(observations: ObservationSet | null): CycleReport {
    const observed = this.#observed;
    const { random, inflation = 1, rotation = false, reopen = true } = this.#options;
    const doubtBeyond = this.#options.doubtBeyond ?? Number.POSITIVE_INFINITY;
    if (observations !== null) observed.predict(this.values, this.members, observations);
    const recovered = recoverRows(this.values, this.members, observations === null ? null : observed);
    const used = observations === null ? 0 : observed.count;
    const missing = observations === null ? 0 : observations.values.length - used;
    if (used === 0) return { used, missing, doubted: 0, recovered, reopened: 1 };
    const doubted = observed.centre(doubtBeyond);
    const reopened = reopen ? this.#lost.factor(observed) : 1;
    if (reopened !== 1) {
      inflateRows(this.values, this.members, this.mean, reopened);
      observed.raise(reopened);
    }
    this.#analysis.update(this.values, this.members, observed, random, this.#cycle);
    if (inflation !== 1) inflateRows(this.values, this.members, this.mean, inflation);
    if (rotation) this.#rotation.apply(this.values, this.members, random, ROTATION, this.#cycle);
    return { used, missing, doubted, recovered, reopened };
  }
}
