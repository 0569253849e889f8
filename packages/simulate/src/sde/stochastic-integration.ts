import { TwinwardError } from '@twinward/contract';
import { SolverFailure } from '../ode/solver-failure.ts';
import type { CompiledStochasticEquations } from './compile-stochastic-equations.ts';
import { EulerMaruyama } from './euler-maruyama.ts';
import type { StochasticEquationsOptions } from './stochastic-options.ts';
import { StochasticRungeKutta } from './stochastic-runge-kutta.ts';
import type { StochasticStep } from './stochastic-step.ts';
import { WienerPath } from './wiener-path.ts';

/** No step is halved more often. */
const MOST_HALVINGS = 24;

/** Carries members through intervals of one step each, halving as asked or as the tolerance needs. */
export class StochasticIntegration {
  /** The state, changed in place. */
  readonly x: Float64Array;
  readonly p: Float64Array;
  readonly u: Float64Array;
  /** Each Wiener process since the start. */
  readonly w: Float64Array;
  steps = 0;
  readonly #system: CompiledStochasticEquations;
  readonly #options: StochasticEquationsOptions;
  readonly #path: WienerPath;
  readonly #method: StochasticStep;
  readonly #halvings: number;
  readonly #next: Float64Array;
  readonly #error: Float64Array;
  /** For each depth the pairs of the part in work and of the part that waits. */
  readonly #pairs: readonly (readonly [Float64Array, Float64Array])[];

  constructor(system: CompiledStochasticEquations, options: StochasticEquationsOptions) {
    const { states, parameters, inputs, processes } = system;
    const { halvings = 0, seed, method = 'euler-maruyama' } = options;
    checkMethod(system, options);
    this.#system = system;
    this.#options = options;
    this.#halvings = halvings;
    this.x = new Float64Array(states.length);
    this.p = new Float64Array(parameters);
    this.u = new Float64Array(inputs);
    this.w = new Float64Array(processes.length);
    this.#next = new Float64Array(states.length);
    this.#error = new Float64Array(states.length);
    this.#path = new WienerPath(seed, processes.length);
    const Method = method === 'sri' ? StochasticRungeKutta : EulerMaruyama;
    this.#method = new Method(system, this.p, this.u);
    this.#pairs = Array.from({ length: MOST_HALVINGS + 1 }, () => [
      new Float64Array(2 * processes.length),
      new Float64Array(2 * processes.length),
    ]);
  }

  /** Starts a member from the state, parameters and inputs that were written. */
  start(member: number): void {
    this.#path.of(member);
    this.w.fill(0);
    this.steps = 0;
  }

  /** Carries the state over interval number `interval`, which begins at time t. Throws `SolverFailure`. */
  advance(interval: number, t: number): void {
    const [pairs] = this.#pairs[0]!;
    this.#path.whole(interval, pairs);
    const root = Math.sqrt(this.#options.step);
    for (let i = 0; i < this.w.length; i++) this.w[i] = this.w[i]! + root * pairs[2 * i]!;
    this.#part(interval, 1, 0, t, this.#options.step, pairs);
  }

  #part(interval: number, part: number, depth: number, t: number, h: number, pairs: Float64Array): void {
    if (depth >= this.#halvings && this.#step(t, h, pairs, depth)) return;
    const [first, second] = this.#pairs[depth + 1]!;
    this.#path.halve(interval, part, pairs, first, second);
    this.#part(interval, 2 * part, depth + 1, t, 0.5 * h, first);
    this.#part(interval, 2 * part + 1, depth + 1, t + 0.5 * h, 0.5 * h, second);
  }

  /** Whether the step was good enough to be taken. */
  #step(t: number, h: number, pairs: Float64Array, depth: number): boolean {
    const [x, next, error] = [this.x, this.#next, this.#error];
    const { tolerance } = this.#options;
    this.#method.step(t, h, x, pairs, next, error);
    this.steps += 1;
    const last = tolerance === undefined || depth === MOST_HALVINGS;
    let [worst, largest, sum] = [0, 0, 0];
    for (let i = 0; i < x.length; i++) {
      if (!Number.isFinite(next[i]!)) {
        if (last) throw new SolverFailure('non-finite', this.#system.states[i]!, t);
        return false;
      }
      if (tolerance === undefined) continue;
      const size = Math.max(Math.abs(x[i]!), Math.abs(next[i]!));
      const ratio = error[i]! / (tolerance.absolute + tolerance.relative * size);
      sum += ratio * ratio;
      if (ratio > largest) [largest, worst] = [ratio, i];
    }
    if (!(sum <= x.length)) {
      if (last) throw new SolverFailure('step-underflow', this.#system.states[worst]!, t);
      return false;
    }
    x.set(next);
    return true;
  }
}

function checkMethod(
  { entangled }: CompiledStochasticEquations,
  { method, halvings = 0, tolerance }: StochasticEquationsOptions,
): void {
  if (!(Number.isInteger(halvings) && halvings >= 0 && halvings <= MOST_HALVINGS)) {
    throw new TwinwardError('usage', `steps cannot be halved ${halvings} times`, {
      field: 'halvings',
      remedy: `give a whole number from 0 to ${MOST_HALVINGS}`,
    });
  }
  if (method === 'sri' && entangled !== null) {
    throw new TwinwardError('model.invalid', `sri has no strong order 3/2 here: ${entangled}`, {
      field: 'method',
      remedy: 'use euler-maruyama, or noise in which each process drives one state alone',
    });
  }
  if (tolerance === undefined) return;
  if (method !== 'sri') {
    throw new TwinwardError('usage', 'euler-maruyama cannot tell its error', {
      field: 'tolerance',
      remedy: 'use sri, or compare with halvings: 1',
    });
  }
  const { relative, absolute } = tolerance;
  if (!(relative >= 0 && absolute >= 0 && relative + absolute > 0 && relative + absolute < Infinity)) {
    throw new TwinwardError('usage', `${relative} and ${absolute} are no tolerance`, {
      field: 'tolerance',
      remedy: 'give numbers of 0 or more, one of them positive',
    });
  }
}
