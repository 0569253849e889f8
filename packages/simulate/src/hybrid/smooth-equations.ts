import type { Equations } from '../graph/assemble-equations.ts';
import type { Expression } from '../graph/expression.ts';
import type { HybridModel } from './hybrid-model.ts';
import { whyItJumps } from './why-it-jumps.ts';

/**
 * The equations of a hybrid model in which nothing ever jumps, for an `Ensemble`; null for others (`whyItJumps` tells
 * why). Units are dropped: the reader of the model has checked them.
 *
 * @example
 * const g = new ExpressionGraph();
 * const A = g.symbol('state', 'A', 'mg');
 * const model = {
 *   graph: g, timeUnit: 'h', parameters: [], delays: [], events: [], constraints: [],
 *   states: [{ symbol: A, initial: g.constant(100), kind: 'differential', equation: g.apply('negate', A) }],
 *   outputs: [{ name: 'A', unit: 'mg', is: A }],
 * };
 * smoothEquations(model).states; // ["A"]
 */
export function smoothEquations(model: HybridModel): Equations | null {
  if (whyItJumps(model) !== null) return null;
  const { graph, states, parameters, outputs } = model;
  const equations = states.map(({ equation }) => equation);
  const results = outputs.map(({ is }) => is);
  const [stateNames, parameterNames] = [states, parameters].map((list) =>
    list.map(({ symbol }) => nameOf(symbol)),
  );
  const names = [...stateNames!, ...parameterNames!, ...outputs.map(({ name }) => name)];
  return {
    time: model.timeUnit,
    graph,
    states: stateNames!,
    parameters: parameterNames!,
    inputs: [],
    outputs: outputs.map(({ name }) => name),
    derivatives: equations,
    algebraic: states.map(() => false),
    outputExpressions: results,
    units: Object.fromEntries(names.map((name) => [name, '1'])),
    names: new Map(),
  };
}

function nameOf(symbol: Expression): string {
  return symbol.kind === 'symbol' ? symbol.name : '';
}
