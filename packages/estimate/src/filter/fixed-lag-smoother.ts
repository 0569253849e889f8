import { EnsembleFilter, type EnsembleFilterOptions } from './ensemble-filter.ts';
import { inflateRows } from './member-rows.ts';
import type { ObservationSet } from './observation-set.ts';
import type { CycleReport, SequentialFilter } from './sequential-filter.ts';
import type { SpanAnalysis } from './span-analysis.ts';
import type { StateSpaceModel } from './state-space-model.ts';

/** A time before now, and what is believed of it by now. */
export interface SmoothedTime {
  readonly time: number;
  /** Members [members x size, by rows]; row m is what member m of today was then. */
  readonly values: Float64Array;
}

/**
 * The ensemble Kalman smoother with a fixed lag (Evensen and van Leeuwen 2000, MWR 128:1852-1867): what new observations make of the
 * forecast, combinations of its members, they make of the ensembles of the last `lag` times too. So the past is known by all that came
 * after it, at the cost of the filter's products only; it is as good as the ensemble's correlations in time. Members are not rotated,
 * which would cut them off from their past. Exact for a linear normal system once there are more members than states.
 */
export class FixedLagSmoother implements SequentialFilter {
  /** The times before now, oldest first, at most `lag` of them. */
  readonly past: SmoothedTime[] = [];
  readonly #filter: EnsembleFilter;
  readonly #analysis: SpanAnalysis;
  readonly #lag: number;
  readonly #mean: Float64Array;

  /** Starts from members [members x size, by rows], which are copied; `usage` for fewer than two. */
  constructor(
    model: StateSpaceModel,
    analysis: SpanAnalysis,
    initial: Float64Array,
    options: Omit<EnsembleFilterOptions, 'rotation'> & { readonly lag: number },
  ) {
    this.#filter = new EnsembleFilter(model, analysis, initial, { ...options, rotation: false });
    this.#analysis = analysis;
    this.#lag = options.lag;
    this.#mean = new Float64Array(model.size);
  }

  get mean(): Float64Array {
    return this.#filter.mean;
  }

  cycle(from: number, to: number, observations: ObservationSet | null): CycleReport {
    const { members } = this.#filter;
    this.past.push({ time: from, values: this.#filter.values.slice() });
    if (this.past.length > this.#lag) this.past.shift();
    const report = this.#filter.cycle(from, to, observations);
    if (report.used === 0) return report;
    for (const { values } of this.past) {
      if (report.reopened !== 1) inflateRows(values, members, this.#mean, report.reopened);
      this.#analysis.repeat(values, members);
    }
    return report;
  }
}
