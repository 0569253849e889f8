import { TwinwardError } from '@twinward/contract';
import type { ArterialBed, Artery } from './artery.ts';

/**
 * A tree of arteries as blocks of a compliance at the inlet, a resistance and an inertance (`BloodVesselCRL` of the network engine), in SI.
 * Blocks [n] stand artery by artery, from the heart outwards; an artery comes after the one it leaves.
 */
export interface LumpedTree {
  readonly arteries: readonly Artery[];
  /** Place of the artery that each leaves [arteries], -1 for the first. */
  readonly parents: Int32Array;
  /** First block of each artery, and the end [arteries + 1]. */
  readonly starts: Int32Array;
  /** Pa.s/m3 [n]. */
  readonly resistance: Float64Array;
  /** Pa.s2/m3 [n]. */
  readonly inertance: Float64Array;
  /** m3/Pa [n]. */
  readonly compliance: Float64Array;
  /** What lies behind those that end [arteries]. */
  readonly beds: readonly (ArterialBed | null)[];
}

/** Compliance of all walls and beds together, m3/Pa. */
export function treeCompliance({ compliance, beds }: LumpedTree): number {
  const walls = compliance.reduce((sum, c) => sum + c, 0);
  return beds.reduce((sum, bed) => sum + (bed?.compliance ?? 0), walls);
}

/** Resistance to steady flow from the heart to behind all beds, Pa.s/m3, with those of the beds `times` what they are. */
export function treeResistance({ parents, starts, resistance, beds }: LumpedTree, times = 1): number {
  const conductance = new Float64Array(beds.length);
  let seen = 0;
  for (let a = beds.length - 1; a >= 0; a--) {
    const bed = beds[a]!;
    seen = bed === null ? 1 / conductance[a]! : times * (bed.proximalResistance + bed.distalResistance);
    for (let s = starts[a]!; s < starts[a + 1]!; s++) seen += resistance[s]!;
    if (a > 0) conductance[parents[a]!] = conductance[parents[a]!]! + 1 / seen;
  }
  return seen;
}

/** Where a section stands among the arteries of a tree. Throws `model.invalid` for a name that none bears. */
export function sectionNamed({ arteries }: LumpedTree, name: string): number {
  const a = arteries.findIndex((artery) => artery.name === name);
  if (a >= 0) return a;
  throw new TwinwardError('model.invalid', `no section of the tree is called "${name.slice(0, 60)}"`, {
    field: 'artery',
    remedy: `sections bear names such as ${arteries[0]!.name}`,
  });
}
