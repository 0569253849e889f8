import { TwinwardError } from '@twinward/contract';
import type { SolverMethod } from './make-stepper.ts';
import { makeStepper } from './make-stepper.ts';
import type { OdeSystem } from './ode-system.ts';
import { settleAlgebra } from './settle-algebra.ts';
import { SolverFailure } from './solver-failure.ts';
import type { SolverOptions } from './solver-options.ts';
import type { StepCounts } from './stepper.ts';

/** One initial-value problem and the times to see it at. */
export interface TrajectoryRequest {
  readonly initial: ArrayLike<number>;
  readonly parameters?: ArrayLike<number>;
  readonly inputs?: ArrayLike<number>;
  /** Ascending; the first is the time of `initial`. */
  readonly times: ArrayLike<number>;
  readonly method?: SolverMethod;
}

/** A solution and how it was come by. */
export interface Trajectory {
  /** [times x states], by rows. */
  readonly rows: Float64Array;
  /** [times x outputs], by rows; empty for a system without outputs. */
  readonly outputs: Float64Array;
  readonly counts: StepCounts;
}

/**
 * The solution at given times by dense output: steps are as long as the tolerance allows, however close the times lie. Algebraic
 * states begin where their equations hold, near the values given (`settleAlgebra`). Throws `SolverFailure`; `usage` for times
 * that do not rise, are not finite, or values that are too few.
 *
 * @example
 * const decay = { states: ['y'], rhs: (t, y, i, p, j, u, k, d, l) => { d[l] = -y[i]; } };
 * trajectory(decay, { initial: [1], times: [0, 0.5, 1] }).rows[1]; // 0.60653
 */
export function trajectory(
  system: OdeSystem,
  { initial, parameters = [], inputs = [], times, method = 'auto' }: TrajectoryRequest,
  options: SolverOptions = {},
): Trajectory {
  const n = system.states.length;
  checkRequest(system, initial, times);
  const rows = new Float64Array(n * times.length);
  const [p, u] = [Float64Array.from(parameters), Float64Array.from(inputs)];
  const stepper = makeStepper(system, p, u, method, options);
  const done = (): Trajectory => {
    const width = system.outputs?.length ?? 0;
    const outputs = new Float64Array(width * times.length);
    for (let i = 0; i < times.length; i++) {
      system.observe?.(times[i]!, rows, i * n, p, 0, u, 0, outputs, i * width);
    }
    return { rows, outputs, counts: stepper.counts };
  };
  if (times.length === 0) return done();
  const end = times[times.length - 1]!;
  const start = Float64Array.from(initial);
  settleAlgebra(system, times[0]!, start, p, u);
  stepper.start(times[0]!, start);
  rows.set(stepper.y);
  let row = 1;
  for (; row < times.length && times[row] === times[0]; row++) rows.set(stepper.y, row * n);
  while (stepper.t < end) {
    const step = stepper.step(end);
    for (; row < times.length && times[row]! <= step.end; row++) {
      for (let i = 0; i < n; i++) rows[row * n + i] = step.value(i, times[row]!);
    }
  }
  return done();
}

function checkRequest(system: OdeSystem, initial: ArrayLike<number>, times: ArrayLike<number>): void {
  if (initial.length !== system.states.length) {
    throw new TwinwardError(
      'usage',
      `${initial.length} initial values were given for ${system.states.length} states`,
      { field: 'initial', remedy: `give one for each of ${system.states.slice(0, 20).join(', ')}` },
    );
  }
  for (let i = 0; i < initial.length; i++) {
    if (!Number.isFinite(initial[i]!))
      throw new SolverFailure('non-finite', system.states[i]!, times[0] ?? 0);
  }
  for (let i = 0; i < times.length; i++) {
    if (Number.isFinite(times[i]!) && (i === 0 || times[i]! >= times[i - 1]!)) continue;
    throw new TwinwardError('usage', `time ${times[i]} cannot follow ${i === 0 ? 'nothing' : times[i - 1]}`, {
      field: 'times',
      row: i + 1,
      remedy: 'give finite times that rise',
    });
  }
}
