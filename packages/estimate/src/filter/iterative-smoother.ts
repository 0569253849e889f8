import type { RandomSource } from '@twinward/contract';
import { addProduct } from '../linear-algebra/add-product.ts';
import { AnomalySpectrum } from './anomaly-spectrum.ts';
import { hyperprior } from './hyperprior.ts';
import { chiSquareBound } from './lost-ensemble.ts';
import { addRow, centreRows, inflateRows, meanRow, membersIn } from './member-rows.ts';
import type { ObservationSet } from './observation-set.ts';
import { ObservedEnsemble } from './observed-ensemble.ts';
import { RandomRotation } from './random-rotation.ts';
import { recoverRows } from './recover-rows.ts';
import type { CycleReport, SequentialFilter } from './sequential-filter.ts';
import type { StateSpaceModel } from './state-space-model.ts';
import { TransformRoot } from './transform-root.ts';

/** How an iterative smoother is run. */
export interface IterativeSmootherOptions {
  readonly random: RandomSource;
  /** Intervals between observations that an observation reaches back; 1, the default, is the iterative filter IEnKF. */
  readonly lag?: number;
  /** Runs of the window at most for the observations of one time; 10 by default. */
  readonly iterations?: number;
  /** Stops once the mean square of the step, over the members, is below this; 1e-5 by default. */
  readonly tolerance?: number;
  /** Looks at the model by members very close to the mean, rather than spread as the ensemble is; off by default. */
  readonly bundle?: boolean;
  /** Certainty of the hyperprior ("xN"), which then takes the place of tuned inflation, as in `FiniteSizeKalman`; null is off. */
  readonly certainty?: number | null;
  /** Multiplies the anomalies after each analysis; 1 by default. */
  readonly inflation?: number;
  /** Turns the anomalies at random after each analysis; off by default. */
  readonly rotation?: boolean;
  /** Raises the spread when even the best fit says that the ensemble has lost the system; on by default. */
  readonly reopen?: boolean;
}

const ROTATION = 1;
/** Size of the bundle, over that of the ensemble. */
const BUNDLE = 1e-4;
/** A step that makes a fit this much worse is halved. */
const WORSE = 1;
/** By how much the spread is raised when the ensemble has lost the system. */
const REOPENED = 2;

/**
 * The iterative ensemble Kalman smoother IEnKS (Bocquet and Sakov 2014, QJRMS 140:1521-1535; single data assimilation, shift 1): the
 * ensemble x0 + X0 is kept `lag` intervals before the newest observations, and Gauss-Newton finds the weights w of its members that make
 * (N - 1) |w|^2 + |R^-1/2 (y - h(M(x0 + w X0)))|^2 least, each iteration running the window again from the improved ensemble. So the
 * curvature of the model over the window is taken in, where an ensemble filter extrapolates once. The anomalies become T X0, with T
 * the symmetric root of the inverse Hessian (`TransformRoot`); sensitivities are those of the transformed ensemble with T divided out.
 * Steps that lead up are halved. An ensemble whose best fit is still so far away as comes up once in a thousand cycles is opened to twice
 * its spread and fitted again.
 *
 * `mean` is the estimate at the newest observations, `values` the ensemble at the beginning of the next window. The model is taken as
 * deterministic. Members that are not finite are replaced by copies of the others; `belief.collapsed` is thrown when more than half are.
 */
export class IterativeSmoother implements SequentialFilter {
  /** The members at the beginning of the window [members x size, by rows]. */
  readonly values: Float64Array;
  readonly members: number;
  readonly mean: Float64Array;
  readonly #model: StateSpaceModel;
  readonly #options: IterativeSmootherOptions;
  readonly #observed = new ObservedEnsemble();
  readonly #spectrum = new AnomalySpectrum();
  readonly #rotation = new RandomRotation();
  readonly #root: TransformRoot;
  readonly #weights: Float64Array;
  readonly #accepted: Float64Array;
  readonly #step: Float64Array;
  readonly #start: Float64Array;
  readonly #anomalies: Float64Array;
  readonly #first: Float64Array;
  readonly #run: Float64Array;
  readonly #combination: Float64Array;
  #sensitivity = new Float64Array(0);
  /** The intervals of the window, oldest first. */
  readonly #window: (readonly [from: number, to: number])[] = [];
  #cycle = 0;

  /** Starts from members [members x size, by rows], which are copied; `usage` for fewer than two. */
  constructor(model: StateSpaceModel, initial: Float64Array, options: IterativeSmootherOptions) {
    this.#model = model;
    this.#options = options;
    this.members = membersIn(initial, model.size);
    this.values = initial.slice();
    this.mean = new Float64Array(model.size);
    this.#root = new TransformRoot(this.members);
    this.#weights = new Float64Array(this.members);
    this.#accepted = new Float64Array(this.members);
    this.#step = new Float64Array(this.members);
    this.#start = new Float64Array(model.size);
    this.#anomalies = new Float64Array(initial.length);
    this.#first = new Float64Array(initial.length);
    this.#run = new Float64Array(initial.length);
    this.#combination = new Float64Array(this.members * this.members);
    meanRow(this.values, this.members, this.mean);
  }

  cycle(from: number, to: number, observations: ObservationSet | null): CycleReport {
    const { random, lag = 1, inflation = 1, rotation = false } = this.#options;
    const { values, members } = this;
    this.#window.push([from, to]);
    const report = this.#analyse(observations);
    if (report.used > 0) {
      if (inflation !== 1) inflateRows(values, members, this.#start, inflation);
      if (rotation) this.#rotation.apply(values, members, random, ROTATION, this.#cycle);
    }
    if (this.#window.length >= lag) {
      const [begin, end] = this.#window.shift()!;
      this.#model.advance(values, members, begin, end, null);
    }
    this.#cycle += 1;
    return report;
  }

  /** Finds the weights for the newest observations and moves the ensemble at the beginning of the window. */
  #analyse(observations: ObservationSet | null): CycleReport {
    const { reopen = true } = this.#options;
    const { members, values } = this;
    const observed = this.#observed;
    this.#anomalies.set(values);
    centreRows(this.#anomalies, members, this.#start);
    let { cost, recovered } = this.#iterate(observations);
    let reopened = 1;
    if (observations !== null && observed.count > 0 && reopen && cost > chiSquareBound(observed.count)) {
      reopened = REOPENED;
      for (let at = 0; at < this.#anomalies.length; at++)
        this.#anomalies[at] = REOPENED * this.#anomalies[at]!;
      ({ cost, recovered } = this.#iterate(observations));
    }
    const used = observations === null ? 0 : observed.count;
    if (used > 0) this.#combine(values, 1);
    return { used, missing: (observations?.values.length ?? 0) - used, doubted: 0, recovered, reopened };
  }

  /** Gauss-Newton from no weights; what the fit costs, -2 ln posterior but for a constant, and members recovered on the way. */
  #iterate(observations: ObservationSet | null): { readonly cost: number; readonly recovered: number } {
    const { iterations = 10, tolerance = 1e-5, bundle = false } = this.#options;
    const { members, mean } = this;
    const observed = this.#observed;
    const size = bundle ? BUNDLE : 1;
    this.#weights.fill(0);
    this.#root.reset();
    let cost = Number.POSITIVE_INFINITY;
    let recovered = 0;
    let converged = false;
    for (let iteration = 0; iteration < iterations; iteration++) {
      this.#combine(this.#run, size);
      for (const [from, to] of this.#window) this.#model.advance(this.#run, members, from, to, null);
      if (iteration > 0 && !this.#run.every(Number.isFinite)) {
        this.#halveStep();
        continue;
      }
      if (observations !== null) observed.predict(this.#run, members, observations);
      recovered += recoverRows(this.#run, members, observations === null ? null : observed);
      if (observations === null || observed.count === 0) {
        meanRow(this.#run, members, mean);
        return { cost: 0, recovered };
      }
      observed.centre(Number.POSITIVE_INFINITY);
      if (bundle) observed.raise(1 / BUNDLE);
      if (iteration === 0) {
        this.#first.set(this.#run);
        centreRows(this.#first, members, mean, 1 / size);
      }
      const now = this.#costOfWeights();
      if (now > cost + WORSE) {
        this.#halveStep();
        continue;
      }
      cost = now;
      meanRow(this.#run, members, mean);
      this.#accepted.set(this.#weights);
      this.#gaussNewton();
      let square = 0;
      for (let m = 0; m < members; m++) {
        this.#weights[m] = this.#weights[m]! + this.#step[m]!;
        square += this.#step[m]! * this.#step[m]!;
      }
      converged = square < tolerance * members;
      if (converged) break;
    }
    if (!converged && iterations > 1) this.#weights.set(this.#accepted);
    // what the last step adds at the end of the window, to first order
    for (let m = 0; m < members; m++) this.#step[m] = this.#weights[m]! - this.#accepted[m]!;
    addProduct(mean, { values: this.#step, row: members, column: 1 }, this.#first, 1, members, mean.length);
    return { cost, recovered };
  }

  #halveStep(): void {
    for (let m = 0; m < this.members; m++) {
      this.#step[m] = 0.5 * this.#step[m]!;
      this.#weights[m] = this.#weights[m]! - this.#step[m]!;
    }
  }

  #costOfWeights(): number {
    const { count, innovation } = this.#observed;
    let cost = 0;
    for (let j = 0; j < count; j++) cost += innovation[j]! * innovation[j]!;
    for (let m = 0; m < this.members; m++) cost += (this.members - 1) * this.#weights[m]! * this.#weights[m]!;
    return cost;
  }

  /** x0 + (w + size T) X0. */
  #combine(out: Float64Array, size: number): void {
    const n = this.members;
    const { matrix } = this.#root;
    for (let m = 0; m < n; m++) {
      for (let k = 0; k < n; k++)
        this.#combination[m * n + k] = this.#weights[k]! + size * matrix[m * n + k]!;
    }
    out.fill(0);
    addProduct(
      out,
      { values: this.#combination, row: n, column: 1 },
      this.#anomalies,
      n,
      n,
      this.mean.length,
    );
    addRow(out, n, this.#start);
  }

  /** The step of w, and the root of the inverse Hessian. */
  #gaussNewton(): void {
    const n = this.members;
    const { count, anomalies, innovation } = this.#observed;
    if (this.#sensitivity.length < n * count) this.#sensitivity = new Float64Array(n * count);
    const sensitivity = this.#sensitivity.fill(0, 0, n * count);
    addProduct(sensitivity, { values: this.#root.inverse, row: n, column: 1 }, anomalies, n, n, count);
    this.#spectrum.decompose(sensitivity, innovation, n, count);
    const { rank, vectors, squares, pull } = this.#spectrum;
    const certainty = this.#options.certainty ?? null;
    let prior = n - 1;
    if (certainty !== null) {
      const { e, c } = hyperprior(this.#spectrum, n, certainty);
      let square = e;
      for (let m = 0; m < n; m++) square += this.#weights[m]! * this.#weights[m]!;
      prior = ((n - 1) * c) / square;
    }
    for (let m = 0; m < n; m++) this.#step[m] = -this.#weights[m]!;
    for (let j = 0; j < rank; j++) {
      let along = 0;
      for (let m = 0; m < n; m++) along += vectors[m * rank + j]! * this.#weights[m]!;
      const move = (pull[j]! - prior * along) / (squares[j]! + prior) + along;
      for (let m = 0; m < n; m++) this.#step[m] = this.#step[m]! + move * vectors[m * rank + j]!;
    }
    this.#root.set(this.#spectrum, prior);
  }
}
