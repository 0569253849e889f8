import { TwinwardError } from '@twinward/contract';
import { SparseElimination } from '@twinward/simulate';
import type { NetworkEquations } from './network-equations.ts';

/** Below this share of the values themselves, a correction is rounding. */
const ROUNDING = 1e-14;

/** How one step is taken. */
export interface GeneralisedAlphaOptions {
  /** Seconds. */
  readonly step: number;
  readonly rho: number;
  readonly tolerance: number;
  readonly iterations: number;
  /** Takes every drive at its mean and lets no capacitor of a boundary fill, to find where a network comes to rest. */
  readonly steady: boolean;
}

/**
 * The generalised-alpha method for first-order systems 0 = r(t, y, y'), of second order, implicit, with damping of what it does
 * not resolve set by rho (Jansen, Whiting and Hulbert 2000, Comput. Methods Appl. Mech. Engrg. 190:305-319). Each step is solved by
 * Newton's method with the symbolic sparse Jacobian.
 */
export class GeneralisedAlpha {
  /** The state [n] and its rate of change [n]. */
  readonly y: Float64Array;
  readonly rate: Float64Array;
  readonly #equations: NetworkEquations;
  readonly #options: GeneralisedAlphaOptions;
  readonly #alphaF: number;
  readonly #alphaM: number;
  readonly #gamma: number;
  readonly #elimination: SparseElimination;
  readonly #nextY: Float64Array;
  readonly #nextRate: Float64Array;
  readonly #middle: Float64Array;
  readonly #inputs: Float64Array;
  readonly #residual: Float64Array;
  readonly #correction: Float64Array;
  readonly #matrix: Float64Array;
  readonly #inverseStep: Float64Array;

  constructor(equations: NetworkEquations, options: GeneralisedAlphaOptions) {
    const n = equations.variables.length;
    const { rho, step } = options;
    this.#equations = equations;
    this.#options = options;
    this.#alphaM = (0.5 * (3 - rho)) / (1 + rho);
    this.#alphaF = 1 / (1 + rho);
    this.#gamma = 0.5 + this.#alphaM - this.#alphaF;
    this.y = new Float64Array(n);
    this.rate = new Float64Array(n);
    this.#nextY = new Float64Array(n);
    this.#nextRate = new Float64Array(n);
    this.#middle = new Float64Array(n);
    this.#residual = new Float64Array(n);
    this.#correction = new Float64Array(n);
    this.#inputs = new Float64Array(n + equations.drives.length + equations.flaps.length + 1);
    this.#matrix = new Float64Array(equations.column.length);
    this.#elimination = new SparseElimination(equations.starts, equations.column);
    this.#inverseStep = Float64Array.of(this.#alphaM / (this.#alphaF * this.#gamma * step));
  }

  /** Takes one step from time t. Throws `solver.failed`, naming the element whose equation holds least. */
  advance(t: number): void {
    const { y, rate } = this;
    this.#nextY.set(y);
    for (let i = 0; i < y.length; i++) this.#nextRate[i] = rate[i]! * (1 - 1 / this.#gamma);
    this.#drive(t + this.#alphaF * this.#options.step);
    this.#solve(t);
    y.set(this.#nextY);
    rate.set(this.#nextRate);
  }

  /** Writes the state and its rate between the ends of the step, where the equations must hold. */
  #interpolate(): void {
    const { y, rate } = this;
    for (let i = 0; i < y.length; i++) {
      this.#middle[i] = y[i]! + (this.#nextY[i]! - y[i]!) * this.#alphaF;
      this.#inputs[i] = rate[i]! + (this.#nextRate[i]! - rate[i]!) * this.#alphaM;
    }
  }

  #drive(t: number): void {
    const { drives } = this.#equations;
    const { steady } = this.#options;
    drives.forEach((drive, k) => {
      this.#inputs[this.y.length + k] = steady && drive.steady !== null ? drive.steady : drive.at(t);
    });
    this.#inputs[this.#inputs.length - 1] = steady ? 0 : 1;
  }

  #solve(t: number): void {
    const { tolerance, iterations } = this.#options;
    const inputs = this.#inputs;
    let rounding = false;
    for (let iteration = 0; iteration < iterations; iteration++) {
      this.#interpolate();
      this.#moveLeaflets();
      this.#equations.residual(t, this.#middle, 0, inputs, 0, inputs, 0, this.#residual, 0);
      if (rounding || largest(this.#residual) < tolerance) return;
      this.#equations.jacobian(t, this.#middle, 0, inputs, 0, inputs, 0, this.#matrix, 0, this.#inverseStep);
      const singular = this.#elimination.factor(this.#matrix);
      if (singular >= 0) {
        const variable = this.#equations.variables[singular]!;
        throw new TwinwardError('model.invalid', `nothing in the network determines ${variable}`, {
          field: variable,
          remedy: 'look for an end without boundary condition, or flows given at both ends of a stiff vessel',
        });
      }
      this.#elimination.solve(this.#residual, this.#correction);
      this.#holdShutLeaflets();
      rounding = true;
      for (let i = 0; i < this.y.length; i++) {
        const correction = this.#correction[i]! / this.#alphaF;
        if (!(Math.abs(correction) <= ROUNDING * Math.abs(this.#nextY[i]!))) rounding = false;
        this.#nextY[i] = this.#nextY[i]! - correction;
        this.#nextRate[i] = this.#nextRate[i]! - correction / (this.#gamma * this.#options.step);
      }
    }
    const worst = this.#residual.reduce((at, r, i, all) => (Math.abs(r) > Math.abs(all[at]!) ? i : at), 0);
    const element = this.#equations.owners[worst]!;
    throw new TwinwardError(
      'solver.failed',
      `"${element}" does not settle at ${t} s in ${iterations} iterations`,
      {
        field: element,
        remedy: 'take more time points a cycle, or loosen absolute_tolerance',
      },
    );
  }

  #moveLeaflets(): void {
    for (const { flow, upstream, downstream, open } of this.#equations.flaps) {
      const y = this.#middle;
      this.#inputs[open] = y[upstream]! <= y[downstream]! && y[flow]! <= 0 ? 0 : 1;
    }
  }

  #holdShutLeaflets(): void {
    for (const { flow, open } of this.#equations.flaps) {
      if (this.#inputs[open] === 0) this.#nextY[flow] = 0;
    }
  }
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) {
    if (!(Math.abs(value) <= most)) most = Math.abs(value);
  }
  return most;
}
