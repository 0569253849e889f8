import { TwinwardError } from '@twinward/contract';
import { exp, log, philox } from '@twinward/simulate';
import { symmetricEigen } from '../linear-algebra/symmetric-eigen.ts';
import { type Bounds, type Box, boxAround } from './box.ts';
import type { Optimum } from './optimum.ts';
import { Evaluations, type SearchControl } from './search-control.ts';

/** How to search. */
export interface CmaEsOptions extends SearchControl, Bounds {
  /** 16 hexadecimal digits; the same seed gives the same search. */
  readonly seed: string;
  /** First standard deviation of each component: about a third of where the minimum may lie. */
  readonly spread: ArrayLike<number>;
  /** Points per generation; default 4 + 3 ln n. */
  readonly population?: number;
  /** How often to begin again with twice the population, from a random point of the box (or about the start, without one); default 0. */
  readonly restarts?: number;
  /** Ends when the values of a generation and of the latest ones differ by less; default 1e-12 of the best, or 1e-300. */
  readonly tolerance?: number;
}

/**
 * The least value of a function with many local minima or a rugged surface, by evolution with an adapted covariance: CMA-ES as in
 * Hansen's tutorial (2016, arXiv:1604.00772), started again with twice the population up to `restarts` times (Auger and Hansen
 * 2005). At bounds the space is folded back, so every point evaluated lies inside. Points where the function is not a number
 * rank last.
 *
 * Throws `usage` for impossible bounds, starts and spreads, `model.domain` when the function at the start is not finite.
 *
 * @example
 * const sphere = (x) => x[0] * x[0] + (x[1] - 3) * (x[1] - 3);
 * cmaEs(sphere, [5, 5], { seed: '00000000000000ff', spread: [1, 1] }).x[1]; // 3.000
 */
export function cmaEs(
  f: (x: Float64Array) => number,
  start: ArrayLike<number>,
  options: CmaEsOptions,
): Optimum {
  const box = boxAround(start, options);
  const n = start.length;
  const { spread, restarts = 0 } = options;
  if (spread.length !== n || !Array.from(spread).every((sd) => sd > 0 && Number.isFinite(sd))) {
    throw new TwinwardError('usage', 'the spread must be positive for every component', {
      field: 'spread',
      remedy: 'give about a third of the range in which the minimum may lie',
    });
  }
  const evaluations = new Evaluations(f, 2000 * n * (1 << Math.min(restarts, 10)), options);
  evaluations.first(Float64Array.from(start));
  let population = options.population ?? 4 + Math.floor(3 * log(n));
  let status: Optimum['status'] = 'stopped';
  let reason = '';
  for (let run = 0; run <= restarts; run++) {
    const evolution = new Evolution(
      evaluations,
      box,
      options,
      population,
      run,
      beginning(start, box, options, run),
    );
    ({ status, reason } = evolution.run());
    if (status !== 'converged') break;
    population *= 2;
  }
  return {
    x: evaluations.x,
    value: evaluations.best,
    status,
    reason,
    evaluations: evaluations.count,
    covariance: null,
  };
}

/** Where a run begins: the first at the start, later ones anywhere in the box or its unbounded likeness about the start. */
function beginning(
  start: ArrayLike<number>,
  box: Box,
  { seed, spread }: CmaEsOptions,
  run: number,
): Float64Array {
  const draws = philox(seed).draws(run, 1, 0);
  return Float64Array.from(start, (x, j) => {
    if (run === 0) return x;
    const [low, high] = [box.lower[j]!, box.upper[j]!];
    const bounded = Number.isFinite(low) && Number.isFinite(high);
    return bounded ? low + draws.uniform() * (high - low) : x + 3 * spread[j]! * draws.normal();
  });
}

/** One run, in components divided by their spread. Names as in Hansen's tutorial. */
class Evolution {
  readonly #evaluations: Evaluations;
  readonly #box: Box;
  readonly #options: CmaEsOptions;
  readonly #run: number;
  readonly #n: number;
  readonly #lambda: number;
  readonly #weights: Float64Array;
  readonly #muEff: number;
  readonly #cSigma: number;
  readonly #dSigma: number;
  readonly #cc: number;
  readonly #c1: number;
  readonly #cMu: number;
  readonly #chi: number;
  readonly #mean: Float64Array;
  readonly #pSigma: Float64Array;
  readonly #pc: Float64Array;
  readonly #c: Float64Array;
  /** C = B D^2 B'. */
  #b: Float64Array;
  #d: Float64Array;
  #sigma = 1;
  #generation = 0;
  readonly #history: number[] = [];

  constructor(
    evaluations: Evaluations,
    box: Box,
    options: CmaEsOptions,
    population: number,
    run: number,
    start: Float64Array,
  ) {
    const n = start.length;
    this.#evaluations = evaluations;
    this.#box = box;
    this.#options = options;
    this.#run = run;
    this.#n = n;
    this.#lambda = Math.max(4, Math.floor(population));
    const mu = Math.floor(this.#lambda / 2);
    const raw = Float64Array.from({ length: mu }, (_, i) => log((this.#lambda + 1) / 2) - log(i + 1));
    const total = raw.reduce((sum, w) => sum + w, 0);
    this.#weights = raw.map((w) => w / total);
    this.#muEff = 1 / this.#weights.reduce((sum, w) => sum + w * w, 0);
    const muEff = this.#muEff;
    this.#cSigma = (muEff + 2) / (n + muEff + 5);
    this.#dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + this.#cSigma;
    this.#cc = (4 + muEff / n) / (n + 4 + (2 * muEff) / n);
    this.#c1 = 2 / ((n + 1.3) * (n + 1.3) + muEff);
    this.#cMu = Math.min(1 - this.#c1, (2 * (muEff - 2 + 1 / muEff)) / ((n + 2) * (n + 2) + muEff));
    this.#chi = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    this.#mean = start.map((x, j) => x / options.spread[j]!);
    this.#pSigma = new Float64Array(n);
    this.#pc = new Float64Array(n);
    this.#c = identity(n);
    this.#b = identity(n);
    this.#d = new Float64Array(n).fill(1);
  }

  run(): Pick<Optimum, 'status' | 'reason'> {
    for (;;) {
      const ended = this.#evaluations.ended();
      if (ended !== null) return ended;
      const values = this.#next();
      const reason = this.#finished(values);
      if (reason !== null) return { status: 'converged', reason };
    }
  }

  /** One generation: sample, rank, move, learn. Its values, rising. */
  #next(): readonly number[] {
    const n = this.#n;
    this.#generation += 1;
    const draws = philox(this.#options.seed).draws(this.#run, 0, this.#generation);
    const born = Array.from({ length: this.#lambda }, () => {
      const z = Float64Array.from({ length: n }, () => draws.normal());
      const y = this.#turned(z.map((value, i) => value * this.#d[i]!));
      const x = y.map((value, i) => (this.#mean[i]! + this.#sigma * value) * this.#options.spread[i]!);
      return { y, value: this.#evaluations.at(folded(x, this.#box)) };
    }).sort((a, b) => a.value - b.value);
    const step = new Float64Array(n);
    this.#weights.forEach((w, i) => {
      for (let j = 0; j < n; j++) step[j] = step[j]! + w * born[i]!.y[j]!;
    });
    for (let j = 0; j < n; j++) this.#mean[j] = this.#mean[j]! + this.#sigma * step[j]!;
    this.#learn(
      step,
      born.map(({ y }) => y),
    );
    return born.map(({ value }) => value);
  }

  #learn(step: Float64Array, ys: readonly Float64Array[]): void {
    const n = this.#n;
    const white = this.#turned(this.#turnedBack(step).map((value, i) => value / this.#d[i]!));
    const kept = 1 - this.#cSigma;
    const rate = Math.sqrt(this.#cSigma * (2 - this.#cSigma) * this.#muEff);
    let square = 0;
    for (let j = 0; j < n; j++) {
      this.#pSigma[j] = kept * this.#pSigma[j]! + rate * white[j]!;
      square += this.#pSigma[j]! * this.#pSigma[j]!;
    }
    const length = Math.sqrt(square);
    const settled = 1 - exp(2 * this.#generation * log(kept));
    const held = length / Math.sqrt(settled) < (1.4 + 2 / (n + 1)) * this.#chi ? 1 : 0;
    const along = held * Math.sqrt(this.#cc * (2 - this.#cc) * this.#muEff);
    for (let j = 0; j < n; j++) this.#pc[j] = (1 - this.#cc) * this.#pc[j]! + along * step[j]!;
    const old = 1 - this.#c1 - this.#cMu + (1 - held) * this.#c1 * this.#cc * (2 - this.#cc);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = old * this.#c[i * n + j]! + this.#c1 * this.#pc[i]! * this.#pc[j]!;
        this.#weights.forEach((w, k) => {
          sum += this.#cMu * w * ys[k]![i]! * ys[k]![j]!;
        });
        this.#c[i * n + j] = sum;
        this.#c[j * n + i] = sum;
      }
    }
    this.#sigma *= exp(Math.min(1, (this.#cSigma / this.#dSigma) * (length / this.#chi - 1)));
    const lazy = Math.max(1, Math.floor(1 / (10 * n * (this.#c1 + this.#cMu))));
    if (this.#generation % lazy === 0) {
      const { values, vectors } = symmetricEigen(this.#c, n);
      this.#b = vectors;
      this.#d = values.map((value) => Math.sqrt(Math.max(value, 1e-300)));
    }
  }

  /** Why there is nothing more to gain, if so. */
  #finished(values: readonly number[]): string | null {
    const best = values[0]!;
    this.#history.push(best);
    const { tolerance = 1e-12 } = this.#options;
    const span = 10 + Math.ceil((30 * this.#n) / this.#lambda);
    const recent = this.#history.slice(-span);
    const range = Math.max(...recent, ...values.filter(Number.isFinite)) - Math.min(...recent);
    if (recent.length === span && range <= Math.max(1e-300, tolerance * Math.abs(this.#evaluations.best))) {
      return 'the values no longer differ';
    }
    const widest = Math.max(...this.#d);
    let moves = false;
    for (let j = 0; j < this.#n; j++) {
      const sd = this.#sigma * Math.sqrt(this.#c[j * this.#n + j]!);
      if (sd > 1e-14 * Math.abs(this.#mean[j]!) && sd > 1e-150) moves = true;
    }
    if (!moves) return 'steps no longer change x';
    if (widest > 1e7 * Math.min(...this.#d)) return 'the covariance has become too narrow to go on';
    const half = Math.floor(this.#history.length / 2);
    if (this.#history.length > 120 + (60 * this.#n) / this.#lambda + 200) {
      const median = (part: readonly number[]): number => part.toSorted((a, b) => a - b)[part.length >> 1]!;
      if (median(this.#history.slice(-20)) >= median(this.#history.slice(half, half + 20)))
        return 'the search stagnates';
    }
    return null;
  }

  #turned(v: Float64Array): Float64Array {
    const n = this.#n;
    return v.map((_, i) => {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += this.#b[i * n + j]! * v[j]!;
      return sum;
    });
  }

  #turnedBack(v: Float64Array): Float64Array {
    const n = this.#n;
    return v.map((_, i) => {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += this.#b[j * n + i]! * v[j]!;
      return sum;
    });
  }
}

/** x folded back at the bounds, as often as it takes. */
function folded(x: Float64Array, { lower, upper }: Box): Float64Array {
  return x.map((value, j) => {
    const [low, high] = [lower[j]!, upper[j]!];
    if (value >= low && value <= high) return value;
    if (high === Number.POSITIVE_INFINITY) return 2 * low - value;
    if (low === Number.NEGATIVE_INFINITY) return 2 * high - value;
    const period = 2 * (high - low);
    const into = (value - low) % period;
    const from = into < 0 ? into + period : into;
    return Math.max(low, Math.min(high, from <= high - low ? low + from : low + period - from));
  });
}

function identity(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
  return matrix;
}
