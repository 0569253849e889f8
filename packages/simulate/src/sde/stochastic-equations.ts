import { multiplyUnits, TwinwardError } from '@twinward/contract';
import type { Equations } from '../graph/assemble-equations.ts';
import type { Expression } from '../graph/expression.ts';
import { parseExpression } from '../graph/parse-expression.ts';
import { knownUnit, UnitCheck } from '../graph/unit-check.ts';

/** What a Wiener process does to a state. */
export interface DiffusionTerm {
  /** Positions among the states and the processes. */
  readonly state: number;
  readonly process: number;
  readonly is: Expression;
}

/** dX = a(t, X) dt + b(t, X) dW, in the sense of Ito: the drift as a system of equations, and the entries of b that are not 0. */
export interface StochasticEquations {
  readonly drift: Equations;
  /** The Wiener processes by name; each has a stream of random numbers of its own. */
  readonly processes: readonly string[];
  readonly diffusion: readonly DiffusionTerm[];
}

/** The text of an expression, as for `parseExpression`, or one of the same graph. */
type Written = string | Expression;

/**
 * Adds noise to a system of equations. For each state that has any: one expression, driven by a Wiener process that bears the name of
 * the state, or several by the names of the processes that drive it. Texts may use the symbols and auxiliary quantities of the system.
 *
 * A Wiener process has the unit of the square root of time, so the square of a diffusion is in (unit of the state)^2 per time; the
 * root of an intensity is in such a unit: `sqrt(D)` with D in mg2/h. Throws `unit.incompatible`, and `model.invalid` for a state that
 * is unknown or algebraic, and for a text that is no expression.
 *
 * @example
 * const growth = equations({
 *   time: 'h', states: { N: '1' }, parameters: { r: '/h', V: '/h' }, inputs: {}, where: {},
 *   derivatives: { N: 'r * N' }, outputs: {},
 * });
 * stochasticEquations(growth, { N: 'sqrt(V) * N' }).processes; // N
 */
export function stochasticEquations<S extends string>(
  drift: Equations<S>,
  diffusion: Readonly<Partial<Record<NoInfer<S>, Written | Readonly<Record<string, Written>>>>>,
): StochasticEquations {
  const names = new Map<string, Expression>([['t', drift.graph.time(drift.time)]]);
  for (const name of [...drift.states, ...drift.parameters, ...drift.inputs]) {
    names.set(name, drift.graph.named(name)!);
  }
  for (const [expression, name] of drift.names) names.set(name, expression);
  const check = new UnitCheck(drift.names);
  const time = knownUnit(drift.time, 'time', 'time');
  const processes: string[] = [];
  const terms: DiffusionTerm[] = [];
  for (const [name, written] of Object.entries(diffusion) as [S, Written | Record<string, Written>][]) {
    const state = noisyState(drift, name);
    const unit = multiplyUnits(knownUnit(drift.units[name], name, name), time, -0.5);
    for (const [process, one] of Object.entries(isWritten(written) ? { [name]: written } : written)) {
      const equation = `d${name}/d${process}`;
      const is = typeof one === 'string' ? read(one, equation, drift, names) : one;
      check.expect(is, unit, equation);
      if (!processes.includes(process)) processes.push(process);
      terms.push({ state, process: processes.indexOf(process), is });
    }
  }
  return { drift, processes, diffusion: terms };
}

function isWritten(written: Written | Readonly<Record<string, Written>>): written is Written {
  return typeof written === 'string' || (typeof written.kind === 'string' && 'id' in written);
}

function noisyState({ states, algebraic }: Equations, name: string): number {
  const state = states.indexOf(name);
  if (state >= 0 && algebraic[state] !== true) return state;
  const why = state < 0 ? 'is not a state' : 'is an algebraic state, which no noise can drive';
  throw new TwinwardError('model.invalid', `"${name}" ${why}`, {
    field: name,
    remedy: `give diffusions for ${states.filter((_, i) => algebraic[i] !== true).join(', ')}`,
  });
}

function read(
  text: string,
  equation: string,
  { graph }: Equations,
  names: ReadonlyMap<string, Expression>,
): Expression {
  try {
    return parseExpression(text, graph, names);
  } catch (cause) {
    if (!(cause instanceof TwinwardError)) throw cause;
    throw new TwinwardError(cause.code, `${equation}: ${cause.message}`, { field: equation });
  }
}
