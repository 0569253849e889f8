/** A block-structured process: what is done, in what order, by choice, side by side or over again. */
export type ProcessTree =
  | { readonly kind: 'activity'; readonly name: string }
  /** Nothing is done. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'sequence' | 'choice' | 'parallel'; readonly children: readonly ProcessTree[] }
  /** The first child, and then as often as wanted one of the others and the first again. */
  | { readonly kind: 'loop'; readonly children: readonly ProcessTree[] };

const SIGNS = { sequence: '→', choice: '×', parallel: '∧', loop: '↺' } as const;

/**
 * A process tree as it is printed in the literature.
 *
 * @example
 * const triage = { kind: 'activity', name: 'triage' };
 * processTreeText({ kind: 'choice', children: [triage, { kind: 'silent' }] }); // '×(triage, τ)'
 */
export function processTreeText(tree: ProcessTree): string {
  if (tree.kind === 'activity') return tree.name;
  if (tree.kind === 'silent') return 'τ';
  return `${SIGNS[tree.kind]}(${tree.children.map(processTreeText).join(', ')})`;
}
