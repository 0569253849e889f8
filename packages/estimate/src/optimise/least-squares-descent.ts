import { TwinwardError } from '@twinward/contract';
import { solveUpper, type Triangular, triangularise } from '../linear-algebra/triangularise.ts';
import { type Box, intoBox } from './box.ts';
import type { LeastSquares } from './least-squares.ts';
import { numericJacobian } from './numeric-jacobian.ts';
import type { Optimum } from './optimum.ts';
import type { Evaluations } from './search-control.ts';
import { norm, type RegionStep, regionStep } from './trust-region.ts';

/** Where a descent ended, with the derivatives there. */
export type Ending = Pick<Optimum, 'x' | 'value' | 'status' | 'reason'> & { readonly jacobian: Float64Array };

/** One descent of Levenberg and Marquardt from one start: `levenbergMarquardt` tells the method. */
export class LeastSquaresDescent {
  readonly #problem: LeastSquares;
  readonly #evaluations: Evaluations;
  /** What the latest evaluation wrote. */
  readonly #fresh: Float64Array;
  readonly #box: Box;
  readonly #x: Float64Array;
  readonly #r: Float64Array;
  readonly #jacobian: Float64Array;
  readonly #scale: Float64Array;
  #value: number;
  #radius: number;
  #stale = false;

  constructor(
    problem: LeastSquares,
    evaluations: Evaluations,
    fresh: Float64Array,
    box: Box,
    start: Float64Array,
    reach: number,
  ) {
    this.#problem = problem;
    this.#evaluations = evaluations;
    this.#fresh = fresh;
    this.#box = box;
    this.#x = start;
    this.#value = evaluations.first(start);
    this.#r = fresh.slice();
    this.#jacobian = new Float64Array(problem.count * start.length);
    this.#scale = new Float64Array(start.length);
    this.#linearise();
    const length = norm(this.#scale.map((d, j) => d * start[j]!));
    this.#radius = reach * (length > 0 ? length : 1);
  }

  run(tolerance: number): Ending {
    for (;;) {
      const free = this.#free();
      const system = this.#system(free);
      const reason = this.#flat(system, tolerance);
      if (reason !== null) return this.#end('converged', reason);
      for (;;) {
        const ended = this.#evaluations.ended();
        if (ended !== null) return this.#end(ended.status, ended.reason);
        const outcome = this.#try(free, system, tolerance);
        if (outcome === 'moved') break;
        if (outcome !== 'refused') return this.#end('converged', outcome);
      }
      this.#linearise();
    }
  }

  /** A step in the free components; `moved`, `refused`, or why there is nothing more to gain. */
  #try(free: readonly number[], system: Triangular, tolerance: number): string {
    const step = regionStep(system, this.#radius);
    const trial = this.#moved(free, this.#accelerated(free, step));
    const value = this.#evaluations.at(trial);
    const { promised, slope } = promisedShare(system, step, this.#value);
    const gained = Number.isFinite(value) ? 1 - value / this.#value : Number.NEGATIVE_INFINITY;
    const ratio = promised > 0 ? gained / promised : 0;
    const length = norm(this.#scale.map((d, j) => d * (trial[j]! - this.#x[j]!)));
    if (ratio <= 0.25) {
      // the least point of the parabola through both values and the slope, as a share of the step
      const least = gained >= 0 ? 0.5 : (0.5 * slope) / (slope - 0.5 * gained);
      this.#radius = (gained > -99 ? Math.max(0.1, least) : 0.1) * Math.min(this.#radius, 10 * step.length);
    } else if (step.damping === 0 || ratio >= 0.75) this.#radius = 2 * step.length;
    const size = norm(this.#scale.map((d, j) => d * this.#x[j]!));
    const moved = ratio >= 1e-4;
    if (moved) {
      this.#x.set(trial);
      this.#r.set(this.#fresh);
      this.#value = value;
      this.#stale = true;
    }
    if (value === 0) return 'the residuals are zero';
    if (Math.abs(gained) <= tolerance && promised <= tolerance && ratio <= 2)
      return 'no step promises a gain';
    if (Math.max(this.#radius, moved ? length : 0) <= tolerance * size) return 'steps no longer change x';
    return moved ? 'moved' : 'refused';
  }

  /** The step bent along the curve of the model: half its second-order correction, when that is small beside it. */
  #accelerated(free: readonly number[], step: RegionStep): Float64Array {
    const { z, damped } = step;
    const h = 0.1;
    const probe = this.#moved(
      free,
      z.map((value) => h * value),
    );
    const value = this.#evaluations.at(probe);
    if (!Number.isFinite(value)) return z;
    const n = this.#x.length;
    const curve = new Float64Array(this.#r.length);
    for (let i = 0; i < curve.length; i++) {
      let slope = 0;
      free.forEach((j, k) => {
        slope += (this.#jacobian[i * n + j]! / this.#scale[j]!) * z[k]!;
      });
      curve[i] = (-2 / h) * ((this.#fresh[i]! - this.#r[i]!) / h - slope);
    }
    const rhs = this.#transposed(free, curve);
    const a = solveNormal(damped, rhs);
    if (a === null || !(2 * norm(a) <= 0.75 * step.length)) return z;
    return z.map((part, k) => part + 0.5 * a[k]!);
  }

  /** x moved by z in the free components' scaled variables, kept inside the box. */
  #moved(free: readonly number[], z: Float64Array): Float64Array {
    const x = this.#x.slice();
    free.forEach((j, k) => {
      x[j] = x[j]! + z[k]! / this.#scale[j]!;
    });
    return intoBox(x, this.#box);
  }

  /** D^-1 J' v for the free components. */
  #transposed(free: readonly number[], v: Float64Array): Float64Array {
    const n = this.#x.length;
    return Float64Array.from(free, (j) => {
      let sum = 0;
      for (let i = 0; i < v.length; i++) sum += this.#jacobian[i * n + j]! * v[i]!;
      return sum / this.#scale[j]!;
    });
  }

  /** Components that are not held at a bound by the gradient. */
  #free(): readonly number[] {
    const n = this.#x.length;
    const all = Array.from({ length: n }, (_, j) => j);
    const slope = this.#transposed(all, this.#r);
    return all.filter((j) => {
      const x = this.#x[j]!;
      return !((x <= this.#box.lower[j]! && slope[j]! > 0) || (x >= this.#box.upper[j]! && slope[j]! < 0));
    });
  }

  /** The linear model J D^-1 z = -r in the free components, made triangular. */
  #system(free: readonly number[]): Triangular {
    const n = this.#x.length;
    const k = free.length;
    const a = new Float64Array(this.#r.length * k);
    for (let i = 0; i < this.#r.length; i++) {
      free.forEach((j, place) => {
        a[i * k + place] = this.#jacobian[i * n + j]! / this.#scale[j]!;
      });
    }
    return triangularise(
      a,
      this.#r.map((value) => -value),
      k,
    );
  }

  /** Whether the residuals are orthogonal to every free column, so that no direction leads down. */
  #flat(system: Triangular, tolerance: number): string | null {
    if (this.#value === 0) return 'the residuals are zero';
    return steepness(system) <= tolerance * Math.sqrt(2 * this.#value) ? 'the gradient is zero' : null;
  }

  /**
   * Where the value no longer tells two points apart, the gradient still does: whole Gauss-Newton steps while the value stays the
   * same to rounding; the point with the smallest gradient is kept, and three steps without a smaller one end it.
   */
  #polish(): void {
    let best = {
      x: this.#x.slice(),
      r: this.#r.slice(),
      value: this.#value,
      slope: Number.POSITIVE_INFINITY,
    };
    const highest = this.#value * (1 + 1e-10);
    for (let [idle, round] = [0, 0]; idle < 3 && round < 30; idle++, round++) {
      const free = this.#free();
      const system = this.#system(free);
      const slope = steepness(system);
      if (slope < best.slope) {
        best = { x: this.#x.slice(), r: this.#r.slice(), value: this.#value, slope };
        idle = 0;
      }
      const z = slope > 0 ? solveUpper(system) : null;
      if (z === null) break;
      const trial = this.#moved(free, z);
      const value = this.#evaluations.at(trial);
      if (!(value <= highest)) break;
      this.#x.set(trial);
      this.#r.set(this.#fresh);
      this.#value = value;
      this.#linearise();
    }
    this.#x.set(best.x);
    this.#r.set(best.r);
    this.#value = best.value;
    this.#linearise();
  }

  #linearise(): void {
    this.#stale = false;
    const { count, residuals, jacobian } = this.#problem;
    const n = this.#x.length;
    if (jacobian !== undefined) jacobian(this.#x, this.#jacobian);
    else numericJacobian(residuals, this.#x, count, this.#box, this.#jacobian);
    for (let j = 0; j < n; j++) {
      const column = norm(Float64Array.from({ length: count }, (_, i) => this.#jacobian[i * n + j]!));
      if (!Number.isFinite(column)) {
        throw new TwinwardError('model.domain', `a derivative with respect to x[${j}] is not finite`, {
          field: `x[${j}]`,
          remedy: 'bound the search to where the model is smooth',
        });
      }
      if (column > this.#scale[j]!) this.#scale[j] = column;
      else if (this.#scale[j] === 0) this.#scale[j] = 1;
    }
  }

  #end(status: Optimum['status'], reason: string): Ending {
    if (this.#stale) this.#linearise();
    if (status === 'converged') this.#polish();
    return { x: this.#x, value: this.#value, status, reason, jacobian: this.#jacobian };
  }
}

/** The share of the value that the linear model promises to a damped step, and half the slope along it as such a share. */
function promisedShare(
  { r }: Triangular,
  { z, length, damping }: RegionStep,
  value: number,
): { readonly promised: number; readonly slope: number } {
  const n = z.length;
  let square = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = i; j < n; j++) row += r[i * n + j]! * z[j]!;
    square += row * row;
  }
  const damped = damping * length * length;
  return { promised: (square + 2 * damped) / (2 * value), slope: (square + damped) / (2 * value) };
}

/** The largest slope of the value along any one free component, per unit of its column's length. */
function steepness({ r, c }: Triangular): number {
  const n = c.length;
  let steepest = 0;
  for (let j = 0; j < n; j++) {
    let [dot, square] = [0, 0];
    for (let i = 0; i <= j; i++) {
      dot += r[i * n + j]! * c[i]!;
      square += r[i * n + j]! * r[i * n + j]!;
    }
    if (square > 0) steepest = Math.max(steepest, Math.abs(dot) / Math.sqrt(square));
  }
  return steepest;
}

/** x with S'S x = b for an upper triangular S; null when S is singular. */
function solveNormal(s: Float64Array, b: Float64Array): Float64Array | null {
  const n = b.length;
  const c = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= s[k * n + i]! * c[k]!;
    c[i] = sum / s[i * n + i]!;
  }
  return solveUpper({ r: s, c });
}
