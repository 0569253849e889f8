import type { Breakpoints } from './breakpoints.ts';
import { DormandPrince } from './dormand-prince.ts';
import type { OdeSystem } from './ode-system.ts';
import type { SolverOptions } from './solver-options.ts';

/** One initial-value problem and the times to see it at. */
export interface TrajectoryRequest {
  readonly initial: ArrayLike<number>;
  readonly parameters?: ArrayLike<number>;
  readonly inputs?: ArrayLike<number>;
  /** Ascending; the first is the time of `initial`. */
  readonly times: ArrayLike<number>;
  readonly breakpoints?: Breakpoints;
}

/**
 * The solution at given times, row-major [times x states], by Dormand-Prince with dense output: steps are as long as the
 * tolerance allows, however close the times lie. Throws `SolverFailure`.
 *
 * @example
 * const decay = { states: ['y'], rhs: (t, y, i, p, j, u, k, d, l) => { d[l] = -y[i]; } };
 * trajectory(decay, { initial: [1], times: [0, 0.5, 1] })[1]; // 0.60653
 */
export function trajectory(
  system: OdeSystem,
  request: TrajectoryRequest,
  options: SolverOptions = {},
): Float64Array {
  const { times, breakpoints } = request;
  const n = system.states.length;
  const rows = new Float64Array(n * times.length);
  if (times.length === 0) return rows;
  const y = Float64Array.from(request.initial);
  rows.set(y);
  const member = {
    y,
    yOffset: 0,
    p: Float64Array.from(request.parameters ?? []),
    pOffset: 0,
    u: Float64Array.from(request.inputs ?? []),
    uOffset: 0,
  };
  let row = 1;
  new DormandPrince(system, options).advance(times[0]!, times[times.length - 1]!, member, {
    ...(breakpoints === undefined ? {} : { breakpoints }),
    visit: (step) => {
      for (; row < times.length && times[row]! <= step.end; row++) {
        for (let i = 0; i < n; i++) rows[row * n + i] = step.value(i, times[row]!);
      }
    },
  });
  return rows;
}
