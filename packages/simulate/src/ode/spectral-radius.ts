import type { Member } from './member.ts';
import type { OdeSystem } from './ode-system.ts';
import type { StepControl } from './step-control.ts';

/** Relative size of the perturbation, at least: smaller ones drown in rounding. */
const SMALLEST = 1e-9;

/**
 * An estimate of the largest eigenvalue of df/dy, kept up to date along a solution by one more derivative a time: a nonlinear
 * power iteration whose vector is kept from one time to the next (as in RKC: Sommeijer, Shampine, Verwer 1998, J. Comput. Appl. Math.
 * 88:315-326). States are measured in units of their tolerances, so scales do not matter.
 */
export class SpectralRadius {
  readonly #system: OdeSystem;
  readonly #control: StepControl;
  readonly #vector: Float64Array;
  readonly #trial: Float64Array;
  readonly #slope: Float64Array;
  #begun = false;

  constructor(system: OdeSystem, control: StepControl) {
    const n = system.states.length;
    this.#system = system;
    this.#control = control;
    this.#vector = new Float64Array(n);
    this.#trial = new Float64Array(n);
    this.#slope = new Float64Array(n);
  }

  /** Forgets the direction, after a jump. */
  restart(): void {
    this.#begun = false;
  }

  /** The estimate at a point whose derivative is known; 0 where there is none. */
  at(t: number, m: Member, derivative: Float64Array): number {
    const { y, yOffset, p, pOffset, u, uOffset } = m;
    const vector = this.#vector;
    const n = vector.length;
    if (!this.#begun) {
      for (let i = 0; i < n; i++) vector[i] = (i % 2 === 0 ? 1 : -1) * (1 + (i % 7) / 7);
      this.#normalise();
      this.#begun = true;
    }
    for (let i = 0; i < n; i++)
      this.#trial[i] = y[yOffset + i]! + this.#unit(i, y[yOffset + i]!) * vector[i]!;
    this.#system.rhs(t, this.#trial, 0, p, pOffset, u, uOffset, this.#slope, 0);
    for (let i = 0; i < n; i++) {
      const unit = this.#unit(i, y[yOffset + i]!);
      vector[i] = unit > 0 ? (this.#slope[i]! - derivative[i]!) / unit : 0;
    }
    const size = this.#normalise();
    this.#begun = size > 0;
    return size;
  }

  #unit(i: number, y: number): number {
    return this.#control.absolute[i]! + Math.max(this.#control.relative, SMALLEST) * Math.abs(y);
  }

  /** Scales the vector to a root mean square of 1; returns what it was, 0 if not finite. */
  #normalise(): number {
    const vector = this.#vector;
    let sum = 0;
    for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
    const size = Math.sqrt(sum / Math.max(1, vector.length));
    if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return 0;
    for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / size;
    return size;
  }
}
