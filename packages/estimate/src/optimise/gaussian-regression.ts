import { exp, log } from '@twinward/simulate';
import { cholesky } from '../ensemble/cholesky.ts';
import { lbfgsb } from './l-bfgs-b.ts';

/** Logarithms of what shapes a Gaussian process: a length for each input, the sd of the function and that of noise about it. */
export type LogShape = Float64Array;

/** Mean and sd of a process at a point. */
export interface Believed {
  readonly mean: number;
  readonly sd: number;
}

const ROOT_FIVE = Math.sqrt(5);
/** Bounds of the logarithms: lengths 0.02 to 20 of the unit cube, sd of the function 0.05 to 5, noise 1e-4 to 0.3 of the values' sd. */
const [LENGTH, SCALE, NOISE] = [
  [log(0.02), log(20)],
  [log(0.05), log(5)],
  [log(1e-4), log(0.3)],
] as const;

/**
 * A Gaussian process with the Matern 5/2 kernel and one length per input, k(r) = s^2 (1 + sqrt5 r + 5/3 r^2) exp(-sqrt5 r), fitted
 * to values of mean 0 and variance 1 at points of the unit cube, its shape by maximum marginal likelihood (Rasmussen and
 * Williams 2006, equations 4.17, 2.30 and 5.9) with weak priors that keep lengths near half the cube.
 */
export class GaussianRegression {
  /** Divided by the lengths, as points given are. */
  readonly #points: readonly Float64Array[];
  readonly #shape: LogShape;
  readonly #l: Float64Array;
  readonly #weights: Float64Array;

  constructor(points: readonly Float64Array[], values: Float64Array, shape: LogShape) {
    this.#points = points.map((point) => scaled(point, shape));
    this.#shape = shape;
    const n = points.length;
    this.#l = cholesky(covariance(this.#points, shape), n);
    this.#weights = backSolved(this.#l, forwardSolved(this.#l, values));
  }

  /** The process whose shape makes the values most likely, searched from these shapes. */
  static fitted(
    points: readonly Float64Array[],
    values: Float64Array,
    starts: readonly LogShape[],
  ): { readonly gaussian: GaussianRegression; readonly shape: LogShape } {
    const dimensions = points[0]!.length;
    const bounds = [...new Array<readonly [number, number]>(dimensions).fill(LENGTH), SCALE, NOISE];
    const lower = bounds.map(([low]) => low);
    const upper = bounds.map(([, high]) => high);
    let best: { readonly x: Float64Array; readonly value: number } | null = null;
    const latest = new Float64Array(bounds.length);
    for (const start of starts) {
      const found = lbfgsb(
        {
          value: (shape) => minusLogLikelihood(points, values, shape, latest),
          // asked for where the value was asked for last
          gradient: (_, out) => out.set(latest),
        },
        start.map((value, i) => Math.max(lower[i]!, Math.min(upper[i]!, value))),
        { lower, upper, gradientTolerance: 1e-3, tolerance: 1e-7, maximumEvaluations: 50 },
      );
      if (best === null || found.value < best.value) best = found;
    }
    return { gaussian: new GaussianRegression(points, values, best!.x), shape: best!.x };
  }

  /** What is believed of the function, without noise, at a point. */
  at(point: Float64Array): Believed {
    const n = this.#points.length;
    const here = scaled(point, this.#shape);
    const variance = exp(2 * this.#shape[point.length]!);
    const k = Float64Array.from(this.#points, (other) => variance * kernel(Math.sqrt(square(other, here))));
    let mean = 0;
    for (let i = 0; i < n; i++) mean += k[i]! * this.#weights[i]!;
    const v = forwardSolved(this.#l, k);
    let left = variance;
    for (let i = 0; i < n; i++) left -= v[i]! * v[i]!;
    return { mean, sd: Math.sqrt(Math.max(left, 1e-18)) };
  }
}

/** Where to begin the search for a shape: half the cube, the values' own sd, little noise. */
export function usualShape(dimensions: number): LogShape {
  return Float64Array.of(...new Array<number>(dimensions).fill(log(0.5)), 0, log(1e-3));
}

/** Of one length, for a distance in lengths. */
function kernel(r: number): number {
  return (1 + ROOT_FIVE * r + (5 / 3) * r * r) * exp(-ROOT_FIVE * r);
}

function scaled(point: Float64Array, shape: LogShape): Float64Array {
  return point.map((value, j) => value * exp(-shape[j]!));
}

function square(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j]! - b[j]!) * (a[j]! - b[j]!);
  return sum;
}

/** K with noise, of points already divided by the lengths. */
function covariance(points: readonly Float64Array[], shape: LogShape): Float64Array {
  const n = points.length;
  const variance = exp(2 * shape[shape.length - 2]!);
  const matrix = new Float64Array(n * n);
  // the smallest noise that leaves near neighbours apart
  const noise = exp(2 * shape[shape.length - 1]!) + 1e-10 * exp(2 * shape[shape.length - 2]!);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = variance * kernel(Math.sqrt(square(points[i]!, points[j]!)));
      matrix[i * n + j] = value;
      matrix[j * n + i] = value;
    }
    matrix[i * n + i] = matrix[i * n + i]! + noise;
  }
  return matrix;
}

/** Minus the log likelihood of the values, with a normal prior N(log 0.5, 1) on each log length; writes its gradient. */
function minusLogLikelihood(
  points: readonly Float64Array[],
  values: Float64Array,
  shape: LogShape,
  gradient: Float64Array,
): number {
  const n = points.length;
  const dimensions = points[0]!.length;
  const z = points.map((point) => scaled(point, shape));
  const l = cholesky(covariance(z, shape), n);
  const half = forwardSolved(l, values);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (!(l[i * n + i]! > 0)) return Number.POSITIVE_INFINITY;
    sum += 0.5 * half[i]! * half[i]! + log(l[i * n + i]!);
  }
  gradient.fill(0);
  for (let j = 0; j < dimensions; j++) {
    gradient[j] = shape[j]! - LENGTH_PRIOR;
    sum += 0.5 * gradient[j]! * gradient[j]!;
  }
  const weights = backSolved(l, half);
  const inverse = inverseOf(l, n);
  const [scale, noise] = [exp(2 * shape[dimensions]!), exp(2 * shape[dimensions + 1]!)];
  let [byScale, byNoise] = [0, 0];
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) {
      // d/dtheta = 1/2 tr((K^-1 - w w') dK/dtheta), each pair counted twice
      const factor = inverse[i * n + k]! - weights[i]! * weights[k]!;
      const r = Math.sqrt(square(z[i]!, z[k]!));
      const decay = scale * exp(-ROOT_FIVE * r);
      byScale += 2 * factor * decay * (1 + ROOT_FIVE * r + (5 / 3) * r * r);
      const byLength = factor * (5 / 3) * decay * (1 + ROOT_FIVE * r);
      for (let j = 0; j < dimensions; j++) {
        const part = z[i]![j]! - z[k]![j]!;
        gradient[j] = gradient[j]! + byLength * part * part;
      }
    }
    const own = inverse[i * n + i]! - weights[i]! * weights[i]!;
    byScale += own * scale * (1 + 1e-10);
    byNoise += own * noise;
  }
  gradient[dimensions] = byScale;
  gradient[dimensions + 1] = byNoise;
  return sum;
}

const LENGTH_PRIOR = log(0.5);

function forwardSolved(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * x[k]!;
    x[i] = sum / l[i * n + i]!;
  }
  return x;
}

function backSolved(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * x[k]!;
    x[i] = sum / l[i * n + i]!;
  }
  return x;
}

function inverseOf(l: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    inverse.set(backSolved(l, forwardSolved(l, unit)), j * n);
  }
  return inverse;
}
