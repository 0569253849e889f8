import type { Belief, Schedule } from '@twinward/contract';
import { ADAN56 } from '../arteries/adan56.ts';
import { ArterialTree, type TreeState, type TreeTotals } from '../arteries/arterial-tree.ts';
import { ADAN56_WALL } from '../arteries/arterial-wall.ts';
import type { LumpedTree } from '../arteries/lumped-tree.ts';
import type { TreeDrive } from '../arteries/tree-beat.ts';
import { ML, MMHG } from '../clinical-units.ts';
import { AT } from './columns.ts';
import { heartbeat, memberBeat } from './heartbeat.ts';

/** The arteries of the standard person, scaled to one member of a belief, and what its heart does to them. SI. */
export interface MemberTree {
  /** What the member has as a whole, to which the tree is scaled. */
  readonly totals: TreeTotals;
  readonly state: TreeState;
  readonly tree: LumpedTree;
  /** The member's arterial pressure, at the root, and its venous pressure behind the beds. */
  readonly drive: TreeDrive;
}

let standard: ArterialTree | undefined;

/**
 * The arteries of a member as the belief and the treatment at its instant have it. The tree bears the member's arterial pressure at its root and
 * has the member's arterial compliance and vascular resistance, so that it takes the member's output. The member's flow is not what drives
 * it: without the inertia and the characteristic impedance of an aorta it leaps to twice what a heart ejects (docs/decisions/0006). Throws
 * `model.domain` where no tree of this geometry has such totals.
 */
export function memberTree(belief: Belief, member: number, schedule: Schedule): MemberTree {
  const { trace, output } = memberBeat(belief, member, schedule);
  const signal = (name: string): Float64Array => {
    const first = heartbeat.signals.findIndex((one) => one.name === name) * heartbeat.points;
    return trace.values.subarray(first, first + heartbeat.points - 1).map((p) => p * MMHG);
  };
  const course = signal('arterial-pressure');
  const [pressure, distalPressure] = [mean(course), mean(signal('venous-pressure'))];
  const totals = {
    pressure,
    resistance: (pressure - distalPressure) / ((output * ML) / 0.06),
    compliance: (belief.values[member * belief.width + AT.compliance!]! * ML) / MMHG,
  };
  standard ??= new ArterialTree(ADAN56, ADAN56_WALL);
  const state = standard.stateOf(totals);
  const drive = { given: 'pressure', course, period: trace.period, distalPressure } as const;
  return { totals, state, tree: standard.lump(state), drive };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
