import { exp } from '../elementary/exp.ts';
import { log } from '../elementary/log.ts';
import type { DenseStep } from './dense-step.ts';
import { firstStep } from './first-step.ts';
import type { Member } from './member.ts';
import { NewtonMatrix } from './newton-matrix.ts';
import type { OdeSystem } from './ode-system.ts';
import type { RosenbrockMethod } from './rosenbrock-method.ts';
import type { SolverOptions } from './solver-options.ts';
import { lastBefore, StepControl } from './step-control.ts';
import { noSteps, type StepCounts, type Stepper } from './stepper.ts';

const SAFETY = 0.9;
const SHRINK_MOST = 5;
const GROW_MOST = 1 / 6;

/**
 * Steps by a Rosenbrock method with the symbolic Jacobian and df/dt: for stiff problems, and for algebraic states of index 1.
 * Step control with Gustafsson's prediction (Hairer and Wanner II, IV.8). The matrix is factored once a try.
 */
export class RosenbrockStepper implements Stepper {
  t = 0;
  readonly y: Float64Array;
  readonly counts: StepCounts;
  /** The step it would try next. */
  next = 0;
  /** The last step times a bound on the eigenvalues: below about 1 an explicit method would do. */
  stretch = 0;
  readonly #method: RosenbrockMethod;
  readonly #system: OdeSystem;
  readonly #control: StepControl;
  readonly #matrix: NewtonMatrix;
  readonly #member: Member;
  readonly #u: readonly Float64Array[];
  readonly #f: Float64Array;
  readonly #ft: Float64Array;
  readonly #right: Float64Array;
  readonly #trial: Float64Array;
  readonly #interpolant: RosenbrockInterpolant;
  #previousStep = 0;
  #previousError = 0;
  #tried = 0;

  constructor(
    system: OdeSystem,
    method: RosenbrockMethod,
    parameters: Float64Array,
    inputs: Float64Array,
    options: SolverOptions,
    counts: StepCounts = noSteps(),
  ) {
    const n = system.states.length;
    this.#method = method;
    this.#system = system;
    this.#control = new StepControl(system, options);
    this.counts = counts;
    this.#matrix = new NewtonMatrix(system, counts);
    this.y = new Float64Array(n);
    this.#member = { y: this.y, yOffset: 0, p: parameters, pOffset: 0, u: inputs, uOffset: 0 };
    this.#u = method.c.map(() => new Float64Array(n));
    this.#f = new Float64Array(n);
    this.#ft = new Float64Array(n);
    this.#right = new Float64Array(n);
    this.#trial = new Float64Array(n);
    this.#interpolant = new RosenbrockInterpolant(n, method);
  }

  start(t: number, y: ArrayLike<number>, step: number = this.#control.firstStep): void {
    this.t = t;
    this.y.set(y);
    this.next = step;
    this.#previousStep = 0;
    this.#tried = 0;
    this.#derive(t, this.y, this.#f);
    this.#control.checkFinite(this.#f, t);
  }

  step(limit: number): DenseStep {
    const control = this.#control;
    const member = this.#member;
    const latest = lastBefore(limit);
    const longest = Math.min(control.maximumStep, limit - this.t);
    let h = this.next > 0 ? this.next : this.#estimate(longest);
    const { p, u } = member;
    this.#derive(this.t, this.y, this.#f);
    control.checkFinite(this.#f, this.t);
    this.#matrix.linearise(this.t, member);
    this.#system.newton!().timeDerivative(this.t, this.y, 0, p, 0, u, 0, this.#ft, 0);
    let rejected = false;
    const error = this.#u[this.#u.length - 1]!;
    for (;;) {
      if (this.#tried++ >= control.maximumSteps) control.tooManySteps(this.t, error, this.y);
      const last = this.t + 1.01 * h >= limit;
      const tried = Math.min(last ? limit - this.t : h, control.maximumStep);
      if (!last) control.checkStep(tried, this.t, error, this.y);
      this.#stages(tried, latest);
      const size = control.norm(error, this.y, this.#trial);
      const root = Math.min(
        SHRINK_MOST,
        Math.max(GROW_MOST, size > 0 ? exp(log(size) / this.#method.order) / SAFETY : 0),
      );
      if (size <= 1) {
        let factor = root;
        if (this.#previousStep > 0 && size > 0) {
          const predicted =
            ((this.#previousStep / tried) *
              exp(log((size * size) / this.#previousError) / this.#method.order)) /
            SAFETY;
          factor = Math.max(factor, Math.min(SHRINK_MOST, Math.max(GROW_MOST, predicted)));
        }
        this.#previousStep = tried;
        this.#previousError = Math.max(0.01, size);
        const proposed = tried / factor;
        const full = last && tried === limit - this.t;
        const end = full ? limit : this.t + tried;
        const dense = this.#interpolant.over(this.t, end, tried, this.y, this.#trial, this.#u);
        this.stretch = tried * this.#matrix.norm();
        this.counts.accepted += 1;
        this.y.set(this.#trial);
        this.t = end;
        this.next = rejected
          ? Math.min(proposed, tried)
          : full && h > tried
            ? Math.max(proposed, h)
            : proposed;
        return dense;
      }
      this.counts.rejected += 1;
      h = Number.isFinite(size) ? tried / root : tried / 10;
      control.checkStep(h, this.t, error, this.y);
      rejected = true;
    }
  }

  #derive(t: number, y: Float64Array, out: Float64Array): void {
    const { p, u } = this.#member;
    this.#system.rhs(t, y, 0, p, 0, u, 0, out, 0);
    this.counts.derivatives += 1;
  }

  #stages(h: number, latest: number): void {
    const { a, C, c, d, gamma } = this.#method;
    const algebraic = this.#system.algebraic;
    const n = this.y.length;
    const trial = this.#trial;
    const right = this.#right;
    this.#matrix.factor(1 / (h * gamma), this.t, this.#member);
    for (let stage = 0; stage < c.length; stage++) {
      const row = a[stage];
      if (row === undefined) {
        const before = this.#u[stage - 1]!;
        for (let i = 0; i < n; i++) trial[i] = trial[i]! + before[i]!;
      } else {
        trial.set(this.y);
        for (let j = 0; j < row.length; j++) {
          const weight = row[j]!;
          const u = this.#u[j]!;
          for (let i = 0; i < n; i++) trial[i] = trial[i]! + weight * u[i]!;
        }
      }
      if (stage === 0) right.set(this.#f);
      else this.#derive(Math.min(this.t + c[stage]! * h, latest), trial, right);
      const weights = C[stage]!;
      for (let j = 0; j < weights.length; j++) {
        const weight = weights[j]! / h;
        const u = this.#u[j]!;
        for (let i = 0; i < n; i++) {
          if (algebraic?.[i] !== true) right[i] = right[i]! + weight * u[i]!;
        }
      }
      const slope = h * d[stage]!;
      if (slope !== 0) for (let i = 0; i < n; i++) right[i] = right[i]! + slope * this.#ft[i]!;
      this.#matrix.solve(right, this.#u[stage]!);
    }
    const final = this.#u[c.length - 1]!;
    for (let i = 0; i < n; i++) trial[i] = trial[i]! + final[i]!;
  }

  #estimate(longest: number): number {
    const trial = this.#trial;
    return firstStep(
      this.#control,
      this.t,
      this.y,
      this.#f,
      this.#method.order,
      longest,
      (h, out) => {
        for (let i = 0; i < trial.length; i++) trial[i] = this.y[i]! + h * this.#f[i]!;
        this.#derive(this.t, trial, out);
      },
      this.#right,
    );
  }
}

class RosenbrockInterpolant implements DenseStep {
  start = 0;
  end = 0;
  #h = 1;
  readonly #y0: Float64Array;
  readonly #y1: Float64Array;
  readonly #k: readonly Float64Array[];
  readonly #dense: RosenbrockMethod['dense'];
  #u: readonly Float64Array[] = [];
  #made = false;

  constructor(n: number, { dense }: RosenbrockMethod) {
    this.#dense = dense;
    this.#y0 = new Float64Array(n);
    this.#y1 = new Float64Array(n);
    this.#k = dense.map(() => new Float64Array(n));
  }

  over(
    start: number,
    end: number,
    h: number,
    y0: Float64Array,
    y1: Float64Array,
    u: readonly Float64Array[],
  ): DenseStep {
    this.start = start;
    this.end = end;
    this.#h = h;
    this.#y0.set(y0);
    this.#y1.set(y1);
    this.#u = u;
    this.#made = false;
    return this;
  }

  value(state: number, t: number): number {
    if (!this.#made) this.#make();
    const s = (t - this.start) / this.#h;
    let inner = 0;
    for (let r = this.#k.length - 1; r >= 0; r--) inner = this.#k[r]![state]! + s * inner;
    return this.#y0[state]! * (1 - s) + s * (this.#y1[state]! + (1 - s) * inner);
  }

  /** Most steps are never looked into, so the sums over the stages wait for the first that is. */
  #make(): void {
    this.#made = true;
    for (let r = 0; r < this.#k.length; r++) {
      const k = this.#k[r]!;
      const weights = this.#dense[r]!;
      k.fill(0);
      for (let j = 0; j < weights.length; j++) {
        const weight = weights[j]!;
        const u = this.#u[j]!;
        for (let i = 0; i < k.length; i++) k[i] = k[i]! + weight * u[i]!;
      }
    }
  }
}
