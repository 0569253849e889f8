import { multiplyUnits } from '@twinward/contract';
import type { DeclaredSymbols } from './declare-symbols.ts';
import type { Expression } from './expression.ts';
import type { ExpressionGraph } from './expression-graph.ts';
import { knownUnit, UnitCheck } from './unit-check.ts';

/** Equations in one expression graph; `compile` makes them run. Arrays are in order of declaration. */
export interface Equations<
  S extends string = string,
  P extends string = string,
  U extends string = string,
  O extends string = string,
> {
  /** Unit of time. */
  readonly time: string;
  readonly graph: ExpressionGraph;
  readonly states: readonly S[];
  readonly parameters: readonly P[];
  readonly inputs: readonly U[];
  readonly outputs: readonly O[];
  readonly derivatives: readonly Expression[];
  /** Which of the derivatives are not one, but what is held at 0. */
  readonly algebraic: readonly boolean[];
  readonly outputExpressions: readonly Expression[];
  /** UCUM unit of every symbol and output. */
  readonly units: Readonly<Record<S | P | U | O, string>>;
  /** Names of the auxiliary quantities, for generated code that can be read. */
  readonly names: ReadonlyMap<Expression, string>;
}

/** The expressions of a system, however they were written. */
interface Parts<O extends string> {
  readonly graph: ExpressionGraph;
  readonly where: readonly (readonly [name: string, is: Expression])[];
  /** In the order of the states. */
  readonly derivatives: readonly Expression[];
  readonly outputs: readonly { readonly name: O; readonly unit: string; readonly is: Expression }[];
}

/** Puts a system together once its units agree; throws `unit.unknown` or `unit.incompatible` naming the equation. */
export function assembleEquations<S extends string, P extends string, U extends string, O extends string>(
  declared: DeclaredSymbols<S, P, U>,
  { graph, where, derivatives, outputs }: Parts<O>,
): Equations<S, P, U, O> {
  const names = new Map<Expression, string>();
  for (const [name, expression] of where) {
    if (expression.kind === 'operation' && !names.has(expression)) names.set(expression, name);
  }
  const states = keys(declared.states);
  const system: Equations<S, P, U, O> = {
    time: declared.time,
    graph,
    states,
    parameters: keys(declared.parameters),
    inputs: keys(declared.inputs),
    outputs: outputs.map(({ name }) => name),
    derivatives,
    algebraic: states.map((state) => declared.algebraic?.includes(state) === true),
    outputExpressions: outputs.map(({ is }) => is),
    units: {
      ...(Object.fromEntries(outputs.map(({ name, unit }) => [name, unit])) as Record<O, string>),
      ...declared.inputs,
      ...declared.parameters,
      ...declared.states,
    },
    names,
  };
  checkUnits(declared, system, where);
  return system;
}

function checkUnits(
  declared: DeclaredSymbols<string, string, string>,
  { names, states, outputs, derivatives, algebraic, outputExpressions, units }: Equations,
  where: Parts<string>['where'],
): void {
  const time = knownUnit(declared.time, 'time', 'time');
  for (const symbols of [declared.states, declared.parameters, declared.inputs]) {
    for (const [name, unit] of Object.entries(symbols)) knownUnit(unit, name, name);
  }
  const check = new UnitCheck(names);
  for (const [name, expression] of where) check.unitOf(expression, name);
  states.forEach((state, i) => {
    const unit = multiplyUnits(knownUnit(units[state]!, state, state), time, -1);
    if (algebraic[i] === true) check.unitOf(derivatives[i]!, `equation of ${state}`);
    else check.expect(derivatives[i]!, unit, `d${state}/dt`);
  });
  outputs.forEach((output, i) => {
    check.expect(outputExpressions[i]!, knownUnit(units[output]!, output, output), output);
  });
}

function keys<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(record) as K[];
}
