import { TwinwardError } from '@twinward/contract';
import { compileRoutine } from '../graph/compile-routine.ts';
import type { Expression } from '../graph/expression.ts';
import type { HybridDelay, HybridModel } from './hybrid-model.ts';

const NOTHING = new Float64Array(0);

/** The initial values of a hybrid model, and which symbol each belongs to. */
export interface InitialValues {
  readonly states: Float64Array;
  readonly parameters: Float64Array;
}

/**
 * Evaluates the initial expressions of a model at its start in the order in which they need each other, with some values
 * overridden by name. Throws `model.invalid` naming a symbol that depends on itself or an override that names nothing.
 */
export function initialValues(
  model: HybridModel,
  start: number,
  overrides: Readonly<Record<string, number>> = {},
): InitialValues {
  const states = new Float64Array(model.states.length);
  const parameters = new Float64Array(model.parameters.length);
  const given = new Map(Object.entries(overrides));
  const initial = new Map<Expression, Expression>(
    [...model.states, ...model.parameters].map((one) => [one.symbol, one.initial]),
  );
  for (const name of given.keys()) {
    const symbol = model.graph.named(name);
    if (symbol === undefined || !initial.has(symbol)) {
      throw new TwinwardError('model.invalid', `the model has no "${name}" to set`, { field: name });
    }
  }
  const delayed = new Map<Expression, HybridDelay>(model.delays.map((delay) => [delay.symbol, delay]));
  const inputs = new Float64Array(model.delays.length);
  const done = new Set<Expression>();
  const open = new Set<Expression>();
  const out = new Float64Array(1);
  const evaluate = (expression: Expression, t = start): number => {
    compileRoutine([expression], 'interpreted')(
      t,
      states,
      0,
      parameters,
      0,
      inputs.length > 0 ? inputs : NOTHING,
      0,
      out,
      0,
    );
    return out[0]!;
  };
  const settled = (expression: Expression, t = start): number => {
    for (const needed of symbolsIn(expression)) settle(needed);
    return evaluate(expression, t);
  };
  const past = ({ of, by, before }: HybridDelay): number => {
    const seconds = settled(by);
    return seconds > 0 ? settled(before, start - seconds) : settled(of);
  };
  const settle = (symbol: Expression): void => {
    if (done.has(symbol) || symbol.kind !== 'symbol') return;
    if (open.has(symbol)) {
      throw new TwinwardError('model.invalid', `the initial value of "${symbol.name}" depends on itself`, {
        field: symbol.name,
      });
    }
    open.add(symbol);
    const override = given.get(symbol.name);
    const expression = initial.get(symbol);
    const delay = delayed.get(symbol);
    let value = override ?? 0;
    if (delay !== undefined) value = past(delay);
    else if (override === undefined && expression !== undefined) value = settled(expression);
    const array = symbol.role === 'state' ? states : symbol.role === 'parameter' ? parameters : inputs;
    array[symbol.index] = value;
    open.delete(symbol);
    done.add(symbol);
  };
  for (const symbol of initial.keys()) settle(symbol);
  return { states, parameters };
}

function symbolsIn(expression: Expression): readonly Expression[] {
  const seen = new Set<Expression>([expression]);
  const found: Expression[] = [];
  for (const node of seen) {
    if (node.kind === 'symbol') found.push(node);
    if (node.kind === 'operation') for (const operand of node.operands) seen.add(operand);
  }
  return found;
}
