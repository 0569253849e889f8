import { differentiate } from '../graph/differentiate.ts';
import type { Expression } from '../graph/expression.ts';
import type { ExpressionGraph } from '../graph/expression-graph.ts';

/**
 * How fast an expression changes: the sum over the states it mentions of its derivative times theirs, and its own with time.
 * `rate` gives the derivative of a state; parameters only jump.
 */
export function totalDerivative(
  graph: ExpressionGraph,
  expression: Expression,
  rate: (state: Expression) => Expression,
): Expression {
  const seen = new Set<Expression>([expression]);
  for (const node of seen)
    if (node.kind === 'operation') for (const operand of node.operands) seen.add(operand);
  let sum: Expression = graph.constant(0);
  const moving = [...seen].filter(
    (node) => node.kind === 'time' || (node.kind === 'symbol' && node.role === 'state'),
  );
  for (const symbol of moving.sort((a, b) => a.id - b.id)) {
    const slope = differentiate(graph, expression, symbol);
    if (slope === null) continue;
    const term = symbol.kind === 'time' ? slope : graph.apply('multiply', slope, rate(symbol));
    sum = graph.apply('add', sum, term);
  }
  return sum;
}
