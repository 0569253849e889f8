// A drug whose kinetics are differential equations, carried from event to event by a solver.
import { TwinwardError } from '@twinward/contract';
import { makeStepper, type SolverOptions, type Stepper } from '@twinward/simulate';
import type { KineticEquations } from './kinetic-equations.ts';
import { type Kinetics, placeOf } from './kinetics.ts';
import { repeatingState } from './repeating-state.ts';

/** Tight, because agreement with closed forms is promised; scaled to milligrams. */
const OPTIONS: SolverOptions = { relativeTolerance: 1e-11, absoluteTolerance: 1e-13 };
/** Hours after which a constant infusion is looked at again when its plateau is sought. */
const PERIOD = 24;

/**
 * The kinetics of one person under equations that a user may write: Michaelis-Menten elimination, absorption in transit,
 * drug bound to its target, anything else without explicit time. Integrated by the solver that switches when the problem becomes
 * stiff; the exposure is one more state, so that it is as exact as the amounts. With linear equations the result is that of
 * `LinearKinetics` to 1e-8.
 *
 * A steady state is the fixed point of one period, by Newton's method. Throws `intervention.invalid` where there is none:
 * more is given than can be eliminated; `model.invalid`, by name, for a parameter that is missing or no number;
 * `SolverFailure` where the equations cannot be integrated.
 */
export class EquationKinetics implements Kinetics {
  readonly size: number;
  readonly linear: boolean;
  readonly #equations: KineticEquations;
  readonly #parameters: Float64Array;
  readonly #inflow: Float64Array;
  readonly #stepper: Stepper;
  readonly #state: Float64Array;
  readonly #level: Float64Array = new Float64Array(1);

  constructor(
    equations: KineticEquations,
    values: Readonly<Record<string, number>>,
    options: SolverOptions = OPTIONS,
  ) {
    this.#equations = equations;
    this.size = equations.compartments.length;
    this.linear = equations.linear;
    this.#parameters = Float64Array.from(equations.parameters, (name) => {
      const value = values[name];
      if (value !== undefined && Number.isFinite(value)) return value;
      throw new TwinwardError('model.invalid', `${name} ${value} describes no kinetics`, {
        field: name,
        remedy: 'give a finite number',
      });
    });
    this.#inflow = new Float64Array(this.size);
    this.#state = new Float64Array(this.size + 1);
    this.#stepper = makeStepper(equations.system, this.#parameters, this.#inflow, 'auto', options);
  }

  advance(amounts: Float64Array, inflow: ArrayLike<number>, hours: number): number {
    if (hours === 0) return 0;
    const n = this.size;
    for (let i = 0; i < n; i++) {
      this.#inflow[i] = inflow[i]!;
      this.#state[i] = amounts[i]!;
    }
    this.#state[n] = 0;
    if (this.#state.some((value) => value !== 0) || this.#inflow.some((rate) => rate !== 0)) {
      this.#stepper.start(0, this.#state);
      while (this.#stepper.t < hours) this.#stepper.step(hours);
      this.#state.set(this.#stepper.y);
    }
    for (let i = 0; i < n; i++) amounts[i] = this.#state[i]!;
    return this.#state[n]!;
  }

  level(amounts: ArrayLike<number>): number {
    for (let i = 0; i < this.size; i++) this.#state[i] = amounts[i]!;
    this.#equations.system.observe(0, this.#state, 0, this.#parameters, 0, this.#inflow, 0, this.#level, 0);
    return this.#level[0]!;
  }

  repeating(_: number, period: (amounts: Float64Array) => void): Float64Array {
    return repeatingState(this.size, this.linear, period);
  }

  plateau(inflow: ArrayLike<number>): Float64Array {
    const given = Float64Array.from({ length: this.size }, (_, i) => inflow[i]!);
    return repeatingState(this.size, this.linear, (amounts) => {
      this.advance(amounts, given, PERIOD);
    });
  }

  place(cmt: number, row?: number): number {
    const names = this.#equations.compartments.map((name, i) => `${i + 1} ${name}`).join(', ');
    return placeOf(cmt, this.size, `: ${names}`, row);
  }
}
