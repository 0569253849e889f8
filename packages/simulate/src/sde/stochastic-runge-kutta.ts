import type { CompiledStochasticEquations } from './compile-stochastic-equations.ts';
import type { StochasticStep } from './stochastic-step.ts';

const INVERSE_ROOT_3 = 0.5773502691896258;

/**
 * The scheme SRIW1 (Roessler 2010, SIAM J. Numer. Anal. 48:922-952): strong order 3/2, weak order 2, for Ito equations with one process or
 * with diagonal noise; two evaluations of the drift and four of the diffusion a step. The error it tells is what the terms of order
 * 3/2 add to those of order 1, in the manner of Rackauckas and Nie 2017 (Discrete Contin. Dyn. Syst. B 22:2731-2761).
 */
export class StochasticRungeKutta implements StochasticStep {
  readonly #system: CompiledStochasticEquations;
  readonly #p: Float64Array;
  readonly #u: Float64Array;
  readonly #a1: Float64Array;
  readonly #a2: Float64Array;
  readonly #b1: Float64Array;
  readonly #b2: Float64Array;
  readonly #b3: Float64Array;
  readonly #b4: Float64Array;
  readonly #stage: Float64Array;

  constructor(system: CompiledStochasticEquations, p: Float64Array, u: Float64Array) {
    this.#system = system;
    this.#p = p;
    this.#u = u;
    const [n, m] = [system.states.length, system.terms.length];
    [this.#a1, this.#a2, this.#stage] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
    [this.#b1, this.#b2] = [new Float64Array(m), new Float64Array(m)];
    [this.#b3, this.#b4] = [new Float64Array(m), new Float64Array(m)];
  }

  step(
    t: number,
    h: number,
    x: Float64Array,
    pairs: Float64Array,
    next: Float64Array,
    error: Float64Array,
  ): void {
    const { drift, diffusion, terms } = this.#system;
    const [p, u, stage] = [this.#p, this.#u, this.#stage];
    const [a1, a2] = [this.#a1, this.#a2];
    const [b1, b2, b3, b4] = [this.#b1, this.#b2, this.#b3, this.#b4];
    const root = Math.sqrt(h);

    drift(t, x, 0, p, 0, u, 0, a1, 0);
    diffusion(t, x, 0, p, 0, u, 0, b1, 0);
    for (let i = 0; i < stage.length; i++) stage[i] = x[i]! + 0.75 * h * a1[i]!;
    for (let e = 0; e < terms.length; e++) {
      const { state, process } = terms[e]!;
      // I10 / h = (I1 + sqrt(h) z1 / sqrt 3) / 2
      const integral = 0.5 * root * (pairs[2 * process]! + INVERSE_ROOT_3 * pairs[2 * process + 1]!);
      stage[state] = stage[state]! + 1.5 * b1[e]! * integral;
    }
    drift(t + 0.75 * h, stage, 0, p, 0, u, 0, a2, 0);

    this.#diffusionStage(0.25 * h, x, (e) => 0.5 * root * b1[e]!);
    diffusion(t + 0.25 * h, stage, 0, p, 0, u, 0, b2, 0);
    this.#diffusionStage(h, x, (e) => -root * b1[e]!);
    diffusion(t + h, stage, 0, p, 0, u, 0, b3, 0);
    this.#diffusionStage(0.25 * h, x, (e) => root * (-5 * b1[e]! + 3 * b2[e]! + 0.5 * b3[e]!));
    diffusion(t + 0.25 * h, stage, 0, p, 0, u, 0, b4, 0);

    for (let i = 0; i < next.length; i++) {
      next[i] = x[i]! + h * (a1[i]! / 3 + (2 / 3) * a2[i]!);
      error[i] = Math.abs((2 / 3) * h * (a2[i]! - a1[i]!));
    }
    for (let e = 0; e < terms.length; e++) {
      const { state, process } = terms[e]!;
      const z = pairs[2 * process]!;
      const i1 = root * z;
      // I11 / sqrt h, I10 / h and I111 / h
      const i11 = 0.5 * root * (z * z - 1);
      const i10 = 0.5 * root * (z + INVERSE_ROOT_3 * pairs[2 * process + 1]!);
      const i111 = (root * z * (z * z - 3)) / 6;
      const [k1, k2, k3, k4] = [b1[e]!, b2[e]!, b3[e]!, b4[e]!];
      const low = i1 * (-k1 + (4 / 3) * k2 + (2 / 3) * k3) + i11 * (-k1 + (4 / 3) * k2 - (1 / 3) * k3);
      const high =
        i10 * (2 * k1 - (4 / 3) * k2 - (2 / 3) * k3) + i111 * (-2 * k1 + (5 / 3) * k2 - (2 / 3) * k3 + k4);
      next[state] = next[state]! + (low + high);
      error[state] = error[state]! + Math.abs(high);
    }
  }

  /** A stage of the diffusion: x + c a1, and what each entry adds to its state. */
  #diffusionStage(c: number, x: Float64Array, add: (entry: number) => number): void {
    const [stage, a1, { terms }] = [this.#stage, this.#a1, this.#system];
    for (let i = 0; i < stage.length; i++) stage[i] = x[i]! + c * a1[i]!;
    for (let e = 0; e < terms.length; e++) stage[terms[e]!.state]! += add(e);
  }
}
