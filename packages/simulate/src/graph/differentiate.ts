import type { Expression } from './expression.ts';
import type { ExpressionGraph } from './expression-graph.ts';

/** Derivatives already taken with respect to one symbol. */
export type DerivativeCache = Map<Expression, Expression | null>;

/**
 * The derivative of an expression with respect to a symbol of the same graph (or its time), as an expression; null where it is
 * zero everywhere. min, max, abs and select have the derivative of the branch taken; steps (floor, ceil, comparisons) have none.
 * A cache shared over calls with the same symbol makes common parts be differentiated once. No recursion, however deep the graph.
 *
 * @example
 * const g = new ExpressionGraph();
 * const x = g.symbol('state', 'x', '1');
 * differentiate(g, g.apply('sin', x), x) === g.apply('cos', x); // true
 */
export function differentiate(
  graph: ExpressionGraph,
  expression: Expression,
  symbol: Expression,
  cache: DerivativeCache = new Map(),
): Expression | null {
  const pending: Expression[] = [expression];
  while (pending.length > 0) {
    const node = pending[pending.length - 1]!;
    if (cache.has(node)) {
      pending.pop();
      continue;
    }
    if (node.kind !== 'operation') {
      cache.set(node, node === symbol ? graph.constant(1) : null);
      continue;
    }
    const missing = node.operands.filter((operand) => !cache.has(operand));
    if (missing.length > 0) pending.push(...missing);
    else
      cache.set(
        node,
        ofOperation(
          graph,
          node,
          node.operands.map((operand) => cache.get(operand)!),
        ),
      );
  }
  return cache.get(expression)!;
}

type Operated = Extract<Expression, { readonly kind: 'operation' }>;

function ofOperation(
  graph: ExpressionGraph,
  node: Operated,
  derivatives: readonly (Expression | null)[],
): Expression | null {
  const { operation, operands } = node;
  const [a, b] = operands as readonly [Expression, Expression];
  const [da = null, db = null] = derivatives;
  if (operation === 'select') {
    const [, then, otherwise] = derivatives;
    if (!then && !otherwise) return null;
    return graph.apply('select', a, orZero(graph, then), orZero(graph, otherwise));
  }
  if (derivatives.every((derivative) => !derivative)) return null;
  const one = graph.constant(1);
  const times = (x: Expression, dx: Expression | null): Expression => graph.apply('multiply', x, dx!);
  switch (operation) {
    case 'add':
      return da && db ? graph.apply('add', da, db) : (da ?? db);
    case 'subtract':
      if (!db) return da;
      return da ? graph.apply('subtract', da, db) : graph.apply('negate', db);
    case 'multiply': {
      const left = da && times(b, da);
      const right = db && times(a, db);
      return left && right ? graph.apply('add', left, right) : (left ?? right);
    }
    case 'divide': {
      if (!db) return graph.apply('divide', da!, b);
      const taken = times(node, db);
      const top = da ? graph.apply('subtract', da, taken) : graph.apply('negate', taken);
      return graph.apply('divide', top, b);
    }
    case 'negate':
      return graph.apply('negate', da!);
    case 'sqrt':
      return graph.apply('divide', da!, times(graph.constant(2), node));
    case 'exp':
      return times(node, da);
    case 'expm1':
      return times(graph.apply('add', node, one), da);
    case 'log':
      return graph.apply('divide', da!, a);
    case 'pow':
      return ofPower(graph, node, da, db);
    case 'tanh':
      return times(graph.apply('subtract', one, graph.apply('multiply', node, node)), da);
    case 'sin':
      return times(graph.apply('cos', a), da);
    case 'cos':
      return graph.apply('negate', times(graph.apply('sin', a), da));
    case 'tan':
      return times(graph.apply('add', one, graph.apply('multiply', node, node)), da);
    case 'atan':
      return graph.apply('divide', da!, graph.apply('add', one, graph.apply('multiply', a, a)));
    case 'min':
      return graph.apply('select', graph.apply('atMost', a, b), orZero(graph, da), orZero(graph, db));
    case 'max':
      return graph.apply('select', graph.apply('less', a, b), orZero(graph, db), orZero(graph, da));
    case 'abs':
      return graph.apply(
        'select',
        graph.apply('less', a, graph.constant(0)),
        graph.apply('negate', da!),
        da!,
      );
    default:
      return null; // steps: floor, ceil and comparisons
  }
}

function ofPower(
  graph: ExpressionGraph,
  node: Operated,
  da: Expression | null,
  db: Expression | null,
): Expression {
  const [a, b] = node.operands as readonly [Expression, Expression];
  const less = graph.apply('subtract', b, graph.constant(1));
  const base = da && graph.apply('multiply', graph.apply('multiply', b, graph.apply('pow', a, less)), da);
  const exponent = db && graph.apply('multiply', graph.apply('multiply', node, graph.apply('log', a)), db);
  return base && exponent ? graph.apply('add', base, exponent) : (base ?? exponent)!;
}

function orZero(graph: ExpressionGraph, derivative: Expression | null | undefined): Expression {
  return derivative ?? graph.constant(0);
}
