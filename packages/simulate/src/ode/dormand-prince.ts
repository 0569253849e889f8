import { TwinwardError } from '@twinward/contract';
import { exp } from '../elementary/exp.ts';
import { log } from '../elementary/log.ts';
import type { Course } from './course.ts';
import { DormandPrinceStage } from './dormand-prince-stage.ts';
import type { Member } from './member.ts';
import type { OdeSystem } from './ode-system.ts';
import { SolverFailure, type SolverFailureReason } from './solver-failure.ts';
import type { SolverOptions } from './solver-options.ts';

const SAFETY = 0.9;
const SHRINK_MOST = 5;
const GROW_MOST = 0.1;
const BETA = 0.04;
const EXPONENT = 0.2 - 0.75 * BETA;
const ROUNDING = 2.3e-16;

/**
 * Adaptive integration by the Dormand-Prince 5(4) pair with first-same-as-last, proportional-integral step control and
 * fourth-order dense output: Dormand and Prince 1980 (J. Comp. Appl. Math. 6:19-26); Hairer, Norsett, Wanner, "Solving
 * ordinary differential equations I", 2nd ed., II.4-II.6. Makes the steps of their DOPRI5 code with its default settings.
 *
 * All working memory is allocated once; `advance` allocates nothing. One solver serves any number of members in turn, and
 * what it did for one never affects another. Not for stiff problems: there it takes many small steps and finally fails
 * with `too-many-steps`. Throws `SolverFailure`, with the state left at the last accepted step.
 *
 * @example
 * const decay = { states: ['y'], rhs: (t, y, i, p, j, u, k, d, l) => { d[l] = -y[i]; } };
 * const y = Float64Array.of(1);
 * new DormandPrince(decay).advance(0, 1, { y, yOffset: 0, p: y, pOffset: 0, u: y, uOffset: 0 });
 * y[0]; // 0.36788
 */
export class DormandPrince {
  /** Steps accepted, steps rejected and derivatives computed since construction. */
  readonly counts: { accepted: number; rejected: number; derivatives: number } = {
    accepted: 0,
    rejected: 0,
    derivatives: 0,
  };

  readonly #system: OdeSystem;
  readonly #stage: DormandPrinceStage;
  readonly #scratch: Float64Array;
  readonly #relative: number;
  readonly #absolute: Float64Array;
  readonly #firstStep: number;
  readonly #minimumStep: number;
  readonly #maximumStep: number;
  readonly #maximumSteps: number;
  #tried = 0;

  constructor(system: OdeSystem, options: SolverOptions = {}) {
    const n = system.states.length;
    this.#system = system;
    this.#stage = new DormandPrinceStage(system);
    this.#scratch = new Float64Array(n);
    this.#relative = options.relativeTolerance ?? 1e-6;
    this.#absolute = tolerances(options.absoluteTolerance ?? 1e-9, n);
    this.#firstStep = options.firstStep ?? 0;
    this.#minimumStep = options.minimumStep ?? 0;
    this.#maximumStep = options.maximumStep ?? Infinity;
    this.#maximumSteps = options.maximumSteps ?? 100_000;
  }

  /**
   * Advances `member.y` from `from` to `to` (`to >= from`), restarting at breakpoints. Returns the step it would try next,
   * which may be handed back as `firstStep` to go on without a new estimate.
   */
  advance(from: number, to: number, member: Member, course: Course = {}): number {
    if (!(to >= from)) {
      throw new TwinwardError('usage', `cannot integrate from ${from} to ${to}`, {
        remedy: 'give finite times, the second not before the first',
      });
    }
    const { breakpoints, visit } = course;
    this.#tried = 0;
    let t = from;
    let step = course.firstStep ?? this.#firstStep;
    if (breakpoints !== undefined) {
      const { times, act } = breakpoints;
      for (let i = 0; i < times.length; i++) {
        const at = times[i]!;
        if (at < from || at >= to) continue;
        if (at > t) this.#segment(t, at, lastBefore(at), member, step, visit);
        t = at;
        act?.(i, at);
        step = this.#firstStep;
      }
    }
    return to > t ? this.#segment(t, to, to, member, step, visit) : step;
  }

  /** One smooth stretch. `latest` is the last time shown to the equations. */
  #segment(
    from: number,
    to: number,
    latest: number,
    member: Member,
    firstStep: number,
    visit: Course['visit'],
  ): number {
    const stage = this.#stage;
    const { y, yOffset } = member;
    stage.start(from, member);
    this.counts.derivatives += 1;
    const n = this.#system.states.length;
    for (let i = 0; i < n; i++) {
      if (!Number.isFinite(stage.k1[i]!)) this.#fail('non-finite', i, from);
    }
    const longest = Math.min(this.#maximumStep, to - from);
    let t = from;
    const wished = firstStep > 0 ? firstStep : this.#estimateFirstStep(t, longest, member);
    let h = Math.min(Math.max(wished, this.#minimumStep), longest);
    let previousError = 1e-4;
    let rejected = false;
    for (;;) {
      if (this.#tried++ >= this.#maximumSteps) this.#fail('too-many-steps', this.#worst(member), t);
      const last = t + 1.01 * h >= to;
      if (last) h = to - t;
      else if (h < this.#minimumStep || 0.1 * h <= Math.abs(t) * ROUNDING) this.#failSmall(member, t);
      stage.step(t, h, latest, member);
      this.counts.derivatives += 6;
      const error = this.#error(member);
      const root = error > 0 ? exp(EXPONENT * log(error)) : 0;
      if (error <= 1) {
        const factor = root / exp(BETA * log(previousError)) / SAFETY;
        const next = h / Math.max(GROW_MOST, Math.min(SHRINK_MOST, factor));
        previousError = Math.max(error, 1e-4);
        this.counts.accepted += 1;
        if (visit !== undefined) visit(stage.dense(t, last ? to : t + h, h, member));
        stage.accept(y, yOffset);
        if (last) return next;
        t += h;
        h = Math.min(rejected ? Math.min(next, h) : next, this.#maximumStep);
        rejected = false;
      } else {
        this.counts.rejected += 1;
        h /= Number.isFinite(error) ? Math.min(SHRINK_MOST, root / SAFETY) : 10;
        rejected = true;
      }
    }
  }

  /** Root mean square of the scaled local errors; at most 1 is accepted. NaN becomes Infinity. */
  #error(member: Member): number {
    const { next, error } = this.#stage;
    const { y, yOffset } = member;
    const n = next.length;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const size = Math.max(Math.abs(y[yOffset + i]!), Math.abs(next[i]!));
      const e = error[i]! / (this.#absolute[i]! + this.#relative * size);
      sum += e * e;
    }
    return Number.isFinite(sum) ? Math.sqrt(sum / n) : Infinity;
  }

  /** Hairer, Norsett, Wanner II.4, "Starting step size", algorithm (a)-(f) as in DOPRI5's HINIT. */
  #estimateFirstStep(t: number, longest: number, member: Member): number {
    const { y, yOffset, p, pOffset, u, uOffset } = member;
    const { k1, k2 } = this.#stage;
    const trial = this.#scratch;
    const n = trial.length;
    let slope = 0;
    let size = 0;
    for (let i = 0; i < n; i++) {
      const scale = this.#absolute[i]! + this.#relative * Math.abs(y[yOffset + i]!);
      slope += (k1[i]! / scale) ** 2;
      size += (y[yOffset + i]! / scale) ** 2;
    }
    let h = slope <= 1e-10 || size <= 1e-10 ? 1e-6 : Math.sqrt(size / slope) * 0.01;
    h = Math.min(h, longest);
    for (let i = 0; i < n; i++) trial[i] = y[yOffset + i]! + h * k1[i]!;
    this.#system.rhs(t + h, trial, 0, p, pOffset, u, uOffset, k2, 0);
    this.counts.derivatives += 1;
    let bend = 0;
    for (let i = 0; i < n; i++) {
      const scale = this.#absolute[i]! + this.#relative * Math.abs(y[yOffset + i]!);
      bend += ((k2[i]! - k1[i]!) / scale) ** 2;
    }
    const steepest = Math.max(Math.sqrt(bend) / h, Math.sqrt(slope));
    const second = steepest <= 1e-15 ? Math.max(1e-6, h * 1e-3) : exp(0.2 * log(0.01 / steepest));
    const first = Math.min(100 * h, second, longest);
    return first > 0 ? first : Math.min(1e-6, longest);
  }

  #worst(member: Member): number {
    const { error } = this.#stage;
    let worst = 0;
    let most = -1;
    for (let i = 0; i < error.length; i++) {
      const e =
        Math.abs(error[i]!) / (this.#absolute[i]! + this.#relative * Math.abs(member.y[member.yOffset + i]!));
      if (e > most) {
        most = e;
        worst = i;
      }
    }
    return worst;
  }

  #failSmall(member: Member, t: number): never {
    const bad = this.#stage.error.findIndex((e) => !Number.isFinite(e));
    if (bad >= 0) this.#fail('non-finite', bad, t);
    this.#fail('step-underflow', this.#worst(member), t);
  }

  #fail(reason: SolverFailureReason, state: number, t: number): never {
    throw new SolverFailure(reason, this.#system.states[state]!, t);
  }
}

function tolerances(given: number | readonly number[], n: number): Float64Array {
  if (typeof given === 'number') return new Float64Array(n).fill(given);
  if (given.length !== n) {
    throw new TwinwardError('usage', `${given.length} absolute tolerances for ${n} states`, {
      field: 'absoluteTolerance',
      remedy: 'give one number, or one per state',
    });
  }
  return Float64Array.from(given);
}

/** A time just before `t`: close enough to be the same instant, early enough that `t >= breakpoint` is false. */
function lastBefore(t: number): number {
  return t - Math.max(Math.abs(t) * ROUNDING, 1e-300);
}
