import type { RandomSource } from '@twinward/contract';
import type { NormalBelief } from './extended-kalman.ts';
import { gaussianUpdate } from './gaussian-update.ts';
import { LinearObservation } from './linear-observation.ts';
import type { ObservationSet } from './observation-set.ts';
import { type CycleReport, reportOf, type SequentialFilter } from './sequential-filter.ts';
import type { StateSpaceModel } from './state-space-model.ts';

/** How long a model is watched for its climatology. */
export interface ClimatologyCourse {
  /** A state the model starts from [n]. */
  readonly start: Float64Array;
  /** Time between looks, looks that are thrown away, and looks that count (at least 2). */
  readonly interval: number;
  readonly spinUp: number;
  readonly samples: number;
  readonly random: RandomSource;
}

/** Mean and covariance of the states a model visits when it is left alone. */
export function climatologyOf(model: StateSpaceModel, course: ClimatologyCourse): NormalBelief {
  const n = model.size;
  const { interval, spinUp, samples } = course;
  const state = course.start.slice();
  const seen = new Float64Array(samples * n);
  const mean = new Float64Array(n);
  for (let look = 0; look < spinUp + samples; look++) {
    model.advance(state, 1, look * interval, (look + 1) * interval, course.random.derive(`look ${look}`));
    if (look < spinUp) continue;
    seen.set(state, (look - spinUp) * n);
    for (let i = 0; i < n; i++) mean[i] = mean[i]! + state[i]! / samples;
  }
  const covariance = new Float64Array(n * n);
  for (let k = 0; k < samples; k++) {
    for (let i = 0; i < n; i++) {
      const off = (seen[k * n + i]! - mean[i]!) / (samples - 1);
      for (let j = 0; j < n; j++)
        covariance[i * n + j] = covariance[i * n + j]! + off * (seen[k * n + j]! - mean[j]!);
    }
  }
  return { mean, covariance };
}

/** The estimate that never looks: the mean of the climatology. What every filter must beat. */
export class Climatology implements SequentialFilter {
  readonly mean: Float64Array;

  constructor(climatology: NormalBelief) {
    this.mean = climatology.mean.slice();
  }

  cycle(_from: number, _to: number, observations: ObservationSet | null): CycleReport {
    return reportOf(0, observations?.values.length ?? 0);
  }
}

/**
 * Optimal interpolation (Gandin 1963): the climatology as prior at every time, without a model, x = m + B H' (H B H' + R)^-1 (y - h(m)).
 * With nothing observed it is the climatology.
 */
export class OptimalInterpolation implements SequentialFilter {
  readonly mean: Float64Array;
  readonly #climatology: NormalBelief;
  readonly #observed = new LinearObservation();
  readonly #covariance: Float64Array;
  readonly #work: Float64Array;

  constructor(climatology: NormalBelief) {
    this.#climatology = climatology;
    this.mean = climatology.mean.slice();
    this.#covariance = climatology.covariance.slice();
    this.#work = new Float64Array(this.mean.length);
  }

  cycle(_from: number, _to: number, observations: ObservationSet | null): CycleReport {
    const { mean, covariance } = this.#climatology;
    this.mean.set(mean);
    if (observations === null) return reportOf(0, 0);
    this.#covariance.set(covariance);
    this.#observed.linearise(observations, mean, (i) => Math.sqrt(covariance[i * mean.length + i]!));
    gaussianUpdate(this.mean, this.#covariance, mean, this.#observed, this.#work);
    return reportOf(this.#observed.count, observations.values.length - this.#observed.count);
  }
}
