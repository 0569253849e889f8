import type { SolverOptions } from '../ode/solver-options.ts';
import { carryPairs } from './carry-pairs.ts';
import { changesCourse, type RowChange } from './changes-course.ts';
import type { EnsembleArrays } from './ensemble-arrays.ts';
import type { EnsembleProgram } from './ensemble-program.ts';
import type { EnsembleRun } from './ensemble-run.ts';
import { PairIntegrator } from './pair-integrator.ts';

/**
 * A part of an ensemble that can be computed anywhere: compiled module, numbers, nothing else. It passes to worker threads
 * and Web Workers as it is. Members stand in the order of pairing.
 */
export interface EnsembleUnit {
  readonly program: EnsembleProgram;
  readonly options: SolverOptions;
  readonly from: number;
  readonly times: Float64Array;
  readonly arrays: EnsembleArrays;
  /** One list per member, ascending in time; a single one serves all. */
  readonly changes: readonly (readonly RowChange[])[];
  /** Number in the whole ensemble of each member of this part. */
  readonly members: Int32Array;
}

/** What a part gave: samples [members of the part x times x outputs], states at the end, and the record of the run. */
export interface EnsemblePart {
  readonly members: Int32Array;
  readonly rows: Float64Array;
  readonly y: Float64Array;
  readonly run: EnsembleRun;
}

/** Computes one part of an ensemble. The bytes it gives depend on the unit alone, not on who computes it or what else runs. */
export function runEnsembleUnit(unit: EnsembleUnit): EnsemblePart {
  const { program, options, from, times, changes, members } = unit;
  const given = unit.arrays;
  const arrays = { ...given, y: given.y.slice(), p: given.p.slice(), u: given.u.slice() };
  const outputs = program.layout.size.outputs;
  const rows = new Float64Array(members.length * times.length * outputs);
  const order = Int32Array.from(members, (_, i) => i);
  const run = carryPairs(new PairIntegrator(program, options), options, {
    from,
    to: times[times.length - 1] ?? from,
    arrays,
    order,
    samples: { times, rows, outputs },
    courseOf: (a, b) => changesCourse(arrays, program.layout.size.states, changes, a, b),
  });
  const named = (local: number): number => members[local]!;
  return {
    members,
    rows,
    y: arrays.y,
    run: {
      ...run,
      failures: run.failures.map((failure) => ({ ...failure, member: named(failure.member) })),
      alone: run.alone.map(named),
      pivoted: run.pivoted.map(named),
    },
  };
}
