import { exp } from '../elementary/exp.ts';
import { log } from '../elementary/log.ts';
import type { DenseStep } from './dense-step.ts';
import { DormandPrinceStage } from './dormand-prince-stage.ts';
import { firstStep } from './first-step.ts';
import type { Member } from './member.ts';
import type { OdeSystem } from './ode-system.ts';
import type { SolverOptions } from './solver-options.ts';
import { SpectralRadius } from './spectral-radius.ts';
import { lastBefore, StepControl } from './step-control.ts';
import { noSteps, type StepCounts, type Stepper } from './stepper.ts';

const SAFETY = 0.9;
const SHRINK_MOST = 5;
const GROW_MOST = 0.1;
const BETA = 0.04;
const EXPONENT = 0.2 - 0.75 * BETA;
/** h times the spectral radius from which Dormand and Prince's method is held back by stability: its limit is 3.3 for decay. */
const STABLE = 2.5;
/** Steps from one look at the spectral radius to the next, and looks in a row that make a problem stiff. */
const LOOK_EVERY = 6;
const LOOKS = 4;

/**
 * Steps by the explicit Dormand-Prince 5(4) pair (see `DormandPrinceStage`) with proportional-integral control. `stiff` tells,
 * after a step, whether the latest steps were as long as stability allows.
 */
export class ExplicitStepper implements Stepper {
  t = 0;
  readonly y: Float64Array;
  readonly counts: StepCounts;
  /** Whether stability, not accuracy, holds the steps back. */
  stiff = false;
  /** The step it would try next. */
  next = 0;
  readonly #control: StepControl;
  readonly #stage: DormandPrinceStage;
  readonly #system: OdeSystem;
  readonly #member: Member;
  readonly #scratch: Float64Array;
  readonly #before: Float64Array;
  readonly #radius: SpectralRadius;
  #previousError = 1e-4;
  #tried = 0;
  #sinceLook = 0;
  #looks = 0;

  constructor(
    system: OdeSystem,
    parameters: Float64Array,
    inputs: Float64Array,
    options: SolverOptions,
    counts: StepCounts = noSteps(),
  ) {
    const n = system.states.length;
    this.#system = system;
    this.#control = new StepControl(system, options);
    this.#stage = new DormandPrinceStage(system);
    this.#radius = new SpectralRadius(system, this.#control);
    this.y = new Float64Array(n);
    this.#before = new Float64Array(n);
    this.#scratch = new Float64Array(n);
    this.counts = counts;
    this.#member = { y: this.y, yOffset: 0, p: parameters, pOffset: 0, u: inputs, uOffset: 0 };
  }

  start(t: number, y: ArrayLike<number>, step: number = this.#control.firstStep): void {
    this.t = t;
    this.y.set(y);
    this.next = step;
    this.stiff = false;
    this.#previousError = 1e-4;
    this.#tried = 0;
    this.#sinceLook = 0;
    this.#looks = 0;
    this.#radius.restart();
    this.#stage.start(t, this.#member);
    this.counts.derivatives += 1;
    this.#control.checkFinite(this.#stage.k1, t);
  }

  step(limit: number): DenseStep {
    const control = this.#control;
    const stage = this.#stage;
    const latest = lastBefore(limit);
    const longest = Math.min(control.maximumStep, limit - this.t);
    let h = this.next > 0 ? this.next : this.#estimate(longest);
    let rejected = false;
    for (;;) {
      if (this.#tried++ >= control.maximumSteps) control.tooManySteps(this.t, stage.error, this.y);
      const last = this.t + 1.01 * h >= limit;
      const tried = Math.min(last ? limit - this.t : h, control.maximumStep);
      if (!last) control.checkStep(tried, this.t, stage.error, this.y);
      stage.step(this.t, tried, latest, this.#member);
      this.counts.derivatives += 6;
      const error = control.norm(stage.error, this.y, stage.next);
      const root = error > 0 ? exp(EXPONENT * log(error)) : 0;
      if (error <= 1) {
        const factor = root / exp(BETA * log(this.#previousError)) / SAFETY;
        const proposed = tried / Math.max(GROW_MOST, Math.min(SHRINK_MOST, factor));
        this.#previousError = Math.max(error, 1e-4);
        this.counts.accepted += 1;
        const full = last && tried === limit - this.t;
        const end = full ? limit : this.t + tried;
        this.#before.set(this.y);
        const dense = stage.dense(this.t, end, tried, this.#member);
        stage.accept(this.y, 0);
        this.t = end;
        if (++this.#sinceLook === LOOK_EVERY) this.#look(tried, latest);
        // a step cut short by the limit says little about the next
        this.next = rejected
          ? Math.min(proposed, tried)
          : full && h > tried
            ? Math.max(proposed, h)
            : proposed;
        return dense;
      }
      this.counts.rejected += 1;
      h = tried / (Number.isFinite(error) ? Math.min(SHRINK_MOST, root / SAFETY) : 10);
      control.checkStep(h, this.t, stage.error, this.y);
      rejected = true;
    }
  }

  #look(h: number, latest: number): void {
    this.#sinceLook = 0;
    this.counts.derivatives += 1;
    const radius = this.#radius.at(Math.min(this.t, latest), this.#member, this.#stage.k1);
    this.#looks = h * radius > STABLE ? this.#looks + 1 : 0;
    this.stiff = this.#looks >= LOOKS;
  }

  #estimate(longest: number): number {
    const { p, pOffset, u, uOffset } = this.#member;
    const { k1, k2 } = this.#stage;
    const trial = this.#before;
    this.counts.derivatives += 1;
    return firstStep(
      this.#control,
      this.t,
      this.y,
      k1,
      5,
      longest,
      (h, out) => {
        for (let i = 0; i < trial.length; i++) trial[i] = this.y[i]! + h * k1[i]!;
        this.#system.rhs(this.t, trial, 0, p, pOffset, u, uOffset, k2, 0);
        out.set(k2);
      },
      this.#scratch,
    );
  }
}
