import type { NewtonCode } from '../ode/newton-code.ts';
import { compileRoutine, type Execution } from './compile-routine.ts';
import type { Expression } from './expression.ts';
import type { ExpressionGraph } from './expression-graph.ts';
import { newtonRoutines } from './newton-routines.ts';
import type { RoutineCode } from './routine.ts';
import { sparseJacobian } from './sparse-jacobian.ts';

/** More states than this would make straight-line elimination too long to compile; they are eliminated in memory. */
const LONGEST = 200;

/** The linear algebra of M y' = f, made when it is first asked for: most problems are never stiff. */
export function compileNewton(
  graph: ExpressionGraph,
  states: readonly Expression[],
  derivatives: readonly Expression[],
  execution: Execution,
  algebraic: readonly boolean[] = [],
): () => NewtonCode {
  let made: NewtonCode | undefined;
  return () => {
    made ??= make(graph, states, derivatives, execution, algebraic);
    return made;
  };
}

function make(
  graph: ExpressionGraph,
  states: readonly Expression[],
  derivatives: readonly Expression[],
  execution: Execution,
  algebraic: readonly boolean[],
): NewtonCode {
  const jacobian = sparseJacobian(graph, derivatives, states);
  const pattern = {
    starts: jacobian.starts,
    column: jacobian.column,
    jacobian: compileRoutine(jacobian.entries, execution),
  };
  const run = (results: readonly Expression[]): RoutineCode => compileRoutine(results, execution);
  if (states.length > LONGEST) {
    const { timeDerivative } = newtonRoutines(graph, [], derivatives);
    return { ...pattern, timeDerivative: run(timeDerivative.results), straight: null };
  }
  const { factorise, solve, timeDerivative, fill } = newtonRoutines(graph, states, derivatives, algebraic);
  return {
    ...pattern,
    timeDerivative: run(timeDerivative.results),
    straight: { factorise: run(factorise.results), solve: run(solve.results), fill },
  };
}
