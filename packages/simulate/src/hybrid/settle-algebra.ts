import type { NewtonCode } from '../ode/newton-code.ts';
import type { OdeSystem } from '../ode/ode-system.ts';
import { SolverFailure } from '../ode/solver-failure.ts';

const MOST_ITERATIONS = 60;
const PRECISION = 1e-13;

/**
 * Finds values of the algebraic states at which their equations are 0, the others held, by Newton's method with steps halved
 * while they do not help; changes `y`. Throws `SolverFailure` (`inconsistent`) naming a state when there is none near, or the
 * equations do not determine them.
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
  const code = system.newton!();
  const n = y.length;
  const f = new Float64Array(n);
  const jacobian = new Float64Array(code.column.length);
  const trial = new Float64Array(n);
  const residual = (at: Float64Array): number => {
    system.rhs(t, at, 0, parameters, 0, inputs, 0, f, 0);
    let size = 0;
    for (const i of unknown) size = Math.max(size, Math.abs(f[i]!));
    return Number.isNaN(size) ? Number.POSITIVE_INFINITY : size;
  };
  let size = residual(y);
  for (let iteration = 0; iteration < MOST_ITERATIONS && size > 0; iteration++) {
    code.jacobian(t, y, 0, parameters, 0, inputs, 0, jacobian, 0);
    const step = solveBlock(code, unknown, jacobian, f);
    if (step === null) fail(system, unknown[0]!, t);
    let share = 1;
    let moved = 0;
    for (;;) {
      trial.set(y);
      moved = 0;
      unknown.forEach((i, k) => {
        trial[i] = y[i]! - share * step[k]!;
        moved = Math.max(
          moved,
          Math.abs(share * step[k]!) / Math.max(1e-300, Math.abs(y[i]!), Math.abs(trial[i]!)),
        );
      });
      const next = residual(trial);
      if (next < size || moved < PRECISION) {
        size = Math.min(size, next);
        y.set(trial);
        break;
      }
      share /= 2;
    }
    if (moved < PRECISION) return;
    residual(y);
  }
  if (size > 1e-9) fail(system, unknown[0]!, t);
}

/** Solves the rows and columns of the unknowns, with pivoting; null when they are singular. */
function solveBlock(
  code: NewtonCode,
  unknown: readonly number[],
  jacobian: Float64Array,
  f: Float64Array,
): Float64Array | null {
  const m = unknown.length;
  const place = new Map(unknown.map((i, k) => [i, k]));
  const a = Array.from({ length: m }, () => new Float64Array(m + 1));
  unknown.forEach((i, k) => {
    for (let e = code.starts[i]!; e < code.starts[i + 1]!; e++) {
      const column = place.get(code.column[e]!);
      if (column !== undefined) a[k]![column] = jacobian[e]!;
    }
    a[k]![m] = f[i]!;
  });
  for (let k = 0; k < m; k++) {
    let pivot = k;
    for (let i = k + 1; i < m; i++) if (Math.abs(a[i]![k]!) > Math.abs(a[pivot]![k]!)) pivot = i;
    const held = a[k]!;
    a[k] = a[pivot]!;
    a[pivot] = held;
    const top = a[k]!;
    if (!(Math.abs(top[k]!) > 0)) return null;
    for (let i = k + 1; i < m; i++) {
      const factor = a[i]![k]! / top[k]!;
      if (factor !== 0) for (let j = k; j <= m; j++) a[i]![j] = a[i]![j]! - factor * top[j]!;
    }
  }
  const x = new Float64Array(m);
  for (let k = m - 1; k >= 0; k--) {
    let sum = a[k]![m]!;
    for (let j = k + 1; j < m; j++) sum -= a[k]![j]! * x[j]!;
    x[k] = sum / a[k]![k]!;
  }
  return x;
}

function fail(system: OdeSystem, state: number, t: number): never {
  throw new SolverFailure('inconsistent', system.states[state]!, t);
}
