import { compileNewton } from '../graph/compile-newton.ts';
import { compileRoutine, type Execution } from '../graph/compile-routine.ts';
import type { Expression } from '../graph/expression.ts';
import type { RoutineCode } from '../graph/routine.ts';
import type { OdeSystem } from '../ode/ode-system.ts';
import { conditionsIn } from './conditions-in.ts';
import { compileDelays, type DelayCode } from './delays.ts';
import type { HybridEvent, HybridModel } from './hybrid-model.ts';
import { compileInitialValues, type InitialValuesCode } from './initial-values.ts';
import { compileDraws, type DrawCode } from './keyed-draws.ts';

/** One event's expressions as running code; each writes its results. */
export interface EventCode {
  readonly delay: RoutineCode | null;
  readonly priority: RoutineCode | null;
  readonly values: RoutineCode;
  readonly factors: RoutineCode;
  readonly less: RoutineCode;
  /** What is drawn before its delay, and before its values. */
  readonly draws: { readonly delay: readonly DrawCode[]; readonly assignments: readonly DrawCode[] };
}

/** How much quicker than all else fast states are, while the others move: their error is of the order of its reciprocal. */
const QUICKER = 1e12;

/** A hybrid model ready to run any number of times. */
export interface CompiledHybrid {
  readonly model: HybridModel;
  readonly system: OdeSystem;
  /** The fast states alone, all others standing still; which states those are. */
  readonly flow: OdeSystem | null;
  readonly fast: readonly number[];
  /** Writes the triggers of all events, then all other conditions; how many there are of both. */
  readonly conditions: RoutineCode;
  readonly conditionCount: number;
  readonly outputs: RoutineCode;
  readonly constraints: RoutineCode;
  readonly delays: readonly DelayCode[];
  /** How many inputs there are: delayed values and numbers drawn. */
  readonly inputCount: number;
  readonly initial: InitialValuesCode;
  readonly events: readonly EventCode[];
}

/** Makes a hybrid model run. Rarely evaluated expressions are interpreted in either execution; the numbers are the same. */
export function compileHybrid(model: HybridModel, execution: Execution): CompiledHybrid {
  const { graph, states, events } = model;
  const quick = graph.constant(QUICKER);
  const equations = states.map(({ kind, equation }) =>
    kind === 'fast' ? graph.apply('multiply', quick, equation) : equation,
  );
  const fast = states.flatMap(({ kind }, i) => (kind === 'fast' ? [i] : []));
  // a trigger is true or false, also where it is written as a number that changes all the time
  const triggers = events.map(({ trigger }) =>
    graph.apply('select', trigger, graph.constant(1), graph.constant(0)),
  );
  const conditions = [...triggers, ...conditionsIn([...equations, ...triggers])];
  const run = (results: readonly Expression[]): RoutineCode => compileRoutine(results, execution);
  return {
    model,
    system: systemOf(model, equations, execution),
    flow:
      fast.length === 0
        ? null
        : systemOf(
            model,
            states.map(({ kind, equation }) => (kind === 'differential' ? graph.constant(0) : equation)),
            execution,
          ),
    fast,
    conditions: run(conditions),
    conditionCount: conditions.length,
    outputs: run(model.outputs.map(({ is }) => is)),
    constraints: run(model.constraints.map(({ holds }) => holds)),
    delays: compileDelays(model.delays, execution),
    inputCount: model.delays.length + (model.draws ?? []).length,
    initial: compileInitialValues(model),
    events: compileEvents(model),
  };
}

/** The events of a model as running code, interpreted: they are rare. */
export function compileEvents({ graph, events, draws = [] }: HybridModel): readonly EventCode[] {
  const rarely = (result: Expression | undefined): RoutineCode | null =>
    result === undefined ? null : interpretAll([result]);
  const drawsOf = ({ name }: HybridEvent, part: 'delay' | 'assignments'): readonly DrawCode[] =>
    compileDraws(draws.filter((draw) => draw.event === name && draw.part === part));
  return events.map((event) => ({
    delay: rarely(event.delay),
    priority: rarely(event.priority),
    values: interpretAll(event.assignments.map(({ value }) => value)),
    factors: interpretAll(event.assignments.map(({ factor }) => factor ?? graph.constant(1))),
    less: interpretAll(event.assignments.map(({ less }) => less ?? graph.constant(0))),
    draws: { delay: drawsOf(event, 'delay'), assignments: drawsOf(event, 'assignments') },
  }));
}

function interpretAll(results: readonly Expression[]): RoutineCode {
  return compileRoutine(results, 'interpreted');
}

function systemOf(
  { graph, states }: HybridModel,
  equations: readonly Expression[],
  execution: Execution,
): OdeSystem {
  const symbols = states.map(({ symbol }) => symbol);
  const algebraic = states.map(({ kind }) => kind === 'algebraic');
  return {
    states: symbols.map((symbol) => (symbol.kind === 'symbol' ? symbol.name : '')),
    rhs: compileRoutine(equations, execution),
    ...(algebraic.includes(true) ? { algebraic } : {}),
    newton: compileNewton(graph, symbols, equations, execution, algebraic),
  };
}
