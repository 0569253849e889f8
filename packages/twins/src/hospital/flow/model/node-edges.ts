import type { HospitalNode } from './hospital-node.ts';

/** A way from one node to another. */
export interface NodeEdge {
  readonly to: string;
  /** What the way is called in the file, for messages: `next`, `reneged`, `ways.2`. */
  readonly by: string;
  /** Another entity begins there. */
  readonly splits?: boolean;
}

/** All ways on from a node. */
export function nodeEdges(node: HospitalNode): readonly NodeEdge[] {
  const edges: NodeEdge[] = [];
  const add = (by: string, to: string | undefined): void => {
    if (to !== undefined) edges.push({ to, by });
  };
  if (node.do === 'seize' || node.do === 'place') {
    for (const by of ['reneged', 'refused', 'evicted', 'balked'] as const) add(by, node[by]);
    node.worsens?.forEach(({ to }, i) => {
      add(`worsens.${i}`, to);
    });
  }
  if (node.do === 'split') edges.push({ to: node.first, by: 'first', splits: true });
  if (node.do === 'route') {
    const targets =
      node.by === 'list' ? node.list : node.by === 'memory' ? node.to : node.ways.map(({ to }) => to);
    targets.forEach((to, i) => {
      add(`${node.by === 'list' ? 'list' : 'ways'}.${i}`, to);
    });
  }
  add('next', node.next);
  return edges;
}

/** Whether an entity can leave here. */
export function mayLeave(node: HospitalNode): boolean {
  if (node.do === 'end') return true;
  if (node.do === 'route' && node.by === 'shortest wait') return false;
  if (node.do === 'route' && node.by === 'probability' && node.next === undefined) {
    const sum = node.ways.reduce((total, { probability }) => total + Number(probability), 0);
    return sum < 1 - 1e-9;
  }
  if (node.do === 'route' && node.by === 'memory' && node.next === undefined)
    return node.rows.some((row) => row.reduce((sum, share) => sum + share, 0) < 1 - 1e-9);
  return node.next === undefined;
}
