import type { DenseStep } from './dense-step.ts';
import { ExplicitStepper } from './explicit-stepper.ts';
import type { OdeSystem } from './ode-system.ts';
import type { RosenbrockMethod } from './rosenbrock-method.ts';
import { RosenbrockStepper } from './rosenbrock-stepper.ts';
import type { SolverOptions } from './solver-options.ts';
import { noSteps, type StepCounts, type Stepper } from './stepper.ts';

/** Steps in a row that an explicit method could take, and how short of its stability limit they must be. */
const SOFT_AFTER = 24;
const SOFT_BELOW = 1;

/**
 * Chooses between an explicit and an implicit method as the problem goes: explicit until its steps are as long as stability
 * allows (`SpectralRadius`), implicit until a bound on h times the eigenvalues has been small for a while. Each
 * change starts afresh from the current state, and is counted.
 */
export class SwitchingStepper implements Stepper {
  readonly counts: StepCounts = noSteps();
  readonly #explicit: ExplicitStepper;
  readonly #makeImplicit: () => RosenbrockStepper;
  #implicit: RosenbrockStepper | null = null;
  #current: Stepper;
  #soft = 0;

  constructor(
    system: OdeSystem,
    method: RosenbrockMethod,
    parameters: Float64Array,
    inputs: Float64Array,
    options: SolverOptions,
  ) {
    this.#explicit = new ExplicitStepper(system, parameters, inputs, options, this.counts);
    this.#makeImplicit = () =>
      new RosenbrockStepper(system, method, parameters, inputs, options, this.counts);
    this.#current = this.#explicit;
  }

  get t(): number {
    return this.#current.t;
  }

  get y(): Float64Array {
    return this.#current.y;
  }

  start(t: number, y: ArrayLike<number>, firstStep?: number): void {
    this.#soft = 0;
    this.#current.start(t, y, firstStep);
  }

  step(limit: number): DenseStep {
    if (this.#current === this.#explicit && this.#explicit.stiff) {
      this.#implicit ??= this.#makeImplicit();
      this.#change(this.#implicit, this.#explicit.next);
    } else if (this.#current === this.#implicit && this.#soft >= SOFT_AFTER) {
      this.#change(this.#explicit, this.#implicit.next);
    }
    const dense = this.#current.step(limit);
    if (this.#current === this.#implicit) {
      this.#soft = this.#implicit.stretch < SOFT_BELOW ? this.#soft + 1 : 0;
    }
    return dense;
  }

  #change(to: ExplicitStepper | RosenbrockStepper, step: number): void {
    const { t, y } = this.#current;
    this.counts.switches += 1;
    this.#soft = 0;
    to.start(t, y, step);
    this.#current = to;
  }
}
