import type { Expression } from '../graph/expression.ts';

const COMPARISONS: ReadonlySet<string> = new Set(['less', 'atMost', 'equal']);
const JUMPS: ReadonlySet<string> = new Set(['floor', 'ceil']);

/**
 * What makes expressions jump: every comparison under them, and every floor and ceiling, that is not about constants alone. A step
 * of the solver should not reach across a change of any of them.
 */
export function conditionsIn(expressions: readonly Expression[]): readonly Expression[] {
  const seen = new Set<Expression>(expressions);
  const found: Expression[] = [];
  for (const node of seen) {
    if (node.kind !== 'operation') continue;
    for (const operand of node.operands) seen.add(operand);
    if ((COMPARISONS.has(node.operation) || JUMPS.has(node.operation)) && moves(node)) found.push(node);
  }
  return found.sort((a, b) => a.id - b.id);
}

function moves(expression: Expression): boolean {
  const seen = new Set<Expression>([expression]);
  for (const node of seen) {
    if (node.kind === 'time') return true;
    if (node.kind === 'symbol' && node.role !== 'parameter') return true;
    if (node.kind === 'operation') for (const operand of node.operands) seen.add(operand);
  }
  return false;
}
