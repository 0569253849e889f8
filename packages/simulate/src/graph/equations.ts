import { TwinwardError } from '@twinward/contract';
import { assembleEquations, type Equations } from './assemble-equations.ts';
import { type DeclaredSymbols, declareSymbols } from './declare-symbols.ts';
import { definitionOrder } from './definition-order.ts';
import type { Expression } from './expression.ts';
import type { ExpressionGraph } from './expression-graph.ts';
import { parseExpression } from './parse-expression.ts';

/** Equations as a paper prints them. Every key is a symbol, every unit UCUM, every text an expression (`parseExpression`). */
export interface EquationsDeclaration<S extends string, P extends string, U extends string, O extends string>
  extends DeclaredSymbols<S, P, U> {
  /** Unit of time (1 where a paper's time has none); inside expressions `t` is the time. */
  readonly time: string;
  readonly states: Readonly<Record<S, string>>;
  readonly parameters: Readonly<Record<P, string>>;
  /** What drives the system from outside, constant between two breakpoints. */
  readonly inputs: Readonly<Record<U, string>>;
  /** Auxiliary quantities, in any order; none may use itself by way of others. */
  readonly where: Readonly<Record<string, string>>;
  /** d(state)/dt, one for every state; for an algebraic state what is 0. */
  readonly derivatives: Readonly<Record<S, string>>;
  readonly outputs: Readonly<Record<O, { readonly unit: string; readonly is: string }>>;
}

/**
 * Reads a system of ordinary differential equations. The compiler checks that every state has a derivative; reading checks
 * every name and every unit. Throws, naming the equation at fault, `model.invalid` (text, names, circles of definitions),
 * `unit.unknown` and `unit.incompatible` (see `UnitCheck`).
 *
 * @example
 * const elimination = equations({
 *   time: 'h', states: { A: 'mg' }, parameters: { CL: 'L/h', V: 'L' }, inputs: { dose: 'mg/h' },
 *   where: { C: 'A / V' },
 *   derivatives: { A: 'dose - CL * C' },
 *   outputs: { C: { unit: 'mg/L', is: 'C' } },
 * });
 * elimination.parameters; // CL, V
 */
export function equations<
  const S extends string,
  const P extends string,
  const U extends string,
  const O extends string,
>(declaration: EquationsDeclaration<S, P, U, O>): Equations<S, P, U, O> {
  const { graph, known } = declareSymbols(declaration);
  const where: [string, Expression][] = [];
  for (const name of definitionOrder(declaration.where)) {
    if (known.has(name)) {
      throw new TwinwardError('model.invalid', `"${name}" is defined twice`, { field: name });
    }
    const expression = read(name, declaration.where[name], graph, known);
    known.set(name, expression);
    where.push([name, expression]);
  }
  const { states, derivatives, outputs } = declaration;
  return assembleEquations(declaration, {
    graph,
    where,
    derivatives: keys(states).map((state) => read(`d${state}/dt`, derivatives[state], graph, known)),
    outputs: keys(outputs).map((name) => ({
      name,
      unit: outputs[name].unit,
      is: read(name, outputs[name].is, graph, known),
    })),
  });
}

function keys<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(record) as K[];
}

function read(
  name: string,
  text: string | undefined,
  graph: ExpressionGraph,
  known: ReadonlyMap<string, Expression>,
): Expression {
  if (text === undefined)
    throw new TwinwardError('model.invalid', `${name} has no equation`, { field: name });
  try {
    return parseExpression(text, graph, known);
  } catch (cause) {
    if (!(cause instanceof TwinwardError)) throw cause;
    throw new TwinwardError('model.invalid', `${name}: ${cause.message}`, { field: name });
  }
}
