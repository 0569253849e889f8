import type { JumpingCode } from './compile-stochastic.ts';

/** How a reaction of some order depends on a state, of which it takes `count`. */
interface Dependence {
  readonly order: number;
  readonly count: number;
}

/** States whose change bounds a leap, and how strongly propensities follow each of them. */
export class LeapBounds {
  readonly #states: readonly { readonly state: number; readonly dependences: readonly Dependence[] }[];
  readonly #epsilon: number;
  readonly #code: JumpingCode;
  readonly #mean: Float64Array;
  readonly #taken: Float64Array;
  readonly #variance: Float64Array;

  constructor(code: JumpingCode, epsilon: number) {
    this.#code = code;
    this.#epsilon = epsilon;
    const changed = new Set(code.channels.flatMap(({ targets }) => [...targets]));
    this.#states = code.readers.flatMap((readers, state) =>
      readers.length === 0 || !changed.has(state)
        ? []
        : [{ state, dependences: readers.map((j) => dependence(code, j, state)) }],
    );
    this.#mean = new Float64Array(code.readers.length);
    this.#taken = new Float64Array(code.readers.length);
    this.#variance = new Float64Array(code.readers.length);
  }

  /**
   * The longest leap during which no propensity is expected to change by more than a share epsilon (equation 33): the mean and the
   * variance of each state's change by reactions that are not critical stay within max(epsilon x / g, 1). So does what is taken from
   * each state, even where as much is given: near equilibrium longer leaps would overshoot, and variances come out too large.
   */
  longest(y: Float64Array, propensities: Float64Array, critical: Uint8Array): number {
    this.#mean.fill(0);
    this.#taken.fill(0);
    this.#variance.fill(0);
    this.#code.channels.forEach(({ targets, constant }, j) => {
      if (critical[j] !== 0) return;
      for (let i = 0; i < targets.length; i++) {
        const by = constant![i]!;
        if (by < 0) this.#taken[targets[i]!]! -= by * propensities[j]!;
        this.#mean[targets[i]!]! += by * propensities[j]!;
        this.#variance[targets[i]!]! += by * by * propensities[j]!;
      }
    });
    let longest = Number.POSITIVE_INFINITY;
    for (const { state, dependences } of this.#states) {
      const x = y[state]!;
      let g = 1;
      for (const one of dependences) g = Math.max(g, followed(one, x));
      const within = Math.max((this.#epsilon * x) / g, 1);
      const mean = Math.max(Math.abs(this.#mean[state]!), this.#taken[state]!);
      const variance = this.#variance[state]!;
      if (mean > 0) longest = Math.min(longest, within / mean);
      if (variance > 0) longest = Math.min(longest, (within * within) / variance);
    }
    return longest;
  }
}

function dependence(code: JumpingCode, j: number, state: number): Dependence {
  const { reactants } = code.channels[j]!;
  const order = reactants.reduce((sum, one) => sum + Math.max(1, Math.ceil(one.order)), 0);
  const own = reactants.find((one) => one.state === state);
  return own === undefined
    ? { order: order + 1, count: 1 }
    : { order, count: Math.max(1, Math.ceil(own.order)) };
}

/**
 * How many times stronger than a state a propensity changes: order / count times the sum over k < count of x / (x - k), which is what
 * section IV gives for orders up to three.
 */
function followed({ order, count }: Dependence, x: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += x > k ? x / (x - k) : Number.POSITIVE_INFINITY;
  return (order / count) * sum;
}
