import type { MathNode } from './math-node.ts';

/** Names in an order in which each stands after those that its formula speaks of; in circles, somewhere. */
export function orderOfUse(
  names: readonly string[],
  formulaOf: (name: string) => MathNode | null,
): readonly string[] {
  const order: string[] = [];
  const met = new Set<string>();
  const path: { readonly name: string; readonly uses: readonly string[]; next: number }[] = [];
  const enter = (name: string): void => {
    if (met.has(name)) return;
    met.add(name);
    const formula = formulaOf(name);
    path.push({ name, uses: formula === null ? [] : namesIn(formula), next: 0 });
  };
  for (const name of names) {
    enter(name);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const used = top.uses[top.next++];
      if (used !== undefined) enter(used);
      else {
        order.push(top.name);
        path.pop();
      }
    }
  }
  return order;
}

function namesIn(formula: MathNode): readonly string[] {
  const names = new Set<string>();
  const within: (MathNode | null)[] = [formula];
  for (const node of within) {
    if (node === null) continue;
    if (node.kind === 'name') names.add(node.name);
    else if (node.kind === 'apply') for (const operand of node.operands) within.push(operand);
    else if (node.kind === 'piecewise') {
      for (const { value, when } of node.pieces) within.push(value, when);
      within.push(node.otherwise);
    }
  }
  return [...names];
}
