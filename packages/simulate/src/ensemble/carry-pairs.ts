import type { SolverOptions } from '../ode/solver-options.ts';
import type { EnsembleArrays } from './ensemble-arrays.ts';
import type { EnsembleRun, MemberFailure } from './ensemble-run.ts';
import type { PairCourse } from './pair-course.ts';
import type { PairIntegrator } from './pair-integrator.ts';
import { STRETCH_STATUS } from './write-stretch.ts';

/** Members to be carried from one time to another, two by two. */
export interface Carriage {
  readonly from: number;
  readonly to: number;
  readonly arrays: EnsembleArrays;
  /** Members in the order of pairing; of an odd number the last is its own partner. */
  readonly order: ArrayLike<number>;
  /** When samples are taken, ascending; [members x times x outputs]. */
  readonly samples?: {
    readonly times: ArrayLike<number>;
    readonly rows: Float64Array;
    readonly outputs: number;
  };
  readonly courseOf: (a: number, b: number) => PairCourse;
}

/**
 * Carries members in lockstep pairs. A pair that fails is taken apart and each of its members starts again as its own
 * partner, so that one member's fault never reaches another, and what a member gives depends on its partner and on nothing
 * else. A row shared by all members begins anew for each pair.
 */
export function carryPairs(
  integrator: PairIntegrator,
  options: SolverOptions,
  carriage: Carriage,
): EnsembleRun {
  const { order } = carriage;
  const before = integrator.counts;
  const failures: MemberFailure[] = [];
  const alone: number[] = [];
  const pivoted = new Set<number>();
  const rows = new SavedRows(carriage.arrays);
  const carry = new PairCarrier(integrator, options, carriage);
  for (let i = 0; i < order.length; i += 2) {
    const a = order[i]!;
    const b = order[i + 1] ?? a;
    rows.keep(a, b);
    const pivots = integrator.pivoted;
    const status = carry.run(a, b);
    if (integrator.pivoted > pivots) pivoted.add(a).add(b);
    if (status === STRETCH_STATUS.done) continue;
    if (a === b) {
      failures.push(carry.failureOf(a, status));
      continue;
    }
    rows.restore(a, b);
    for (const member of [a, b]) {
      alone.push(member);
      const own = carry.run(member, member);
      if (own !== STRETCH_STATUS.done) failures.push(carry.failureOf(member, own));
      rows.restoreShared();
    }
  }
  const after = integrator.counts;
  return {
    accepted: after.accepted - before.accepted,
    rejected: after.rejected - before.rejected,
    derivatives: after.derivatives - before.derivatives,
    failures,
    alone,
    pivoted: [...pivoted],
  };
}

class PairCarrier {
  readonly #integrator: PairIntegrator;
  readonly #firstStep: number;
  readonly #carriage: Carriage;

  constructor(integrator: PairIntegrator, options: SolverOptions, carriage: Carriage) {
    this.#integrator = integrator;
    this.#firstStep = options.firstStep ?? 0;
    this.#carriage = carriage;
  }

  /** Carries one pair to the end or to where it fails, and writes its rows. */
  run(a: number, b: number): number {
    const { from, to, samples, courseOf } = this.#carriage;
    const { times, act, restart } = courseOf(a, b);
    const integrator = this.#integrator;
    integrator.begin(samples?.times ?? []);
    this.#load(a, b);
    let t = from;
    let step = this.#firstStep;
    let status: number = STRETCH_STATUS.done;
    for (let i = 0; i < times.length && status === STRETCH_STATUS.done; i++) {
      const at = times[i]!;
      if (at < from || at >= to) continue;
      if (at > t) {
        status = integrator.stretch(t, at, step, false);
        this.#save(a, b);
        if (status !== STRETCH_STATUS.done) break;
        t = at;
        step = restart === 'estimate' ? this.#firstStep : integrator.nextStep;
      }
      act(i, at);
      this.#load(a, b);
    }
    if (status === STRETCH_STATUS.done && to > t) {
      status = integrator.stretch(t, to, step, true);
      this.#save(a, b);
    }
    if (samples !== undefined) {
      const size = samples.times.length * samples.outputs;
      integrator.saveSamples(0, samples.rows, a * size);
      if (b !== a) integrator.saveSamples(1, samples.rows, b * size);
    }
    return status;
  }

  failureOf(member: number, status: number): MemberFailure {
    return { member, ...this.#integrator.failure(status, 0) };
  }

  #load(a: number, b: number): void {
    const { arrays } = this.#carriage;
    this.#integrator.load(0, a, arrays);
    this.#integrator.load(1, b, arrays);
  }

  #save(a: number, b: number): void {
    const { arrays } = this.#carriage;
    this.#integrator.save(0, a, arrays);
    if (b !== a) this.#integrator.save(1, b, arrays);
  }
}

/** The rows of a pair as they were, for the case that it must start again. */
class SavedRows {
  readonly #arrays: readonly { readonly values: Float64Array; readonly stride: number }[];
  readonly #kept: Float64Array[][];
  readonly #shared: Float64Array[];

  constructor({ members, y, yStride, p, pStride, u, uStride }: EnsembleArrays) {
    this.#arrays = [
      { values: y, stride: yStride ?? y.length / Math.max(1, members) },
      { values: p, stride: pStride },
      { values: u, stride: uStride },
    ];
    this.#shared = this.#arrays.map(({ values, stride }) =>
      stride === 0 ? values.slice() : new Float64Array(0),
    );
    this.#kept = [0, 1].map(() => this.#arrays.map(({ stride }) => new Float64Array(stride)));
  }

  keep(a: number, b: number): void {
    this.restoreShared();
    [a, b].forEach((member, lane) => {
      this.#arrays.forEach(({ values, stride }, i) => {
        for (let j = 0; j < stride; j++) this.#kept[lane]![i]![j] = values[member * stride + j]!;
      });
    });
  }

  restore(a: number, b: number): void {
    this.restoreShared();
    [a, b].forEach((member, lane) => {
      this.#arrays.forEach(({ values, stride }, i) => {
        if (stride > 0) values.set(this.#kept[lane]![i]!, member * stride);
      });
    });
  }

  restoreShared(): void {
    this.#arrays.forEach(({ values }, i) => {
      if (this.#shared[i]!.length > 0) values.set(this.#shared[i]!);
    });
  }
}
