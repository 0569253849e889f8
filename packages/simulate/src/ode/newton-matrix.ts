import type { Member } from './member.ts';
import type { OdeSystem } from './ode-system.ts';
import type { StepCounts } from './stepper.ts';

/** Residual, relative to the right-hand side, above which a solution without pivoting is not believed. */
const BELIEVED = 1e-7;
const NOTHING = new Float64Array(0);

/**
 * W = s M - J of one system, factored and solved. Straight-line elimination has no pivoting, so the first solution by each
 * factorisation is put back into W; where it does not fit, or is not finite, the matrix is eliminated again with row
 * pivoting, which the counts tell.
 */
export class NewtonMatrix {
  readonly #system: OdeSystem;
  readonly #counts: StepCounts;
  readonly #n: number;
  readonly #step = new Float64Array(1);
  readonly #jacobian: Float64Array;
  readonly #factor: Float64Array;
  readonly #code: ReturnType<NonNullable<OdeSystem['newton']>>;
  #dense: Float64Array = NOTHING;
  readonly #pivots: Int32Array;
  #pivoting = false;
  #checked = false;

  constructor(system: OdeSystem, counts: StepCounts) {
    this.#system = system;
    this.#counts = counts;
    this.#n = system.states.length;
    this.#code = system.newton!();
    this.#jacobian = new Float64Array(this.#code.column.length);
    this.#factor = new Float64Array(this.#code.straight?.fill ?? 0);
    this.#pivots = new Int32Array(this.#n);
  }

  /** Largest sum of absolute entries of a row of J: a bound on its eigenvalues. */
  norm(): number {
    const { starts } = this.#code;
    let most = 0;
    for (let i = 0; i < this.#n; i++) {
      let sum = 0;
      for (let e = starts[i]!; e < starts[i + 1]!; e++) sum += Math.abs(this.#jacobian[e]!);
      most = Math.max(most, sum);
    }
    return most;
  }

  /** Takes the Jacobian at a point. */
  linearise(t: number, { y, yOffset, p, pOffset, u, uOffset }: Member): void {
    this.#code.jacobian(t, y, yOffset, p, pOffset, u, uOffset, this.#jacobian, 0);
  }

  /** Factors s M - J at the point last linearised. */
  factor(s: number, t: number, { y, yOffset, p, pOffset, u, uOffset }: Member): void {
    this.#step[0] = s;
    this.#checked = false;
    this.#counts.factorisations += 1;
    const { straight } = this.#code;
    this.#pivoting = straight === null;
    if (straight === null) this.#pivot();
    else straight.factorise(t, y, yOffset, p, pOffset, u, uOffset, this.#factor, 0, this.#step);
  }

  /** Writes x with W x = right. */
  solve(right: Float64Array, x: Float64Array): void {
    if (!this.#pivoting) {
      this.#code.straight!.solve(0, right, 0, right, 0, right, 0, x, 0, this.#step, this.#factor, right);
      if (this.#checked || this.#fits(right, x)) return;
      this.#pivoting = true;
      this.#counts.pivoted += 1;
      this.#pivot();
    }
    this.#solvePivoted(right, x);
  }

  #fits(right: Float64Array, x: Float64Array): boolean {
    const { starts, column } = this.#code;
    const s = this.#step[0]!;
    let [off, size] = [0, 0];
    for (let i = 0; i < this.#n; i++) {
      let sum = this.#system.algebraic?.[i] === true ? 0 : s * x[i]!;
      let scale = Math.abs(sum) + Math.abs(right[i]!);
      for (let e = starts[i]!; e < starts[i + 1]!; e++) {
        const term = this.#jacobian[e]! * x[column[e]!]!;
        sum -= term;
        scale += Math.abs(term);
      }
      off = Math.max(off, Math.abs(sum - right[i]!));
      size = Math.max(size, scale);
    }
    this.#checked = off <= BELIEVED * size;
    return this.#checked;
  }

  /** Gaussian elimination with partial pivoting, dense. */
  #pivot(): void {
    const n = this.#n;
    const { starts, column } = this.#code;
    if (this.#dense.length === 0) this.#dense = new Float64Array(n * n);
    const a = this.#dense;
    a.fill(0);
    for (let i = 0; i < n; i++) {
      if (this.#system.algebraic?.[i] !== true) a[i * n + i] = this.#step[0]!;
      for (let e = starts[i]!; e < starts[i + 1]!; e++) {
        const at = i * n + column[e]!;
        a[at] = a[at]! - this.#jacobian[e]!;
      }
    }
    for (let k = 0; k < n; k++) {
      let pivot = k;
      for (let i = k + 1; i < n; i++) {
        if (Math.abs(a[i * n + k]!) > Math.abs(a[pivot * n + k]!)) pivot = i;
      }
      this.#pivots[k] = pivot;
      if (pivot !== k) {
        for (let j = 0; j < n; j++) {
          const held = a[k * n + j]!;
          a[k * n + j] = a[pivot * n + j]!;
          a[pivot * n + j] = held;
        }
      }
      const reciprocal = 1 / a[k * n + k]!;
      for (let i = k + 1; i < n; i++) {
        const lower = a[i * n + k]! * reciprocal;
        if (lower === 0) continue;
        a[i * n + k] = lower;
        for (let j = k + 1; j < n; j++) a[i * n + j] = a[i * n + j]! - lower * a[k * n + j]!;
      }
    }
  }

  #solvePivoted(right: Float64Array, x: Float64Array): void {
    const n = this.#n;
    const a = this.#dense;
    if (x !== right) x.set(right);
    for (let k = 0; k < n; k++) {
      const pivot = this.#pivots[k]!;
      const held = x[pivot]!;
      x[pivot] = x[k]!;
      x[k] = held;
    }
    for (let i = 1; i < n; i++) {
      let sum = x[i]!;
      for (let j = 0; j < i; j++) sum -= a[i * n + j]! * x[j]!;
      x[i] = sum;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = x[i]!;
      for (let j = i + 1; j < n; j++) sum -= a[i * n + j]! * x[j]!;
      x[i] = sum / a[i * n + i]!;
    }
  }
}
