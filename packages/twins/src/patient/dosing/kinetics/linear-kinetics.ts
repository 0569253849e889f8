// A drug in one, two or three compartments, with or without a depot, carried exactly from event to event.
import { exp, expm1 } from '@twinward/simulate';
import { dispositionExponents } from './disposition-exponents.ts';
import { type Kinetics, placeOf } from './kinetics.ts';
import { checkRateConstants, type RateConstants } from './rate-constants.ts';

/**
 * The amounts of a drug in its compartments under constant inflow, in closed form. Compartments are numbered as NONMEM does:
 * the depot, if there is one, then central, then peripheral (ADVAN1-4, 11 and 12).
 *
 * The disposition matrix M (central and peripheral) is the sum of its exponents with their projectors, M = sum x_i P_i, so that
 *
 *     a(t) = a0 e^(-ka t) + Rd f(ka, t),                     f(x, t) = (1 - e^(-x t)) / x
 *     c(t) = sum P_i [ c0 e^(-x_i t) + R f(x_i, t) + e1 (ka a0 g_i + Rd (f(x_i, t) - g_i)) ],
 *     g_i  = (e^(-ka t) - e^(-x_i t)) / (x_i - ka)
 *
 * with every difference quotient written so that it holds where ka meets an exponent.
 */
export class LinearKinetics implements Kinetics {
  readonly constants: RateConstants;
  /** Number of compartments. */
  readonly size: number;
  /** Place of the central compartment, from 0. */
  readonly central: number;
  readonly linear = true;
  readonly #exponents: Float64Array;
  /** P_i row by row, one after another. */
  readonly #projectors: Float64Array;
  readonly #before: Float64Array;

  /** Throws `model.invalid`, by name, for a constant that is not positive. */
  constructor(constants: RateConstants) {
    checkRateConstants(constants);
    this.constants = constants;
    this.central = constants.ka === null ? 0 : 1;
    const n = 1 + constants.exchange.length;
    this.size = n + this.central;
    this.#exponents = dispositionExponents(constants);
    this.#projectors = projectorsOf(constants, this.#exponents);
    this.#before = new Float64Array(n);
  }

  /**
   * Moves `amounts` [compartments] on by `hours` while `inflow` [compartments] runs, per hour; returns the exposure
   * meanwhile, what was eliminated over the clearance.
   */
  advance(amounts: Float64Array, inflow: ArrayLike<number>, hours: number): number {
    if (hours === 0) return 0;
    const { ka } = this.constants;
    const c = this.central;
    const n = this.#exponents.length;
    const before = this.#before;
    let held = 0;
    for (let i = 0; i < this.size; i++) held += amounts[i]! + inflow[i]! * hours;
    for (let i = 0; i < n; i++) {
      before[i] = amounts[c + i]!;
      amounts[c + i] = 0;
    }
    const [depot, fed] = ka === null ? [0, 0] : [amounts[0]!, inflow[0]!];
    for (let mode = 0; mode < n; mode++) {
      const x = this.#exponents[mode]!;
      const decayed = exp(-x * hours);
      const filled = hours * meanDecay(x * hours);
      let absorbed = 0;
      if (ka !== null && (depot !== 0 || fed !== 0)) {
        const through = hours * exp(-Math.min(ka, x) * hours) * meanDecay(Math.abs(x - ka) * hours);
        absorbed = ka * depot * through + fed * (filled - through);
      }
      for (let column = 0; column < n; column++) {
        const share =
          before[column]! * decayed + inflow[c + column]! * filled + (column === 0 ? absorbed : 0);
        if (share === 0) continue;
        for (let row = 0; row < n; row++) {
          const p = this.#projectors[(mode * n + row) * n + column]!;
          amounts[c + row] = amounts[c + row]! + p * share;
        }
      }
    }
    if (ka !== null) amounts[0] = depot * exp(-ka * hours) + fed * hours * meanDecay(ka * hours);
    for (let i = 0; i < this.size; i++) held -= amounts[i]!;
    return held / (this.constants.k10 * this.constants.V);
  }

  level(amounts: ArrayLike<number>): number {
    return amounts[this.central]! / this.constants.V;
  }

  /**
   * What a course that repeats every `hours` starts each period with, when `period` carries amounts through one: the depot by its
   * own decay, the rest from y, the end of a period begun with the depot at rest and the others empty, as
   * sum P_i y / (1 - e^(-x_i hours)).
   */
  repeating(hours: number, period: (amounts: Float64Array) => void): Float64Array {
    const { ka } = this.constants;
    const c = this.central;
    const n = this.#exponents.length;
    const start = new Float64Array(this.size);
    if (ka !== null) {
      period(start);
      const depot = start[0]! / -expm1(-ka * hours);
      start.fill(0);
      start[0] = depot;
    }
    const depot = c === 1 ? start[0]! : 0;
    period(start);
    const result = new Float64Array(this.size);
    if (c === 1) result[0] = depot;
    for (let mode = 0; mode < n; mode++) {
      const sum = -expm1(-this.#exponents[mode]! * hours);
      for (let row = 0; row < n; row++) {
        for (let column = 0; column < n; column++) {
          const p = this.#projectors[(mode * n + row) * n + column]!;
          result[c + row] = result[c + row]! + (p * start[c + column]!) / sum;
        }
      }
    }
    return result;
  }

  /** What the compartments hold when `inflow` has run for ever: sum P_i (R + Rd e1) / x_i, and Rd / ka in the depot. */
  plateau(inflow: ArrayLike<number>): Float64Array {
    const { ka } = this.constants;
    const c = this.central;
    const n = this.#exponents.length;
    const result = new Float64Array(this.size);
    if (ka !== null) result[0] = inflow[0]! / ka;
    for (let mode = 0; mode < n; mode++) {
      for (let row = 0; row < n; row++) {
        for (let column = 0; column < n; column++) {
          const into = inflow[c + column]! + (c === 1 && column === 0 ? inflow[0]! : 0);
          const p = this.#projectors[(mode * n + row) * n + column]!;
          result[c + row] = result[c + row]! + (p * into) / this.#exponents[mode]!;
        }
      }
    }
    return result;
  }

  place(cmt: number, row?: number): number {
    return placeOf(cmt, this.size, this.central === 1 ? '; 1 is the depot' : '', row);
  }
}

/** (1 - e^(-u)) / u, 1 at 0: the mean of a decay over its time. */
function meanDecay(u: number): number {
  return u === 0 ? 1 : -expm1(-u) / u;
}

/** Lagrange's projectors of M: P_i = product over j of (M - x_j) / (x_i - x_j). */
function projectorsOf({ k10, exchange }: RateConstants, exponents: Float64Array): Float64Array {
  const n = exponents.length;
  const M = new Float64Array(n * n);
  M[0] = exchange.reduce((sum, { out }) => sum + out, k10);
  for (const [i, { out, back }] of exchange.entries()) {
    M[(i + 1) * n] = -out;
    M[i + 1] = -back;
    M[(i + 1) * n + i + 1] = back;
  }
  const all = new Float64Array(n * n * n);
  for (let i = 0; i < n; i++) {
    let product = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const factor = M.map((entry, at) => {
        return (at % (n + 1) === 0 ? entry - exponents[j]! : entry) / (exponents[i]! - exponents[j]!);
      });
      const left = product;
      product = Float64Array.from({ length: n * n }, (_, at) => {
        const row = Math.floor(at / n);
        let sum = 0;
        for (let k = 0; k < n; k++) sum += left[row * n + k]! * factor[k * n + (at % n)]!;
        return sum;
      });
    }
    all.set(product, i * n * n);
  }
  return all;
}
