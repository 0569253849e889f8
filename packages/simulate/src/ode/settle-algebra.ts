import { TwinwardError } from '@twinward/contract';
import type { NewtonCode } from './newton-code.ts';
import type { OdeSystem } from './ode-system.ts';
import { SolverFailure } from './solver-failure.ts';
import { SparseElimination } from './sparse-elimination.ts';

const MOST_ITERATIONS = 60;
const SHORTEST = 2 ** -30;
const PRECISION = 1e-13;

/**
 * Finds values of the algebraic states at which their equations are 0, the other states held, and writes them to `y`: Newton's
 * method, its steps shortened until the next one would be shorter (Deuflhard 2004, "Newton methods for nonlinear problems", 3.3).
 *
 * Throws `model.invalid` naming a state the equations do not determine (a singular Jacobian: the system is not of index 1 here),
 * and `SolverFailure` (`inconsistent`) naming the state furthest from settled when there are no values near those given.
 */
export function settleAlgebra(
  system: OdeSystem,
  t: number,
  y: Float64Array,
  parameters: Float64Array,
  inputs: Float64Array,
): void {
  const unknown = system.states.map((_, i) => i).filter((i) => system.algebraic?.[i] === true);
  if (unknown.length === 0) return;
  const m = unknown.length;
  const block = new Block(system.newton!(), unknown);
  const [f, trial] = [new Float64Array(y.length), new Float64Array(y.length)];
  const [right, step, next] = [new Float64Array(m), new Float64Array(m), new Float64Array(m)];
  /** Writes the Newton step at a point; its length, each part relative to its state. */
  const newtonStep = (at: Float64Array, out: Float64Array): number => {
    system.rhs(t, at, 0, parameters, 0, inputs, 0, f, 0);
    unknown.forEach((i, k) => {
      right[k] = f[i]!;
    });
    block.solve(right, out);
    return length(out, at, unknown);
  };
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const singular = block.factor(t, y, parameters, inputs);
    if (singular >= 0) refuse(system.states[unknown[singular]!]!, t);
    const size = newtonStep(y, step);
    for (let share = 1; ; share /= 2) {
      if (share < SHORTEST) throw new SolverFailure('inconsistent', worst(system, step, unknown), t);
      trial.set(y);
      unknown.forEach((i, k) => {
        trial[i] = y[i]! - share * step[k]!;
      });
      if (size <= PRECISION || newtonStep(trial, next) <= (1 - share / 4) * size) break;
    }
    y.set(trial);
    if (size <= PRECISION) return;
  }
  throw new SolverFailure('inconsistent', worst(system, step, unknown), t);
}

/** The derivatives of the algebraic equations with respect to the algebraic states. */
class Block {
  readonly #code: NewtonCode;
  readonly #jacobian: Float64Array;
  readonly #values: Float64Array;
  readonly #source: readonly number[];
  readonly #elimination: SparseElimination;

  constructor(code: NewtonCode, unknown: readonly number[]) {
    const place = new Map(unknown.map((i, k) => [i, k]));
    const starts = [0];
    const column: number[] = [];
    const source: number[] = [];
    for (const i of unknown) {
      for (let e = code.starts[i]!; e < code.starts[i + 1]!; e++) {
        const k = place.get(code.column[e]!);
        if (k === undefined) continue;
        column.push(k);
        source.push(e);
      }
      starts.push(column.length);
    }
    this.#code = code;
    this.#source = source;
    this.#jacobian = new Float64Array(code.column.length);
    this.#values = new Float64Array(source.length);
    this.#elimination = new SparseElimination(starts, column);
  }

  /** Returns -1, or the unknown that is not determined. */
  factor(t: number, y: Float64Array, parameters: Float64Array, inputs: Float64Array): number {
    this.#code.jacobian(t, y, 0, parameters, 0, inputs, 0, this.#jacobian, 0);
    this.#source.forEach((e, k) => {
      this.#values[k] = this.#jacobian[e]!;
    });
    return this.#elimination.factor(this.#values);
  }

  solve(right: Float64Array, x: Float64Array): void {
    this.#elimination.solve(right, x);
  }
}

function length(step: Float64Array, at: Float64Array, unknown: readonly number[]): number {
  let scale = 0;
  for (const i of unknown) scale = Math.max(scale, Math.abs(at[i]!));
  let most = 0;
  unknown.forEach((i, k) => {
    const part = Math.abs(step[k]!);
    if (part > 0) most = Math.max(most, part / Math.max(Math.abs(at[i]!), 1e-3 * scale, 1e-200));
    else if (Number.isNaN(part)) most = Number.POSITIVE_INFINITY;
  });
  return most;
}

function worst(system: OdeSystem, step: Float64Array, unknown: readonly number[]): string {
  let found = 0;
  for (let k = 0; k < step.length; k++) {
    if (!(Math.abs(step[k]!) <= Math.abs(step[found]!))) found = k;
  }
  return system.states[unknown[found]!]!;
}

function refuse(state: string, t: number): never {
  throw new TwinwardError('model.invalid', `the algebraic equations do not determine ${state} at t = ${t}`, {
    field: state,
    remedy: 'differentiate constraints that do not mention an algebraic state, or begin elsewhere',
  });
}
