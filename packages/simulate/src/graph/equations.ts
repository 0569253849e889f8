import { TwinwardError } from '@twinward/contract';
import type { Expression } from './expression.ts';
import { ExpressionGraph } from './expression-graph.ts';
import { parseExpression } from './parse-expression.ts';

/** Equations as a paper prints them. Every key is a symbol, every unit UCUM, every text an expression (`parseExpression`). */
export interface EquationsDeclaration<
  S extends string,
  P extends string,
  U extends string,
  O extends string,
> {
  /** Unit of time; inside expressions `t` is the time. */
  readonly time: string;
  readonly states: Readonly<Record<S, string>>;
  readonly parameters: Readonly<Record<P, string>>;
  /** What drives the system from outside, constant between two breakpoints. */
  readonly inputs: Readonly<Record<U, string>>;
  /** Auxiliary quantities, each using those above it. */
  readonly where: Readonly<Record<string, string>>;
  /** d(state)/dt, one for every state. */
  readonly derivatives: Readonly<Record<S, string>>;
  readonly outputs: Readonly<Record<O, { readonly unit: string; readonly is: string }>>;
}

/** Equations read into one expression graph; `compile` makes them run. Arrays are in order of declaration. */
export interface Equations<
  S extends string = string,
  P extends string = string,
  U extends string = string,
  O extends string = string,
> {
  readonly declaration: EquationsDeclaration<S, P, U, O>;
  readonly graph: ExpressionGraph;
  readonly states: readonly S[];
  readonly parameters: readonly P[];
  readonly inputs: readonly U[];
  readonly outputs: readonly O[];
  readonly derivatives: readonly Expression[];
  readonly outputExpressions: readonly Expression[];
  /** UCUM unit of every symbol and output. */
  readonly units: Readonly<Record<S | P | U | O, string>>;
  /** Names of the auxiliary quantities, for generated code that can be read. */
  readonly names: ReadonlyMap<Expression, string>;
}

/**
 * Reads a system of ordinary differential equations. The compiler checks that every state has a derivative; reading
 * checks every name. Throws `model.invalid` naming the equation at fault.
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
  const graph = new ExpressionGraph();
  const known = new Map<string, Expression>([['t', graph.time(declaration.time)]]);
  const declare = (
    role: 'state' | 'parameter' | 'input',
    symbols: Readonly<Record<string, string>>,
  ): void => {
    for (const [name, unit] of Object.entries(symbols)) {
      if (name === 't')
        throw new TwinwardError('model.invalid', '"t" is the time and cannot be declared', { field: 't' });
      known.set(name, graph.symbol(role, name, unit));
    }
  };
  declare('state', declaration.states);
  declare('parameter', declaration.parameters);
  declare('input', declaration.inputs);
  const names = new Map<Expression, string>();
  for (const [name, text] of Object.entries(declaration.where)) {
    if (known.has(name))
      throw new TwinwardError('model.invalid', `"${name}" is defined twice`, { field: name });
    const expression = read(name, text, graph, known);
    known.set(name, expression);
    if (expression.kind === 'operation' && !names.has(expression)) names.set(expression, name);
  }
  const states = keys(declaration.states);
  const outputs = keys(declaration.outputs);
  return {
    declaration,
    graph,
    states,
    parameters: keys(declaration.parameters),
    inputs: keys(declaration.inputs),
    outputs,
    derivatives: states.map((state) => read(`d${state}/dt`, declaration.derivatives[state], graph, known)),
    outputExpressions: outputs.map((output) => read(output, declaration.outputs[output].is, graph, known)),
    units: {
      ...(Object.fromEntries(outputs.map((output) => [output, declaration.outputs[output].unit])) as Record<
        O,
        string
      >),
      ...declaration.inputs,
      ...declaration.parameters,
      ...declaration.states,
    },
    names,
  };
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
