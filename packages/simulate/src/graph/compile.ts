import { exp } from '../elementary/exp.ts';
import { log } from '../elementary/log.ts';
import { tanh } from '../elementary/tanh.ts';
import type { OdeSystem, RightHandSide } from '../ode/ode-system.ts';
import type { Equations } from './equations.ts';
import type { Expression } from './expression.ts';
import { generateJavaScript } from './generate-javascript.ts';
import { interpret } from './interpret.ts';

/**
 * How equations are run: `generated` makes a JavaScript function from text (fast; needs a page whose content security
 * policy allows it), `interpreted` walks closures (runs anywhere). The numbers are the same, bit for bit.
 */
export type Execution = 'generated' | 'interpreted';

/** Equations ready to run: derivatives for a solver, and outputs in the same calling convention. */
export interface CompiledEquations extends OdeSystem {
  /** Writes every output, in order of declaration. */
  readonly observe: RightHandSide;
}

/** Makes equations run. The caller chooses how; nothing falls back by itself. */
export function compile(equations: Equations, execution: Execution): CompiledEquations {
  const { derivatives, outputExpressions, names, states } = equations;
  const run = (results: readonly Expression[]): RightHandSide =>
    execution === 'interpreted' ? interpret(results) : evaluate(generateJavaScript(results, names));
  return { states, rhs: run(derivatives), observe: run(outputExpressions) };
}

function evaluate(body: string): RightHandSide {
  const make = new Function(
    '$exp',
    '$log',
    '$tanh',
    `'use strict';\nreturn function ($t, $y, $yo, $p, $po, $u, $uo, $d, $do) {\n${body}};`,
  );
  return make(exp, log, tanh) as RightHandSide;
}
