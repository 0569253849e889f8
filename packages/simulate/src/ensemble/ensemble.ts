import { TwinwardError } from '@twinward/contract';
import type { Equations } from '../graph/assemble-equations.ts';
import type { SolverOptions } from '../ode/solver-options.ts';
import { carryPairs } from './carry-pairs.ts';
import type { RowChange } from './changes-course.ts';
import type { EnsembleArrays } from './ensemble-arrays.ts';
import { type EnsembleMethod, type EnsembleProgram, ensembleProgram } from './ensemble-program.ts';
import type { EnsembleRequest } from './ensemble-request.ts';
import type { EnsembleRun } from './ensemble-run.ts';
import { type EnsemblePart, type EnsembleUnit, runEnsembleUnit } from './ensemble-unit.ts';
import type { MemberChange } from './member-change.ts';
import { PairIntegrator } from './pair-integrator.ts';
import { stiffnessOrder } from './stiffness-order.ts';

/** How carefully to integrate an ensemble, and how; by default `explicit`. */
export interface EnsembleOptions extends SolverOptions {
  readonly method?: EnsembleMethod;
}

/** What members meet on their way when it is told by a function; each meets all of it. */
export interface EnsembleCourse {
  /** Ascending times at which every member restarts. */
  readonly breakpoints?: ArrayLike<number>;
  /** Called for each member at each breakpoint; may change that member's rows, by numbers that depend on its arguments alone. */
  readonly act?: (index: number, t: number, member: number) => void;
  /** What follows a restart: a new estimate of the first step (default), or the step the last stretch left. */
  readonly restart?: 'estimate' | 'last step';
  /** Outputs at ascending times from the start to the end, written to `rows` [members x times x outputs]. */
  readonly samples?: { readonly times: ArrayLike<number>; readonly rows: Float64Array };
}

/** An ensemble simulated: samples row-major [members x times x outputs], states at the end, and the record of the run. */
export interface EnsembleResult {
  readonly rows: Float64Array;
  readonly y: Float64Array;
  readonly run: EnsembleRun;
}

/**
 * Many members of one model with differing states, parameters, inputs and courses, integrated in WebAssembly, two at a time
 * in lockstep: both lanes of a vector share the step size, and the larger error decides. The model is compiled once, with
 * the integrator around it; no member costs an allocation. The same bytes in Node and in any browser, on any number of
 * threads.
 *
 * A member that fails is reported and its partner starts again by itself, undisturbed. Throws `usage` for arrays that do
 * not fit the model, and `model.invalid` for a change of a symbol the model does not have.
 *
 * @example
 * const elimination = equations({
 *   time: 'h', states: { A: 'mg' }, parameters: { k: '/h' }, inputs: {}, where: {},
 *   derivatives: { A: '-k * A' }, outputs: { A: { unit: 'mg', is: 'A' } },
 * });
 * const ensemble = new Ensemble(elimination);
 * const members = { members: 2, y: Float64Array.of(1, 1), p: Float64Array.of(1, 2), pStride: 1, u: new Float64Array(), uStride: 0 };
 * const { rows } = ensemble.simulate({ ...members, from: 0, times: [0, 1] });
 * rows[1]; // 0.36788
 * rows[3]; // 0.13534
 */
export class Ensemble {
  readonly program: EnsembleProgram;
  readonly #equations: Equations;
  readonly #options: SolverOptions;
  #integrator: PairIntegrator | undefined;

  constructor(equations: Equations, options: EnsembleOptions = {}) {
    this.program = ensembleProgram(equations, options.method ?? 'explicit');
    this.#equations = equations;
    this.#options = options;
  }

  /** Carries every member from `from` to `to` in place, paired as they stand. */
  advance(from: number, to: number, arrays: EnsembleArrays, course: EnsembleCourse = {}): EnsembleRun {
    this.#check(arrays);
    if (!(to >= from)) {
      throw new TwinwardError('usage', `cannot integrate from ${from} to ${to}`, {
        remedy: 'give finite times, the second not before the first',
      });
    }
    const { breakpoints: times = [], act, restart = 'estimate', samples } = course;
    const { outputs } = this.program.layout.size;
    this.#integrator ??= new PairIntegrator(this.program, this.#options);
    return carryPairs(this.#integrator, this.#options, {
      from,
      to,
      arrays,
      order: Int32Array.from({ length: arrays.members }, (_, i) => i),
      ...(samples === undefined ? {} : { samples: { ...samples, outputs } }),
      courseOf: (a, b) => ({
        times,
        restart,
        act: (index, t) => {
          act?.(index, t, a);
          if (b !== a) act?.(index, t, b);
        },
      }),
    });
  }

  /** Simulates a request on this thread. */
  simulate(request: EnsembleRequest): EnsembleResult {
    return this.join(request, this.divide(request, 1).map(runEnsembleUnit));
  }

  /**
   * Divides a request into at most `parts` units of whole pairs, for workers to run with `runEnsembleUnit`. Members are
   * paired by how stiff they are at the start, before they are divided, so that the result never depends on `parts`.
   */
  divide(request: EnsembleRequest, parts: number): readonly EnsembleUnit[] {
    this.#check(request);
    const { from, members, y, p, pStride, u, uStride } = request;
    const yStride = request.yStride ?? this.program.layout.size.states;
    const times = Float64Array.from(request.times);
    if (times.some((t, i) => !(t >= (i === 0 ? from : times[i - 1]!)))) {
      throw new TwinwardError('usage', 'times of outputs must ascend from the start', { field: 'times' });
    }
    this.#integrator ??= new PairIntegrator(this.program, this.#options);
    const order = stiffnessOrder(this.#integrator, request, from);
    const changes = this.#changes(request);
    const pairs = Math.ceil(members / 2);
    const units: EnsembleUnit[] = [];
    const count = Math.max(1, Math.min(parts, pairs));
    for (let part = 0; part < count && members > 0; part++) {
      const own = order.slice(
        2 * Math.floor((part * pairs) / count),
        2 * Math.floor(((part + 1) * pairs) / count),
      );
      units.push({
        program: this.program,
        options: this.#options,
        from,
        times,
        members: own,
        changes: changes.length === 1 ? changes : Array.from(own, (member) => changes[member]!),
        arrays: {
          members: own.length,
          y: pick(y, own, yStride),
          yStride,
          p: pStride === 0 ? p : pick(p, own, pStride),
          pStride,
          u: uStride === 0 ? u : pick(u, own, uStride),
          uStride,
        },
      });
    }
    return units;
  }

  /** Puts the parts of a request together again, in any order. */
  join(request: EnsembleRequest, parts: readonly EnsemblePart[]): EnsembleResult {
    const { size } = this.program.layout;
    const width = request.times.length * size.outputs;
    const rows = new Float64Array(request.members * width);
    const yStride = request.yStride ?? size.states;
    const y = new Float64Array(request.members * yStride);
    for (const part of parts) {
      part.members.forEach((member, i) => {
        rows.set(part.rows.subarray(i * width, (i + 1) * width), member * width);
        y.set(part.y.subarray(i * yStride, (i + 1) * yStride), member * yStride);
      });
    }
    const sum = (count: (run: EnsembleRun) => number): number =>
      parts.reduce((total, { run }) => total + count(run), 0);
    return {
      rows,
      y,
      run: {
        accepted: sum((run) => run.accepted),
        rejected: sum((run) => run.rejected),
        derivatives: sum((run) => run.derivatives),
        failures: parts.flatMap(({ run }) => run.failures).sort((a, b) => a.member - b.member),
        alone: parts.flatMap(({ run }) => run.alone).sort((a, b) => a - b),
        pivoted: parts.flatMap(({ run }) => run.pivoted).sort((a, b) => a - b),
      },
    };
  }

  #changes({ changes = [], members }: EnsembleRequest): readonly (readonly RowChange[])[] {
    const perMember = changes.length > 0 && Array.isArray(changes[0]);
    const lists = (perMember ? changes : [changes]) as readonly (readonly MemberChange[])[];
    if (perMember && lists.length !== members) {
      throw new TwinwardError('usage', `changes for ${lists.length} of ${members} members`, {
        field: 'changes',
      });
    }
    const { states, parameters, inputs } = this.#equations;
    const places = new Map<string, Pick<RowChange, 'array' | 'index'>>();
    states.forEach((name, index) => {
      places.set(name, { array: 'y', index });
    });
    parameters.forEach((name, index) => {
      places.set(name, { array: 'p', index });
    });
    inputs.forEach((name, index) => {
      places.set(name, { array: 'u', index });
    });
    const found = (change: MemberChange): RowChange => {
      const place = places.get(change.symbol);
      if (place === undefined || !Number.isFinite(change.time)) {
        throw new TwinwardError('model.invalid', `nothing can change "${change.symbol}" at ${change.time}`, {
          field: change.symbol,
          remedy: 'name a state, parameter or input of the model and a finite time',
        });
      }
      return { ...place, time: change.time, add: change.set === undefined, value: change.set ?? change.add! };
    };
    return lists.map((list) => list.map(found));
  }

  #check({ members, y, yStride, p, pStride, u, uStride }: EnsembleArrays): void {
    const { states, parameters, inputs } = this.program.layout.size;
    const check = (field: string, values: Float64Array, stride: number, least: number): void => {
      const rows = stride === 0 ? Math.min(1, members) : members;
      if ((stride !== 0 && stride < least) || values.length < rows * Math.max(stride, least)) {
        throw new TwinwardError('usage', `${field} holds ${values.length} numbers for ${members} members`, {
          field,
          remedy: `give ${least} per member, or one row for all with stride 0`,
        });
      }
    };
    check('y', y, yStride ?? states, states);
    check('p', p, pStride, parameters);
    check('u', u, uStride, inputs);
  }
}

function pick(values: Float64Array, members: Int32Array, stride: number): Float64Array {
  const rows = new Float64Array(members.length * stride);
  members.forEach((member, i) => {
    rows.set(values.subarray(member * stride, (member + 1) * stride), i * stride);
  });
  return rows;
}
