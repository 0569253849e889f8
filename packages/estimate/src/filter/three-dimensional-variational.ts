import { checkFinite } from './check-finite.ts';
import { gaussianUpdate } from './gaussian-update.ts';
import { LinearObservation } from './linear-observation.ts';
import type { ObservationSet } from './observation-set.ts';
import { type CycleReport, reportOf, type SequentialFilter } from './sequential-filter.ts';
import type { StateSpaceModel } from './state-space-model.ts';

const [ITERATIONS, TOLERANCE] = [10, 1e-8];

/**
 * 3D-Var (Lorenc 1986, QJRMS 112:1177-1194): the state follows the model, and the analysis is the x that makes
 * (x - x^f)' B^-1 (x - x^f) + (y - h(x))' R^-1 (y - h(x)) least, with a background covariance B that never changes; a share of the
 * climatological one is usual. By Gauss-Newton in the space of the observations, so B may be singular; one step if h is linear.
 */
export class ThreeDimensionalVariational implements SequentialFilter {
  readonly mean: Float64Array;
  readonly #model: StateSpaceModel;
  readonly #background: Float64Array;
  readonly #observed = new LinearObservation();
  readonly #covariance: Float64Array;
  readonly #forecast: Float64Array;
  readonly #origin: Float64Array;
  readonly #work: Float64Array;

  /** Starts from a state [n], with the background covariance [n x n, by rows]. */
  constructor(model: StateSpaceModel, start: Float64Array, background: Float64Array) {
    this.#model = model;
    this.mean = start.slice();
    this.#background = background.slice();
    this.#covariance = background.slice();
    this.#forecast = start.slice();
    this.#origin = start.slice();
    this.#work = new Float64Array(start.length);
  }

  cycle(from: number, to: number, observations: ObservationSet | null): CycleReport {
    this.#model.advance(this.mean, 1, from, to, null);
    checkFinite(this.mean, 'forecast');
    if (observations === null) return reportOf(0, 0);
    const n = this.mean.length;
    this.#forecast.set(this.mean);
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      this.#origin.set(this.mean);
      this.#observed.linearise(observations, this.#origin, (i) => Math.sqrt(this.#background[i * n + i]!));
      this.mean.set(this.#forecast);
      this.#covariance.set(this.#background);
      gaussianUpdate(this.mean, this.#covariance, this.#origin, this.#observed, this.#work);
      if (this.#moved() < TOLERANCE) break;
    }
    return reportOf(this.#observed.count, observations.values.length - this.#observed.count);
  }

  /** The largest move of a component in the last iteration, in units of its background sd. */
  #moved(): number {
    const n = this.mean.length;
    let most = 0;
    for (let i = 0; i < n; i++) {
      const sd = Math.sqrt(this.#background[i * n + i]!);
      const move = Math.abs(this.mean[i]! - this.#origin[i]!);
      most = Math.max(most, sd > 0 ? move / sd : 0);
    }
    return most;
  }
}
