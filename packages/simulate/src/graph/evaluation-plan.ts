import type { Expression } from './expression.ts';

/** How to evaluate some expressions: which nodes to compute once and keep, in order, before the results. */
export interface EvaluationPlan {
  /** Symbols and time that are read at all, in order of `id`. */
  readonly leaves: readonly Exclude<Expression, { kind: 'operation' } | { kind: 'constant' }>[];
  /** Operations used more than once, named, or deeply nested; each before those that need it. */
  readonly kept: readonly Expression[];
  readonly results: readonly Expression[];
}

/** Expressions nested deeper than this are cut, so that whoever walks or compiles them needs little stack. */
const DEEPEST = 50;

/** Plans the evaluation of `results`: nodes they do not need are left out, nodes needed more than once are computed once. */
export function evaluationPlan(
  results: readonly Expression[],
  named: ReadonlySet<Expression>,
): EvaluationPlan {
  const uses = new Map<Expression, number>();
  const pending = [...results];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const count = uses.get(node) ?? 0;
    uses.set(node, count + 1);
    if (count === 0 && node.kind === 'operation') pending.push(...node.operands);
  }
  const needed = [...uses.keys()].sort((a, b) => a.id - b.id);
  const depths = new Map<Expression, number>();
  const kept = needed.filter((node) => {
    if (node.kind !== 'operation') return false;
    const depth = 1 + node.operands.reduce((most, operand) => Math.max(most, depths.get(operand) ?? 0), 0);
    const keep = uses.get(node)! > 1 || named.has(node) || depth >= DEEPEST;
    depths.set(node, keep ? 0 : depth);
    return keep;
  });
  return {
    leaves: needed.filter((node) => node.kind === 'symbol' || node.kind === 'time'),
    kept,
    results,
  };
}
