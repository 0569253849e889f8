import type { Expression } from './expression.ts';

/** The symbols and times under expressions. */
export function symbolsIn(expressions: readonly Expression[]): readonly Expression[] {
  const seen = new Set<Expression>(expressions);
  const found: Expression[] = [];
  for (const node of seen) {
    if (node.kind === 'symbol' || node.kind === 'time') found.push(node);
    if (node.kind === 'operation') for (const operand of node.operands) seen.add(operand);
  }
  return found;
}
