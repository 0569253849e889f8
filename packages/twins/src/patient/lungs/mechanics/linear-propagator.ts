import type { RightHandSide } from '@twinward/simulate';

/** Terms of the Taylor series after scaling the step below 1/2 in norm: relative error below 1e-17. */
const TERMS = 18;

/**
 * The exact step of linear equations y' = A y + b(u), for inputs u that go in a straight line within the step: y(h) = E y(0) + F0 u(0) + F1 u(h)
 * + G, by the exponential of an augmented matrix (Van Loan 1978, IEEE Trans. Autom. Control 23:395-404). However fast the equations
 * are, any step is exact.
 */
export class LinearPropagator {
  readonly #n: number;
  readonly #m: number;
  /** [n x (n + 2 m + 1)]: of the state, the inputs at both ends, and 1. */
  readonly #step: Float64Array;

  /** Of `n` states and `m` inputs, for steps of `h` seconds. */
  constructor(rhs: RightHandSide, n: number, m: number, parameters: Float64Array, h: number) {
    const y = new Float64Array(n);
    const u = new Float64Array(m);
    const slope = (): Float64Array => {
      const out = new Float64Array(n);
      rhs(0, y, 0, parameters, 0, u, 0, out, 0);
      return out;
    };
    const constant = slope();
    // y' = A y + B (u0 + s w) + c, w = u(h) - u(0), s from 0 to 1: augmented states y, u0, w s, w, 1
    const size = n + 3 * m + 1;
    const matrix = new Float64Array(size * size);
    const column = (j: number, values: Float64Array): void => {
      for (let i = 0; i < n; i++) matrix[i * size + j] = (values[i]! - constant[i]!) * h;
    };
    for (let j = 0; j < n; j++) {
      y[j] = 1;
      column(j, slope());
      y[j] = 0;
    }
    for (let j = 0; j < m; j++) {
      u[j] = 1;
      const effect = slope();
      column(n + j, effect);
      column(n + m + j, effect);
      u[j] = 0;
      matrix[(n + m + j) * size + n + 2 * m + j] = 1;
    }
    for (let i = 0; i < n; i++) matrix[i * size + size - 1] = constant[i]! * h;
    const whole = exponential(matrix, size);
    const width = n + 2 * m + 1;
    this.#n = n;
    this.#m = m;
    this.#step = new Float64Array(n * width);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) this.#step[i * width + j] = whole[i * size + j]!;
      for (let j = 0; j < m; j++) {
        const ramp = whole[i * size + n + 2 * m + j]!;
        this.#step[i * width + n + j] = whole[i * size + n + j]! - ramp;
        this.#step[i * width + n + m + j] = ramp;
      }
      this.#step[i * width + width - 1] = whole[i * size + size - 1]!;
    }
  }

  /** Writes the state one step later into `after`; `after` may not be `before`. */
  step(before: Float64Array, from: Float64Array, to: Float64Array, after: Float64Array): void {
    const [n, m] = [this.#n, this.#m];
    const width = n + 2 * m + 1;
    for (let i = 0; i < n; i++) {
      const row = i * width;
      let sum = this.#step[row + width - 1]!;
      for (let j = 0; j < n; j++) sum += this.#step[row + j]! * before[j]!;
      for (let j = 0; j < m; j++) {
        sum += this.#step[row + n + j]! * from[j]! + this.#step[row + n + m + j]! * to[j]!;
      }
      after[i] = sum;
    }
  }
}

/** exp of a square matrix by scaling and squaring. */
function exponential(matrix: Float64Array, n: number): Float64Array {
  let norm = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += Math.abs(matrix[i * n + j]!);
    norm = Math.max(norm, row);
  }
  let squarings = 0;
  let scale = 1;
  while (norm * scale > 0.5) {
    squarings += 1;
    scale /= 2;
  }
  const small = matrix.map((x) => x * scale);
  let sum = identity(n);
  let power = identity(n);
  for (let k = 1; k <= TERMS; k++) {
    power = product(power, small, n).map((x) => x / k);
    sum = sum.map((x, i) => x + power[i]!);
  }
  for (let k = 0; k < squarings; k++) sum = product(sum, sum, n);
  return sum;
}

function identity(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) out[i * n + j] = out[i * n + j]! + factor * b[k * n + j]!;
    }
  }
  return out;
}
