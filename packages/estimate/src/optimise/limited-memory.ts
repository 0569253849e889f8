import { solveSquare } from '../linear-algebra/solve-square.ts';

/**
 * The quasi-Newton matrix of the last few steps, in the compact form of Byrd, Nocedal and Schnabel 1994: B = theta I - W M W', with
 * W = [Y, theta S] and M the inverse of [[-D, L'], [L, theta S'S]], where L is the strict lower triangle and D the diagonal of S'Y.
 */
export class LimitedMemory {
  readonly #n: number;
  readonly #most: number;
  #s: Float64Array[] = [];
  #y: Float64Array[] = [];
  /** M [size x size, row by row]. */
  #m: Float64Array = new Float64Array(0);
  theta: number = 1;

  constructor(n: number, most: number) {
    this.#n = n;
    this.#most = most;
  }

  /** Columns of W. */
  get size(): number {
    return 2 * this.#s.length;
  }

  forget(): void {
    this.#s = [];
    this.#y = [];
    this.#m = new Float64Array(0);
    this.theta = 1;
  }

  /** Learns from a step s and the change y of the gradient along it, unless the function did not curve upwards there. */
  learn(s: Float64Array, y: Float64Array): void {
    const [sy, yy] = [dot(s, y), dot(y, y)];
    if (!(sy > 2.2e-16 * yy)) return;
    this.#s.push(s);
    this.#y.push(y);
    if (this.#s.length > this.#most) {
      this.#s.shift();
      this.#y.shift();
    }
    this.theta = yy / sy;
    const k = this.#s.length;
    const middle = new Float64Array(4 * k * k);
    const m = new Float64Array(4 * k * k);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        const product = dot(this.#s[i]!, this.#y[j]!);
        if (i === j) middle[i * 2 * k + i] = -product;
        if (i > j) {
          middle[(k + i) * 2 * k + j] = product;
          middle[j * 2 * k + k + i] = product;
        }
        middle[(k + i) * 2 * k + k + j] = this.theta * dot(this.#s[i]!, this.#s[j]!);
      }
      m[i * 2 * k + i] = 1;
      m[(k + i) * 2 * k + k + i] = 1;
    }
    if (solveSquare(middle, m, 2 * k)) this.#m = m;
    else this.forget();
  }

  /** Row i of W [size]. */
  row(i: number): Float64Array {
    const k = this.#s.length;
    return Float64Array.from({ length: 2 * k }, (_, j) =>
      j < k ? this.#y[j]![i]! : this.theta * this.#s[j - k]![i]!,
    );
  }

  /** W' v [size]. */
  gather(v: Float64Array): Float64Array {
    const k = this.#s.length;
    return Float64Array.from({ length: 2 * k }, (_, j) =>
      j < k ? dot(this.#y[j]!, v) : this.theta * dot(this.#s[j - k]!, v),
    );
  }

  /** W c [n]. */
  spread(c: Float64Array): Float64Array {
    const k = this.#s.length;
    const out = new Float64Array(this.#n);
    for (let j = 0; j < k; j++) {
      for (let i = 0; i < this.#n; i++) {
        out[i] = out[i]! + c[j]! * this.#y[j]![i]! + c[k + j]! * this.theta * this.#s[j]![i]!;
      }
    }
    return out;
  }

  /** M c [size]. */
  times(c: Float64Array): Float64Array {
    const size = c.length;
    return c.map((_, i) => {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += this.#m[i * size + j]! * c[j]!;
      return sum;
    });
  }
}

/** Inner product. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
