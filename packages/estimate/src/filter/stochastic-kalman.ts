import type { RandomSource } from '@twinward/contract';
import { BulkDraws } from '@twinward/simulate';
import { SpanAnalysis } from './span-analysis.ts';

const PERTURBATION = 2;
/** From so many numbers on they are drawn in bulk. */
const MANY = 512;

/**
 * The stochastic ensemble Kalman filter (Burgers, van Leeuwen and Evensen 1998, MWR 126:1719-1724): every member takes in the
 * observations with errors of its own, x + K (y + e - h(x)). The errors are centred, so that the mean moves as in the Kalman filter, and
 * scaled by sqrt(N / (N - 1)), so that their covariance stays R on average.
 *
 * K sees the errors only along the singular vectors of the whitened anomalies, on which they are independent standard normals too: they
 * are drawn there.
 */
export class StochasticKalman extends SpanAnalysis {
  #bulk: { readonly seed: string; readonly draws: BulkDraws } | null = null;

  protected weigh(members: number, random: RandomSource, cycle: number): number {
    const { rank, squares, pull, vectors } = this.spectrum;
    const { weights } = this.transform;
    this.#draw(weights, members, rank, random, cycle);
    const scale = Math.sqrt(members / (members - 1));
    for (let j = 0; j < rank; j++) {
      let mean = 0;
      for (let m = 0; m < members; m++) mean += weights[m * rank + j]! / members;
      const root = Math.sqrt(squares[j]!);
      const gain = 1 / (members - 1 + squares[j]!);
      for (let m = 0; m < members; m++) {
        const error = scale * (weights[m * rank + j]! - mean);
        weights[m * rank + j] = gain * (pull[j]! - root * (root * vectors[m * rank + j]! + error));
      }
    }
    return 1;
  }

  /** Standard normals [members x rank], one by one or in bulk: the same bits. */
  #draw(out: Float64Array, members: number, rank: number, random: RandomSource, cycle: number): void {
    if (members * rank < MANY) {
      for (let m = 0; m < members; m++) {
        const draws = random.draws(m, PERTURBATION, cycle);
        for (let j = 0; j < rank; j++) out[m * rank + j] = draws.normal();
      }
      return;
    }
    const { seed } = random;
    if (this.#bulk?.seed !== seed) this.#bulk = { seed, draws: new BulkDraws(seed) };
    const address = { member: 0, stream: PERTURBATION, step: cycle };
    this.#bulk.draws.normals(out.subarray(0, members * rank), address, members);
  }
}
