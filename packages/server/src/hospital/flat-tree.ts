import type { ProcessTree } from '@twinward/twins/hospital';
import type { ProcessNodeView } from '../schemas/process-map-schema.ts';

/** The nodes of a tree one after another, the root first; children by their places. */
export function flatTree(tree: ProcessTree): readonly ProcessNodeView[] {
  const nodes: { kind: ProcessTree['kind']; name: string | null; children: number[] }[] = [];
  const place = (node: ProcessTree): number => {
    const at = nodes.length;
    const flat = {
      kind: node.kind,
      name: node.kind === 'activity' ? node.name : null,
      children: [] as number[],
    };
    nodes.push(flat);
    if ('children' in node) for (const child of node.children) flat.children.push(place(child));
    return at;
  };
  place(tree);
  return nodes;
}
