import { exp, log } from '@twinward/simulate';
import { cholesky } from '../ensemble/cholesky.ts';

/** Draws before the covariance is trusted. */
const SETTLED = 50;

/**
 * The normal random-walk proposal of adaptive Metropolis (Haario, Saksman and Tamminen 2001, Bernoulli 7:223-242), scaled to a target
 * acceptance by the steps of Robbins and Monro (Andrieu and Thoms 2008, algorithm 4).
 */
export class ProposalScale {
  readonly #n: number;
  readonly #target: number;
  readonly #mean: Float64Array;
  readonly #sums: Float64Array;
  #count = 0;
  #logScale: number;
  #factor: Float64Array;

  constructor(n: number, target: number) {
    this.#n = n;
    this.#target = target;
    this.#mean = new Float64Array(n);
    this.#sums = new Float64Array(n * n);
    // 2.38 / sqrt(n) for the covariance of the target; the prior is the standard normal
    this.#logScale = log(2.38 / Math.sqrt(n));
    this.#factor = cholesky(
      new Float64Array(n * n).map((_, at) => (at % (n + 1) === 0 ? 1 : 0)),
      n,
    );
  }

  /** Writes z + scale L e for standard normal numbers e [n]. */
  propose(z: Float64Array, e: Float64Array, out: Float64Array): void {
    const n = this.#n;
    const scale = exp(this.#logScale);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += this.#factor[i * n + k]! * e[k]!;
      out[i] = z[i]! + scale * sum;
    }
  }

  /** Learns from where the chain is after a move that was acceptable with this probability. */
  learn(z: Float64Array, acceptance: number): void {
    const n = this.#n;
    this.#count += 1;
    this.#logScale += (acceptance - this.#target) * exp(-0.6 * log(this.#count));
    const before = Float64Array.from(z, (value, i) => value - this.#mean[i]!);
    for (let i = 0; i < n; i++) this.#mean[i] = this.#mean[i]! + before[i]! / this.#count;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        this.#sums[i * n + j] = this.#sums[i * n + j]! + before[i]! * (z[j]! - this.#mean[j]!);
      }
    }
    if (this.#count < SETTLED || this.#count % 10 !== 0) return;
    // a little of the prior keeps every direction open
    this.#factor = cholesky(
      this.#sums.map((sum, at) => sum / (this.#count - 1) + (at % (n + 1) === 0 ? 1e-4 : 0)),
      n,
    );
  }
}
