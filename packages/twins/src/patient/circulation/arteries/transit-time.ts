import { type LumpedTree, sectionNamed } from './lumped-tree.ts';
import type { TreePlace } from './tree-beat.ts';

/**
 * How far a place is from the root along the arteries, m, and how long a small wave travels there, s: the sum of sqrt(L C) over the
 * blocks on the way, which is dx / c with c = sqrt(A / (rho dA/dP)) (Bramwell and Hill 1922).
 *
 * @example
 * const tree = new ArterialTree(ADAN56, ADAN56_WALL).lump({ pressure: 12_000, stiffness: 1, bedResistance: 1 });
 * transitTime(tree, { artery: 'femoral-right-1', along: 1 }).distance.toFixed(2); // '0.63'
 */
export function transitTime(
  tree: LumpedTree,
  { artery, along }: TreePlace,
): { readonly distance: number; readonly seconds: number } {
  const { arteries, parents, starts, inertance, compliance } = tree;
  let [distance, seconds] = [0, 0];
  let share = along;
  for (let a = sectionNamed(tree, artery); a >= 0; a = parents[a]!) {
    const blocks = starts[a + 1]! - starts[a]!;
    distance += share * arteries[a]!.length;
    for (let i = 0; i < blocks; i++) {
      const part = Math.min(1, Math.max(0, share * blocks - i));
      const at = starts[a]! + i;
      seconds += part * Math.sqrt(inertance[at]! * compliance[at]!);
    }
    share = 1;
  }
  return { distance, seconds };
}
