import type { RandomSource } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';
import { cholesky } from '../ensemble/cholesky.ts';
import { effectiveSize } from '../ensemble/effective-size.ts';
import { allFinite } from '../filter/member-rows.ts';

/** With an effective sample size below this, the members with weight say nothing of the spread. */
const COLLAPSED = 2;

/**
 * Tells copies apart after resampling by draws from a normal kernel (the post-regularised particle filter; Musso, Oudjane and Le
 * Gland 2001, in Doucet, de Freitas and Gordon, "Sequential Monte Carlo Methods in Practice", chapter 12): x + b L e, with
 * L L' the covariance of the weighted members and the bandwidth b = `multiplier` N^(-1/(n + 4)) (Scott's rule). A member that was
 * taken once stays where it is. It keeps the mean but widens the belief, less so with more members.
 *
 * Where nearly one member holds all the weight (effective sample size below 2) the ensemble has missed what was observed. Then the
 * covariance is that of equal weights and the bandwidth at least 1: the ensemble opens again about that member, as wide as before.
 */
export class KernelJitter {
  readonly #size: number;
  readonly #multiplier: number;
  readonly #mean: Float64Array;
  readonly #covariance: Float64Array;
  readonly #noise: Float64Array;
  #bandwidth = 0;
  #factor: Float64Array = new Float64Array(0);

  constructor(size: number, multiplier: number) {
    this.#size = size;
    this.#multiplier = multiplier;
    this.#mean = new Float64Array(size);
    this.#covariance = new Float64Array(size * size);
    this.#noise = new Float64Array(size);
  }

  /**
   * Learns the kernel from members [members x size, by rows] and their normalised weights, before they are resampled. Returns by how
   * much the bandwidth was raised because the ensemble had missed what was observed; 1 if it had not.
   */
  learn(values: Float64Array, weights: Float64Array): number {
    const n = this.#size;
    const members = weights.length;
    const equal = effectiveSize(weights) < COLLAPSED;
    const usual = this.#multiplier * exp(-log(members) / (n + 4));
    this.#bandwidth = equal ? Math.max(1, usual) : usual;
    const [mean, covariance] = [this.#mean.fill(0), this.#covariance.fill(0)];
    const share = (m: number): number => {
      if (!equal) return weights[m]!;
      return allFinite(values, m * n, n) ? 1 : 0;
    };
    let [total, squares] = [0, 0];
    for (let m = 0; m < members; m++) {
      const w = share(m);
      if (w === 0) continue;
      total += w;
      squares += w * w;
      for (let i = 0; i < n; i++) mean[i] = mean[i]! + w * values[m * n + i]!;
    }
    for (let i = 0; i < n; i++) mean[i] = mean[i]! / total;
    for (let m = 0; m < members; m++) {
      const w = share(m);
      if (w === 0) continue;
      for (let i = 0; i < n; i++) {
        const a = w * (values[m * n + i]! - mean[i]!);
        for (let j = 0; j <= i; j++) {
          covariance[i * n + j] = covariance[i * n + j]! + a * (values[m * n + j]! - mean[j]!);
        }
      }
    }
    // sum of w (x - mean)^2 over W - sum w^2 / W, with W the sum of the weights
    const unbias = 1 / (total - squares / total);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        covariance[i * n + j] = covariance[i * n + j]! * unbias;
        covariance[j * n + i] = covariance[i * n + j]!;
      }
    }
    this.#factor = cholesky(covariance, n);
    return this.#bandwidth / usual;
  }

  /** Moves the copies among members that descend from `ancestors`, which are in order; draws are keyed by member. */
  apply(
    values: Float64Array,
    ancestors: Int32Array,
    random: RandomSource,
    stream: number,
    cycle: number,
  ): void {
    const n = this.#size;
    const noise = this.#noise;
    for (let m = 0; m < ancestors.length; m++) {
      if (ancestors[m] !== ancestors[m - 1] && ancestors[m] !== ancestors[m + 1]) continue;
      const draws = random.draws(m, stream, cycle);
      for (let i = 0; i < n; i++) noise[i] = draws.normal();
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let k = 0; k <= i; k++) sum += this.#factor[i * n + k]! * noise[k]!;
        values[m * n + i] = values[m * n + i]! + this.#bandwidth * sum;
      }
    }
  }
}
