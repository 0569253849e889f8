import type { CompiledStochasticEquations } from './compile-stochastic-equations.ts';
import type { StochasticStep } from './stochastic-step.ts';

/** X + a h + b dW (Maruyama 1955, Rend. Circ. Mat. Palermo 4:48-90): strong order 1/2, 1 where b does not depend on X; weak order 1. */
export class EulerMaruyama implements StochasticStep {
  readonly #system: CompiledStochasticEquations;
  readonly #p: Float64Array;
  readonly #u: Float64Array;
  readonly #a: Float64Array;
  readonly #b: Float64Array;

  constructor(system: CompiledStochasticEquations, p: Float64Array, u: Float64Array) {
    this.#system = system;
    this.#p = p;
    this.#u = u;
    this.#a = new Float64Array(system.states.length);
    this.#b = new Float64Array(system.terms.length);
  }

  step(t: number, h: number, x: Float64Array, pairs: Float64Array, next: Float64Array): void {
    const { drift, diffusion, terms } = this.#system;
    drift(t, x, 0, this.#p, 0, this.#u, 0, this.#a, 0);
    diffusion(t, x, 0, this.#p, 0, this.#u, 0, this.#b, 0);
    for (let i = 0; i < next.length; i++) next[i] = x[i]! + this.#a[i]! * h;
    const root = Math.sqrt(h);
    for (let e = 0; e < terms.length; e++) {
      const { state, process } = terms[e]!;
      next[state] = next[state]! + this.#b[e]! * (root * pairs[2 * process]!);
    }
  }
}
