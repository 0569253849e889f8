import type { Expression } from './expression.ts';
import type { ExpressionGraph } from './expression-graph.ts';

/**
 * Writes expressions of any graph again in this one, with some of their nodes replaced; what is not replaced, and stands in the
 * other graph, must not be a symbol. Returns them with a way to look up what became of any node under them. No recursion.
 */
export function rewrite(
  graph: ExpressionGraph,
  expressions: readonly Expression[],
  replaced: ReadonlyMap<Expression, Expression>,
): ReadonlyMap<Expression, Expression> {
  const written = new Map(replaced);
  const pending = [...expressions];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (written.has(node)) continue;
    if (node.kind === 'constant') written.set(node, graph.constant(node.value, node.unit));
    else if (node.kind === 'time') written.set(node, graph.time(node.unit));
    else if (node.kind === 'symbol') throw new RangeError(`nothing stands for ${node.name}`);
    else {
      const missing = node.operands.filter((operand) => !written.has(operand));
      if (missing.length > 0) pending.push(node, ...missing);
      else {
        const operands = node.operands.map((operand) => written.get(operand)!);
        written.set(node, graph.apply(node.operation, ...operands));
      }
    }
  }
  return written;
}
