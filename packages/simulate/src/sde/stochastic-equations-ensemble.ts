import { type AbortSignalLike, TwinwardError } from '@twinward/contract';
import type { EnsembleArrays } from '../ensemble/ensemble-arrays.ts';
import type { MemberFailure } from '../ensemble/ensemble-run.ts';
import { SolverFailure } from '../ode/solver-failure.ts';
import type { StochasticRange } from '../stochastic/stochastic-ensemble.ts';
import type { CompiledStochasticEquations } from './compile-stochastic-equations.ts';
import { stepGrid } from './step-grid.ts';
import { StochasticIntegration } from './stochastic-integration.ts';
import type { StochasticEquationsOptions } from './stochastic-options.ts';

/** Members after which progress is told and a signal looked at. */
const BLOCK = 64;

/** Many members of stochastic equations; `y` holds their states at the first time and is not changed. */
export interface StochasticEquationsEnsemble extends StochasticEquationsOptions, EnsembleArrays {
  readonly signal?: AbortSignalLike;
  readonly progress?: (done: number, of: number) => void;
}

/** Outputs of the members of a range, row-major [members x times x outputs]. */
export interface StochasticPaths {
  readonly from: number;
  readonly rows: Float64Array;
  /** States at the last time [members x states]. */
  readonly y: Float64Array;
  /** Each Wiener process at the last time, since the first [members x processes]. */
  readonly noise: Float64Array;
  readonly steps: number;
  /** Members that could not be carried to the end; their rows are NaN from where they failed. */
  readonly failures: readonly MemberFailure[];
}

/**
 * Integrates the members of a range, all of them by default. A member's path depends on its number, the seed and its own values
 * alone: ranges may be run by any number of workers, in any order, and laid side by side. A member that fails is reported and leaves
 * the others alone. Throws `run.cancelled`, and as `simulateStochasticEquations`.
 *
 * @example
 * const decay = equations({
 *   time: 'h', states: { C: 'mg/L' }, parameters: { k: '/h', D: 'mg2/L2/h' }, inputs: {}, where: {},
 *   derivatives: { C: '-k * C' }, outputs: { C: { unit: 'mg/L', is: 'C' } },
 * });
 * const noisy = compileStochasticEquations(stochasticEquations(decay, { C: 'sqrt(D)' }));
 * const arrays = { members: 100, y: Float64Array.of(10), yStride: 0, p: Float64Array.of(1, 0.02), pStride: 0, u: new Float64Array(), uStride: 0 };
 * const options = { times: [0, 5], step: 0.05, seed: '00000000000000ff', method: 'sri' };
 * stochasticPaths(noisy, { ...arrays, ...options }).rows.length; // 200
 */
export function stochasticPaths(
  system: CompiledStochasticEquations,
  request: StochasticEquationsEnsemble,
  { from, to }: StochasticRange = { from: 0, to: request.members },
): StochasticPaths {
  const { times, step, members, y, p, pStride, u, uStride, signal, progress } = request;
  const [n, outputs] = [system.states.length, system.outputs.length];
  const yStride = request.yStride ?? n;
  checkRange(from, to, members);
  checkRows('y', y, yStride, n, members);
  checkRows('p', p, pStride, system.parameters, members);
  checkRows('u', u, uStride, system.inputs, members);
  const grid = stepGrid(times, step);
  const integration = new StochasticIntegration(system, request);
  const width = outputs * times.length;
  const rows = new Float64Array((to - from) * width).fill(Number.NaN);
  const last = new Float64Array((to - from) * n);
  const noise = new Float64Array((to - from) * system.processes.length);
  const failures: MemberFailure[] = [];
  let steps = 0;
  for (let member = from; member < to; member++) {
    if ((member - from) % BLOCK === 0) {
      if (signal?.aborted === true) throw new TwinwardError('run.cancelled', 'the run was cancelled');
      progress?.(member - from, to - from);
    }
    const { x, p: own, u: input } = integration;
    x.set(y.subarray(member * yStride, member * yStride + n));
    own.set(p.subarray(member * pStride, member * pStride + own.length));
    input.set(u.subarray(member * uStride, member * uStride + input.length));
    integration.start(member);
    try {
      for (let i = 0, interval = 0; i < times.length; i++) {
        for (; interval < grid[i]!; interval++) integration.advance(interval, times[0]! + interval * step);
        system.observe(times[i]!, x, 0, own, 0, input, 0, rows, (member - from) * width + i * outputs);
      }
    } catch (cause) {
      if (!(cause instanceof SolverFailure)) throw cause;
      const { reason, state, time } = cause;
      failures.push({ member, reason, state, time });
    }
    last.set(x, (member - from) * n);
    noise.set(integration.w, (member - from) * system.processes.length);
    steps += integration.steps;
  }
  progress?.(to - from, to - from);
  return { from, rows, y: last, noise, steps, failures };
}

function checkRange(from: number, to: number, members: number): void {
  if (Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to >= from && to <= members) return;
  throw new TwinwardError('usage', `members ${from} to ${to} are not of an ensemble of ${members}`, {
    field: 'range',
  });
}

function checkRows(
  field: string,
  values: Float64Array,
  stride: number,
  least: number,
  members: number,
): void {
  const needed = stride === 0 || members === 0 ? least : (members - 1) * stride + least;
  if (values.length >= needed && (stride === 0 || stride >= least)) return;
  throw new TwinwardError('usage', `${field} holds ${values.length} numbers for ${members} members`, {
    field,
    remedy: `give ${least} per member, or one row for all with stride 0`,
  });
}
