import { pow } from '@twinward/simulate';
import { addProduct } from '../linear-algebra/add-product.ts';
import { checkFinite } from './check-finite.ts';
import { spreadPairs } from './difference-steps.ts';
import { gaussianUpdate } from './gaussian-update.ts';
import { LinearObservation } from './linear-observation.ts';
import { chiSquareBound } from './lost-ensemble.ts';
import type { ObservationSet } from './observation-set.ts';
import { type CycleReport, reportOf, type SequentialFilter } from './sequential-filter.ts';
import type { StateSpaceModel } from './state-space-model.ts';

/** A normal belief to start from: mean [n] and covariance [n x n, by rows]. */
export interface NormalBelief {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** How an extended Kalman filter is run. */
export interface ExtendedKalmanOptions {
  /** Factor by which the covariance grows in a unit of time, for what linearisation misses; 1 by default. */
  readonly growth?: number;
  /** Raises the sd of the belief when the innovations say that it has lost the system (see below); on by default. */
  readonly reopen?: boolean;
}

/** The sd is doubled no farther than this. */
export const MOST_REOPENED = 1024;

/**
 * The extended Kalman filter (Jazwinski 1970, section 8.3): the mean follows the model, the covariance its derivative,
 * P = g^dt F P F' + Q, with F by central differences of the model from one observation to the next and g the `growth` of the
 * covariance per unit of time, which stands for what linearisation misses. Observations are linearised about the forecast. For small,
 * mildly nonlinear systems: an ensemble does without derivatives, and is cheaper from some tens of components on. Where innovations this
 * large would come up once in a thousand cycles, the sd is doubled until they would not.
 *
 * Throws `belief.collapsed` when the model gives numbers that are not finite.
 */
export class ExtendedKalman implements SequentialFilter {
  readonly mean: Float64Array;
  /** Covariance [n x n, by rows]. */
  readonly covariance: Float64Array;
  readonly #model: StateSpaceModel;
  readonly #growth: number;
  readonly #reopen: boolean;
  readonly #observed = new LinearObservation();
  readonly #states: Float64Array;
  readonly #steps: Float64Array;
  readonly #flow: Float64Array;
  readonly #half: Float64Array;
  readonly #origin: Float64Array;

  constructor(model: StateSpaceModel, initial: NormalBelief, options: ExtendedKalmanOptions = {}) {
    const n = model.size;
    this.#model = model;
    this.#growth = options.growth ?? 1;
    this.#reopen = options.reopen ?? true;
    this.mean = initial.mean.slice();
    this.covariance = initial.covariance.slice();
    this.#states = new Float64Array((2 * n + 1) * n);
    this.#steps = new Float64Array(n);
    this.#flow = new Float64Array(n * n);
    this.#half = new Float64Array(n * n);
    this.#origin = new Float64Array(n);
  }

  cycle(from: number, to: number, observations: ObservationSet | null): CycleReport {
    this.#forecast(from, to);
    if (observations === null) return reportOf(0, 0);
    const observed = this.#observed;
    this.#origin.set(this.mean);
    observed.linearise(observations, this.mean, this.#scale);
    this.#half.set(this.covariance);
    let reopened = 1;
    while (this.#update() > chiSquareBound(observed.count) && this.#reopen && reopened < MOST_REOPENED) {
      reopened *= 2;
      this.mean.set(this.#origin);
      for (let at = 0; at < this.#half.length; at++)
        this.covariance[at] = reopened * reopened * this.#half[at]!;
    }
    return { ...reportOf(observed.count, observations.values.length - observed.count), reopened };
  }

  #update(): number {
    return gaussianUpdate(this.mean, this.covariance, this.#origin, this.#observed, this.#steps);
  }

  readonly #scale = (i: number): number => Math.sqrt(Math.max(0, this.covariance[i * this.mean.length + i]!));

  #forecast(from: number, to: number): void {
    const n = this.mean.length;
    const states = this.#states;
    spreadPairs(this.mean, this.#scale, this.#steps, states);
    states.set(this.mean, 2 * n * n);
    this.#model.advance(states, 2 * n + 1, from, to, null);
    checkFinite(states, 'forecast');
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < n; i++) {
        this.#flow[i * n + j] =
          (states[2 * j * n + i]! - states[(2 * j + 1) * n + i]!) / (2 * this.#steps[j]!);
      }
    }
    for (let i = 0; i < n; i++) this.mean[i] = states[2 * n * n + i]!;
    // P F', then F (P F')
    const half = this.#half.fill(0);
    const turned = states; // F' over the pairs, which are no longer needed
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) turned[j * n + i] = this.#flow[i * n + j]!;
    addProduct(half, { values: this.covariance, row: n, column: 1 }, turned, n, n, n);
    this.covariance.fill(0);
    addProduct(this.covariance, { values: this.#flow, row: n, column: 1 }, half, n, n, n);
    const growth = this.#growth === 1 ? 1 : pow(this.#growth, to - from);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const both = 0.5 * growth * (this.covariance[i * n + j]! + this.covariance[j * n + i]!);
        this.covariance[i * n + j] = both;
        this.covariance[j * n + i] = both;
      }
    }
    this.#model.addNoiseCovariance?.(from, to, this.covariance);
  }
}
