import { type AbortSignalLike, TwinwardError } from '@twinward/contract';
import type { Execution } from '../graph/compile-routine.ts';
import type { SolverMethod } from '../ode/make-stepper.ts';
import type { SolverOptions } from '../ode/solver-options.ts';
import type { StepCounts } from '../ode/stepper.ts';
import { type CompiledHybrid, compileHybrid } from './compile-hybrid.ts';
import type { HybridModel } from './hybrid-model.ts';
import { HybridRun } from './hybrid-run.ts';

/** What to simulate of a hybrid model. */
export interface HybridRequest {
  /** Rising; the first is the start. */
  readonly times: ArrayLike<number>;
  /** Initial values and parameters to use in place of the model's, by name. */
  readonly values?: Readonly<Record<string, number>>;
  readonly method?: SolverMethod;
  readonly solver?: SolverOptions;
  /** Decides the order of events of equal priority, and what is drawn at random: 16 hexadecimal digits. */
  readonly seed?: string;
  /** Which of many runs of one seed this is; each draws numbers of its own. */
  readonly member?: number;
  readonly signal?: AbortSignalLike;
}

/** An event that was carried out. */
export interface EventRecord {
  readonly name: string;
  readonly at: number;
}

/** What a simulation yields. */
export interface HybridTrajectory {
  /** [times x outputs], by rows. */
  readonly rows: Float64Array;
  readonly events: readonly EventRecord[];
  /** Constraints that ceased to hold, and when first. */
  readonly violated: readonly EventRecord[];
  readonly counts: StepCounts;
}

/**
 * Simulates a hybrid model. A row at the time of an event shows the values after it. Steps never reach across a change of a
 * condition of the equations, nor past the time of an event, which is located to rounding. Give a compiled model to run it often.
 *
 * Throws `SolverFailure` where integration cannot go on, `solver.failed` for events that never cease, `model.invalid` for initial
 * values that depend on themselves or names that are not there, `usage` for times that fall, `run.cancelled`.
 *
 * @example
 * const g = new ExpressionGraph();
 * const [h, v] = [g.symbol('state', 'h', 'm'), g.symbol('state', 'v', 'm/s')];
 * const below = g.apply('atMost', h, g.constant(0));
 * const ball = {
 *   graph: g, timeUnit: 's', parameters: [], delays: [], constraints: [],
 *   states: [
 *     { symbol: h, initial: g.constant(5), kind: 'differential', equation: v },
 *     { symbol: v, initial: g.constant(0), kind: 'differential', equation: g.constant(-10) },
 *   ],
 *   events: [{ name: 'bounce', trigger: below, initialValue: false, persistent: true, useValuesFromTriggerTime: true,
 *     assignments: [{ target: v, value: g.apply('multiply', g.constant(-0.5), v) }] }],
 *   outputs: [{ name: 'h', unit: 'm', is: h }],
 * };
 * simulateHybrid(ball, { times: [0, 1, 2] }).events[0].at; // 1.000000
 */
export function simulateHybrid(
  model: HybridModel | CompiledHybrid,
  request: HybridRequest,
  execution: Execution = 'generated',
): HybridTrajectory {
  const compiled = 'conditions' in model ? model : compileHybrid(model, execution);
  const { times, values = {}, signal } = request;
  const width = compiled.model.outputs.length;
  const rows = new Float64Array(width * times.length);
  for (let i = 1; i < times.length; i++) {
    if (!(times[i]! >= times[i - 1]!)) {
      throw new TwinwardError('usage', `time ${times[i]} follows ${times[i - 1]}`, {
        field: 'times',
        remedy: 'give times that rise',
      });
    }
  }
  const run = new HybridRun(compiled, request, times[0] ?? 0, values);
  for (let row = 0; row < times.length; row++) {
    if (signal?.aborted === true) throw new TwinwardError('run.cancelled', 'the run was cancelled');
    run.advance(times[row]!, signal);
    run.observe(rows, row * width);
  }
  return { rows, events: run.events, violated: run.violated, counts: run.counts };
}
