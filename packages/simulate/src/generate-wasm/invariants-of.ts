import type { Expression } from '../graph/expression.ts';

/**
 * The largest parts of some expressions that hold still while parameters and inputs do: computed once before a stretch of
 * integration instead of at every derivative, to the same bits. In order of evaluation.
 */
export function invariantsOf(results: readonly Expression[]): readonly Expression[] {
  const still = new Map<Expression, boolean>();
  const needed = new Set<Expression>();
  const pending = [...results];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (needed.has(node)) continue;
    needed.add(node);
    if (node.kind === 'operation') pending.push(...node.operands);
  }
  for (const node of [...needed].sort((a, b) => a.id - b.id)) {
    still.set(
      node,
      node.kind === 'constant' ||
        (node.kind === 'symbol' && (node.role === 'parameter' || node.role === 'input')) ||
        (node.kind === 'operation' && node.operands.every((operand) => still.get(operand))),
    );
  }
  const found = new Set<Expression>();
  const consider = (node: Expression): void => {
    if (node.kind === 'operation' && still.get(node)) found.add(node);
  };
  for (const result of results) consider(result);
  for (const node of needed) {
    if (node.kind === 'operation' && !still.get(node)) node.operands.forEach(consider);
  }
  return [...found].sort((a, b) => a.id - b.id);
}
