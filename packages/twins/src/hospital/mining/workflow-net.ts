import type { ProcessTree } from './process-tree.ts';

/** A transition of a net: takes a token from each place of `from` and puts one on each of `to`. */
export interface NetTransition {
  /** The activity it stands for; null does nothing. */
  readonly activity: string | null;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** A sound workflow net: cases start with one token on `source` and have ended with one on `sink`. */
export interface WorkflowNet {
  readonly places: number;
  readonly source: number;
  readonly sink: number;
  readonly transitions: readonly NetTransition[];
}

/**
 * The workflow net of a process tree.
 *
 * @example
 * const triage = { kind: 'activity', name: 'triage' };
 * workflowNet({ kind: 'loop', children: [triage, { kind: 'silent' }] }).transitions.length; // 4
 */
export function workflowNet(tree: ProcessTree): WorkflowNet {
  const transitions: NetTransition[] = [];
  let places = 2;
  const add = (activity: string | null, from: readonly number[], to: readonly number[]): void => {
    transitions.push({ activity, from, to });
  };
  const build = (node: ProcessTree, from: number, to: number): void => {
    switch (node.kind) {
      case 'activity':
        add(node.name, [from], [to]);
        return;
      case 'silent':
        add(null, [from], [to]);
        return;
      case 'choice':
        for (const child of node.children) build(child, from, to);
        return;
      case 'sequence': {
        let at = from;
        for (const [i, child] of node.children.entries()) {
          const next = i === node.children.length - 1 ? to : places++;
          build(child, at, next);
          at = next;
        }
        return;
      }
      case 'parallel': {
        const pairs = node.children.map(() => [places++, places++] as const);
        add(
          null,
          [from],
          pairs.map(([first]) => first),
        );
        for (const [i, child] of node.children.entries()) build(child, pairs[i]![0], pairs[i]![1]);
        add(
          null,
          pairs.map(([, last]) => last),
          [to],
        );
        return;
      }
      case 'loop': {
        const [first, last] = [places++, places++];
        add(null, [from], [first]);
        build(node.children[0]!, first, last);
        for (const child of node.children.slice(1)) build(child, last, first);
        add(null, [last], [to]);
      }
    }
  };
  build(tree, 0, 1);
  return { places, source: 0, sink: 1, transitions };
}
