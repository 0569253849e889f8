import { TwinwardError } from '@twinward/contract';
import type { OdeSystem } from './ode-system.ts';
import { SolverFailure } from './solver-failure.ts';
import type { SolverOptions } from './solver-options.ts';

const ROUNDING = 2.3e-16;

/** Tolerances and limits of an integration, checked once, and the norms and refusals that follow from them. */
export class StepControl {
  readonly relative: number;
  /** [n]. */
  readonly absolute: Float64Array;
  readonly minimumStep: number;
  readonly maximumStep: number;
  readonly maximumSteps: number;
  readonly firstStep: number;
  readonly #states: readonly string[];

  constructor(system: Pick<OdeSystem, 'states'>, options: SolverOptions) {
    const n = system.states.length;
    this.#states = system.states;
    this.relative = options.relativeTolerance ?? 1e-6;
    this.absolute = tolerances(options.absoluteTolerance ?? 1e-9, n);
    this.firstStep = options.firstStep ?? 0;
    this.minimumStep = options.minimumStep ?? 0;
    this.maximumStep = options.maximumStep ?? Number.POSITIVE_INFINITY;
    this.maximumSteps = options.maximumSteps ?? 100_000;
    if (!(this.relative >= 0 && this.relative < 1)) refuse('relativeTolerance', 'from 0 to below 1');
    if (this.relative > 0 && this.relative < 5 * 2 ** -53) refuse('relativeTolerance', 'of at least 6e-16');
    if (!this.absolute.every((value) => value >= 0)) refuse('absoluteTolerance', 'of at least 0');
  }

  /** Root mean square of errors scaled by the tolerances about the larger of two states; Infinity if not finite. */
  norm(error: Float64Array, before: Float64Array, after: Float64Array): number {
    const n = error.length;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const size = Math.max(Math.abs(before[i]!), Math.abs(after[i]!));
      const scale = this.absolute[i]! + this.relative * size;
      const e = error[i]! / scale;
      if (scale > 0 || error[i] !== 0) sum += e * e;
    }
    return Number.isFinite(sum) ? Math.sqrt(sum / Math.max(1, n)) : Number.POSITIVE_INFINITY;
  }

  /** The state with the largest scaled error, or the first that is not finite. */
  worst(error: Float64Array, before: Float64Array): number {
    let worst = 0;
    let most = -1;
    for (let i = 0; i < error.length; i++) {
      const e = Math.abs(error[i]! / (this.absolute[i]! + this.relative * Math.abs(before[i]!)));
      if (!Number.isFinite(e)) return i;
      if (e > most) [worst, most] = [i, e];
    }
    return worst;
  }

  /** Throws unless every derivative is a number. */
  checkFinite(derivative: Float64Array, t: number): void {
    for (let i = 0; i < derivative.length; i++) {
      if (!Number.isFinite(derivative[i]!)) throw new SolverFailure('non-finite', this.#states[i]!, t);
    }
  }

  /** Throws when a step is too small to take. */
  checkStep(h: number, t: number, error: Float64Array, before: Float64Array): void {
    if (h >= this.minimumStep && h > Math.abs(t) * ROUNDING * 4 && h > 1e-300) return;
    const worst = this.worst(error, before);
    const finite = error.every((value) => Number.isFinite(value));
    throw new SolverFailure(finite ? 'step-underflow' : 'non-finite', this.#states[worst]!, t);
  }

  tooManySteps(t: number, error: Float64Array, before: Float64Array): never {
    throw new SolverFailure('too-many-steps', this.#states[this.worst(error, before)]!, t);
  }
}

/** The last time before `t` that an equation may be shown while a step ends at `t`. */
export function lastBefore(t: number): number {
  return t - Math.max(Math.abs(t) * ROUNDING, 1e-300);
}

/** One absolute tolerance for all states, or one each. */
function tolerances(given: number | readonly number[], n: number): Float64Array {
  if (typeof given === 'number') return new Float64Array(n).fill(given);
  if (given.length !== n) {
    throw new TwinwardError('usage', `${given.length} absolute tolerances were given for ${n} states`, {
      field: 'absoluteTolerance',
      remedy: 'give one number, or one for each state',
    });
  }
  return Float64Array.from(given);
}

function refuse(field: string, what: string): never {
  throw new TwinwardError('usage', `${field} is impossible`, { field, remedy: `give a number ${what}` });
}
