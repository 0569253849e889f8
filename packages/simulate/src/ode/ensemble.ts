import type { DenseStep } from './dense-step.ts';
import { DormandPrince } from './dormand-prince.ts';
import type { OdeSystem } from './ode-system.ts';
import { SolverFailure } from './solver-failure.ts';
import type { SolverOptions } from './solver-options.ts';

/** The numbers of an ensemble, row-major, one row per member. A stride of 0 lets all members share one row. */
export interface EnsembleArrays {
  readonly members: number;
  /** [members x states], advanced in place. */
  readonly y: Float64Array;
  readonly p: Float64Array;
  readonly pStride: number;
  readonly u: Float64Array;
  readonly uStride: number;
}

/** What the members meet on their way; each meets all of it. */
export interface EnsembleCourse {
  /** Ascending times at which every member restarts. */
  readonly breakpoints?: ArrayLike<number>;
  /** Called for each member at each breakpoint; may change that member's rows. */
  readonly act?: (index: number, t: number, member: number) => void;
  readonly visit?: (step: DenseStep, member: number) => void;
}

/** A member that could not be carried to the end; its row holds the last accepted step, at `failure.time`. */
export interface MemberFailure {
  readonly member: number;
  readonly failure: SolverFailure;
}

/**
 * Integrates many members with differing states, parameters and inputs over the same interval. Each member takes its own
 * adaptive steps, so its result does not depend on the others, on their order or on how they are divided among workers; a
 * member that fails does not stop the rest. Nothing is allocated per step or per member.
 *
 * @example
 * const decay = { states: ['y'], rhs: (t, y, i, p, j, u, k, d, l) => { d[l] = -p[j] * y[i]; } };
 * const y = Float64Array.of(1, 1);
 * const p = Float64Array.of(1, 2); // one rate per member
 * new Ensemble(decay).advance(0, 1, { members: 2, y, p, pStride: 1, u: y, uStride: 0 }).length; // 0
 * y[1]; // 0.13534
 */
export class Ensemble {
  readonly #solver: DormandPrince;
  readonly #states: number;

  constructor(system: OdeSystem, options: SolverOptions = {}) {
    this.#solver = new DormandPrince(system, options);
    this.#states = system.states.length;
  }

  /** Carries every member from `from` to `to`; returns the members that failed, none as a rule. */
  advance(
    from: number,
    to: number,
    arrays: EnsembleArrays,
    course: EnsembleCourse = {},
  ): readonly MemberFailure[] {
    const { members, y, p, pStride, u, uStride } = arrays;
    const { breakpoints: times, act, visit } = course;
    const place = { y, yOffset: 0, p, pOffset: 0, u, uOffset: 0 };
    const failures: MemberFailure[] = [];
    let member = 0;
    const one = {
      ...(times === undefined
        ? {}
        : { breakpoints: { times, act: (index: number, t: number) => act?.(index, t, member) } }),
      ...(visit === undefined ? {} : { visit: (step: DenseStep) => visit(step, member) }),
    };
    for (; member < members; member++) {
      place.yOffset = member * this.#states;
      place.pOffset = member * pStride;
      place.uOffset = member * uStride;
      try {
        this.#solver.advance(from, to, place, one);
      } catch (failure) {
        if (!(failure instanceof SolverFailure)) throw failure;
        failures.push({ member, failure });
      }
    }
    return failures;
  }
}
