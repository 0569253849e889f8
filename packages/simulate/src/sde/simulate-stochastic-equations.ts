import { TwinwardError } from '@twinward/contract';
import type { CompiledStochasticEquations } from './compile-stochastic-equations.ts';
import { stepGrid } from './step-grid.ts';
import { StochasticIntegration } from './stochastic-integration.ts';
import type { StochasticEquationsOptions } from './stochastic-options.ts';

/** One path of stochastic equations. */
export interface StochasticPathRequest extends StochasticEquationsOptions {
  readonly initial: ArrayLike<number>;
  readonly parameters?: ArrayLike<number>;
  readonly inputs?: ArrayLike<number>;
  /** Whose Wiener processes; 0 by default. */
  readonly member?: number;
}

/** A path, and what drove it. */
export interface StochasticPath {
  /** [times x states], by rows. */
  readonly rows: Float64Array;
  /** [times x outputs], by rows. */
  readonly outputs: Float64Array;
  /** [times x processes], by rows: each Wiener process since the first time. */
  readonly noise: Float64Array;
  /** How many steps were taken or tried. */
  readonly steps: number;
}

/**
 * Integrates stochastic equations (Ito) along the Wiener processes of one member: the same path in a scenario with other parameters,
 * by another method, and with halved steps, of which it then shows more. Throws `SolverFailure` naming state and time; `usage` for
 * times off the grid of steps and for values that are too few; `model.invalid` for `sri` with noise that it has not its order for.
 *
 * @example
 * const growth = equations({
 *   time: 'h', states: { N: '1' }, parameters: { r: '/h', V: '/h' }, inputs: {}, where: {},
 *   derivatives: { N: 'r * N' }, outputs: {},
 * });
 * const noisy = compileStochasticEquations(stochasticEquations(growth, { N: 'sqrt(V) * N' }));
 * const options = { initial: [1], parameters: [0.1, 0.04], times: [0, 1], step: 1 / 64, seed: '00000000000000ff', method: 'sri' };
 * const { rows, noise } = simulateStochasticEquations(noisy, options);
 * rows[1] / exp(0.1 - 0.02 + 0.2 * noise[1]); // 1.0000
 */
export function simulateStochasticEquations(
  system: CompiledStochasticEquations,
  request: StochasticPathRequest,
): StochasticPath {
  const { initial, parameters = [], inputs = [], times, step, member = 0 } = request;
  const grid = stepGrid(times, step);
  const integration = new StochasticIntegration(system, request);
  fill('initial', integration.x, initial);
  fill('parameters', integration.p, parameters);
  fill('inputs', integration.u, inputs);
  integration.start(member);
  const [n, outputs, m] = [system.states.length, system.outputs.length, system.processes.length];
  const path = {
    rows: new Float64Array(n * times.length),
    outputs: new Float64Array(outputs * times.length),
    noise: new Float64Array(m * times.length),
  };
  let interval = 0;
  for (let i = 0; i < times.length; i++) {
    for (; interval < grid[i]!; interval++) integration.advance(interval, times[0]! + interval * step);
    path.rows.set(integration.x, i * n);
    path.noise.set(integration.w, i * m);
    system.observe(
      times[i]!,
      integration.x,
      0,
      integration.p,
      0,
      integration.u,
      0,
      path.outputs,
      i * outputs,
    );
  }
  return { ...path, steps: integration.steps };
}

function fill(field: string, to: Float64Array, values: ArrayLike<number>): void {
  if (values.length !== to.length) {
    throw new TwinwardError('usage', `${field} has ${values.length} numbers, not ${to.length}`, { field });
  }
  to.set(values);
}
