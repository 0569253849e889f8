import type { LumpedTree } from './lumped-tree.ts';
import type { TreeDrive } from './tree-beat.ts';

/** How long the network engine runs a tree. */
export interface TreeRun {
  readonly cycles: number;
  readonly pointsPerCycle: number;
}

/**
 * A tree as a network of `BloodVesselCRL`, `NORMAL_JUNCTION` and `RCR` in the JSON of svZeroDSolver, SI, for `readNetwork`. Vessels bear the
 * name of their section and, from 0, the number of the block: `brachial-right.3`.
 *
 * @example
 * const tree = new ArterialTree(ADAN56, ADAN56_WALL, 1).lump({ pressure: 12_000, stiffness: 1, bedResistance: 1 });
 * const drive = { given: 'pressure', course: new Float64Array(64).fill(12_000), period: 0.8, distalPressure: 600 };
 * const network = readNetwork(treeNetwork(tree, drive, { cycles: 1, pointsPerCycle: 100 }));
 * network.elements.filter(({ type }) => type.name === 'RCR').length; // 31
 */
export function treeNetwork(
  { arteries, parents, starts, resistance, inertance, compliance, beds }: LumpedTree,
  { given, course, period, distalPressure }: TreeDrive,
  { cycles, pointsPerCycle }: TreeRun,
): object {
  const last = (a: number): number => starts[a + 1]! - 1;
  const blocks = arteries.flatMap(({ name }, a) =>
    Array.from({ length: starts[a + 1]! - starts[a]! }, (_, i) => ({
      a,
      name: `${name}.${i}`,
      s: starts[a]! + i,
    })),
  );
  const times = [...course.keys(), course.length].map((j) => (j * period) / course.length);
  const wave = [...course, course[0]!];
  const root =
    given === 'pressure'
      ? { bc_type: 'PRESSURE', bc_values: { P: wave, t: times } }
      : { bc_type: 'FLOW', bc_values: { Q: wave, t: times } };
  const children = arteries.map((_, a) =>
    arteries.flatMap((_child, c) => (parents[c] === a ? [starts[c]!] : [])),
  );
  return {
    simulation_parameters: {
      number_of_cardiac_cycles: cycles,
      number_of_time_pts_per_cardiac_cycle: pointsPerCycle,
      steady_initial: true,
      output_all_cycles: false,
    },
    boundary_conditions: [
      { bc_name: 'heart', ...root },
      ...beds.flatMap((bed, a) =>
        bed === null
          ? []
          : [
              {
                bc_name: `bed of ${arteries[a]!.name}`,
                bc_type: 'RCR',
                bc_values: {
                  Rp: bed.proximalResistance,
                  Rd: bed.distalResistance,
                  C: bed.compliance,
                  Pd: distalPressure,
                },
              },
            ],
      ),
    ],
    vessels: blocks.map(({ a, name, s }) => ({
      vessel_name: name,
      vessel_id: s,
      zero_d_element_type: 'BloodVesselCRL',
      zero_d_element_values: { R_poiseuille: resistance[s], L: inertance[s], C: compliance[s] },
      boundary_conditions: {
        ...(s === 0 ? { inlet: 'heart' } : {}),
        ...(s === last(a) && beds[a] !== null ? { outlet: `bed of ${arteries[a]!.name}` } : {}),
      },
    })),
    junctions: blocks
      .map(({ a, name, s }) => ({ name, s, next: s === last(a) ? children[a]! : [s + 1] }))
      .filter(({ next }) => next.length > 0)
      .map(({ name, s, next }) => ({
        junction_name: `after ${name}`,
        junction_type: 'NORMAL_JUNCTION',
        inlet_vessels: [s],
        outlet_vessels: next,
      })),
  };
}
