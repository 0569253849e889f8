import type { Member } from './member.ts';
import type { NewtonCode } from './newton-code.ts';
import type { OdeSystem } from './ode-system.ts';
import { PivotedMatrix } from './pivoted-matrix.ts';
import type { StepCounts } from './stepper.ts';

/** Residual, relative to the right-hand side, above which a solution without pivoting is not believed. */
const BELIEVED = 1e-7;

/**
 * W = s M - J of one system, factored and solved. Straight-line elimination has no pivoting, so the first solution by each
 * factorisation is put back into W; where it does not fit, or is not finite, the matrix is eliminated again with row
 * pivoting, which the counts tell. The solution by a singular matrix is not a number.
 */
export class NewtonMatrix {
  /** The state at which the matrix last factored was found to be singular, or -1. */
  singular = -1;
  readonly #system: OdeSystem;
  readonly #counts: StepCounts;
  readonly #n: number;
  readonly #step = new Float64Array(1);
  readonly #jacobian: Float64Array;
  readonly #factor: Float64Array;
  readonly #code: NewtonCode;
  #pivoted: PivotedMatrix | null = null;
  #pivoting = false;
  #checked = false;

  constructor(system: OdeSystem, counts: StepCounts) {
    this.#system = system;
    this.#counts = counts;
    this.#n = system.states.length;
    this.#code = system.newton!();
    this.#jacobian = new Float64Array(this.#code.column.length);
    this.#factor = new Float64Array(this.#code.straight?.fill ?? 0);
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
    this.singular = -1;
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
    if (this.singular < 0) this.#pivoted!.solve(right, x);
    else x.fill(Number.NaN);
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

  #pivot(): void {
    this.#pivoted ??= new PivotedMatrix(this.#code, this.#system.algebraic);
    this.singular = this.#pivoted.factor(this.#step[0]!, this.#jacobian);
  }
}
