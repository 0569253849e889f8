import type { OdeSystem, RightHandSide } from '../ode/ode-system.ts';
import type { Equations } from './assemble-equations.ts';
import { compileNewton } from './compile-newton.ts';
import { compileRoutine, type Execution } from './compile-routine.ts';
import type { Expression } from './expression.ts';

/** Equations ready to run: derivatives for a solver, and outputs in the same calling convention. */
export interface CompiledEquations extends OdeSystem {
  readonly outputs: readonly string[];
  /** Writes every output, in order of declaration. */
  readonly observe: RightHandSide;
}

/** Makes equations run, for explicit and implicit methods. The caller chooses how; nothing falls back by itself. */
export function compile(equations: Equations, execution: Execution): CompiledEquations {
  const { graph, derivatives, algebraic, outputs, outputExpressions, names, states } = equations;
  const symbols = states.map((state): Expression => graph.named(state)!);
  return {
    states,
    outputs,
    ...(algebraic.includes(true) ? { algebraic } : {}),
    rhs: compileRoutine(derivatives, execution, names),
    observe: compileRoutine(outputExpressions, execution, names),
    newton: compileNewton(graph, symbols, derivatives, execution, algebraic),
  };
}
