import { compileNewton } from '../graph/compile-newton.ts';
import { compileRoutine, type Execution } from '../graph/compile-routine.ts';
import type { Expression } from '../graph/expression.ts';
import type { RoutineCode } from '../graph/routine.ts';
import type { OdeSystem } from '../ode/ode-system.ts';
import { conditionsIn } from './conditions-in.ts';
import type { HybridModel } from './hybrid-model.ts';

/** One event's expressions as running code; each writes its results. */
export interface EventCode {
  readonly delay: RoutineCode | null;
  readonly priority: RoutineCode | null;
  readonly values: RoutineCode;
}

/** A hybrid model ready to run any number of times. */
export interface CompiledHybrid {
  readonly model: HybridModel;
  readonly system: OdeSystem;
  /** Writes the triggers of all events, then all other conditions; how many there are of both. */
  readonly conditions: RoutineCode;
  readonly conditionCount: number;
  readonly outputs: RoutineCode;
  readonly constraints: RoutineCode;
  /** Write what each delay is of, what that was before the start, and by how much. */
  readonly delayed: RoutineCode;
  readonly before: RoutineCode;
  readonly delays: RoutineCode;
  readonly events: readonly EventCode[];
}

/** Makes a hybrid model run. Rarely evaluated expressions are interpreted in either execution; the numbers are the same. */
export function compileHybrid(model: HybridModel, execution: Execution): CompiledHybrid {
  const { graph, states, events } = model;
  const equations = states.map(({ equation }) => equation);
  const symbols = states.map(({ symbol }) => symbol);
  const algebraic = states.map(({ kind }) => kind === 'algebraic');
  const triggers = events.map(({ trigger }) => trigger);
  const conditions = [...triggers, ...conditionsIn([...equations, ...triggers])];
  const run = (results: readonly Expression[]): RoutineCode => compileRoutine(results, execution);
  const rarely = (result: Expression | undefined): RoutineCode | null =>
    result === undefined ? null : compileRoutine([result], 'interpreted');
  return {
    model,
    system: {
      states: symbols.map((symbol) => (symbol.kind === 'symbol' ? symbol.name : '')),
      rhs: run(equations),
      ...(algebraic.includes(true) ? { algebraic } : {}),
      newton: compileNewton(graph, symbols, equations, execution, algebraic),
    },
    conditions: run(conditions),
    conditionCount: conditions.length,
    outputs: run(model.outputs.map(({ is }) => is)),
    constraints: run(model.constraints.map(({ holds }) => holds)),
    delayed: run(model.delays.map((delay) => delay.of)),
    before: run(model.delays.map((delay) => delay.before)),
    delays: run(model.delays.map((delay) => delay.by)),
    events: events.map(({ delay, priority, assignments }) => ({
      delay: rarely(delay),
      priority: rarely(priority),
      values: compileRoutine(
        assignments.map(({ value }) => value),
        'interpreted',
      ),
    })),
  };
}
