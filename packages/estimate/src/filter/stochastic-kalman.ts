import type { RandomSource } from '@twinward/contract';
import { BulkDraws, PositiveInverse } from '@twinward/simulate';
import { addProduct } from '../linear-algebra/add-product.ts';
import { rowKernel } from '../linear-algebra/row-kernel.ts';
import type { ObservedEnsemble } from './observed-ensemble.ts';
import { SpanAnalysis } from './span-analysis.ts';

const PERTURBATION = 2;
/** From so many numbers on they are drawn in bulk. */
const MANY = 32;

/** The worst condition number of C that its inverse is trusted at. */
const WORST = 1e9;

let inverter: PositiveInverse | undefined;

/**
 * The stochastic ensemble Kalman filter (Burgers, van Leeuwen and Evensen 1998, MWR 126:1719-1724): every member takes in the
 * observations with errors of its own, x + K (y + e - h(x)). The errors are centred, so that the mean moves as in the Kalman filter, and
 * scaled by sqrt(N / (N - 1)), so that their covariance stays R on average.
 *
 * With no more observations than members the gain comes from the inverse of (N - 1) I + S'S [p x p], S the whitened anomalies. With
 * more, from the singular vectors of S: K sees the errors only along those, on which they are independent standard normals too, and
 * they are drawn there.
 */
export class StochasticKalman extends SpanAnalysis {
  #bulk: { readonly seed: string; readonly draws: BulkDraws } | null = null;
  #mean = new Float64Array(0);
  #factors = new Float64Array(0);
  /** With few observations: d + e - S [members x count], S, and C^-1 [count x count], C = (N - 1) I + S'S. */
  #departures = new Float64Array(0);
  #anomalies: Float64Array = new Float64Array(0);
  #inverse = new Float64Array(0);
  #count = 0;
  /** Whether the inverse is in the departures already, which is cheaper for states larger than the ensemble. */
  #folded = false;
  #gains = new Float64Array(0);
  /** S'E and C^-1 S'E [count x size]. */
  #along = new Float64Array(0);
  #moves = new Float64Array(0);

  override update(
    values: Float64Array,
    members: number,
    observed: ObservedEnsemble,
    random: RandomSource,
    cycle: number,
  ): void {
    this.#count = observed.count <= members && this.#invert(members, observed) ? observed.count : 0;
    if (this.#count === 0) {
      super.update(values, members, observed, random, cycle);
      return;
    }
    this.#anomalies = observed.anomalies;
    this.#folded = false;
    this.#depart(members, observed, random, cycle);
    if (values.length / members > members) this.#fold(members);
    this.#move(values, members);
  }

  override repeat(values: Float64Array, members: number): void {
    if (this.#count === 0) super.repeat(values, members);
    else this.#move(values, members);
  }

  protected weigh(members: number, random: RandomSource, cycle: number): number {
    const { rank, squares, pull, vectors } = this.spectrum;
    const { weights } = this.transform;
    const mean = this.#drawErrors(weights, members, rank, random, cycle);
    const scale = Math.sqrt(members / (members - 1));
    for (let j = 0; j < rank; j++) {
      const root = Math.sqrt(squares[j]!);
      const gain = 1 / (members - 1 + squares[j]!);
      for (let at = j; at < members * rank; at += rank) {
        weights[at] = gain * (pull[j]! - root * (root * vectors[at]! + scale * (weights[at]! - mean[j]!)));
      }
    }
    return 1;
  }

  /** C^-1; false where readings next to free of error would leave too few of its digits. */
  #invert(members: number, { count, anomalies }: ObservedEnsemble): boolean {
    const square = count * count;
    if (this.#inverse.length < square) this.#inverse = new Float64Array(square);
    const inverse = this.#inverse.fill(0, 0, square);
    for (let j = 0; j < square; j += count + 1) inverse[j] = members - 1;
    const turned = { values: anomalies, row: 1, column: count };
    addProduct(inverse, turned, anomalies, count, members, count, true);
    for (let i = 1; i < count; i++) {
      for (let j = 0; j < i; j++) inverse[j * count + i] = inverse[i * count + j]!;
    }
    let trace = 0;
    for (let j = 0; j < square; j += count + 1) trace += inverse[j]!;
    inverter ??= new PositiveInverse();
    return trace < WORST * (members - 1) && inverter.invert(inverse, count);
  }

  #depart(members: number, observed: ObservedEnsemble, random: RandomSource, cycle: number): void {
    const { count, anomalies, innovation } = observed;
    const all = members * count;
    if (this.#departures.length < all) this.#departures = new Float64Array(all);
    const departures = this.#departures;
    const mean = this.#drawErrors(departures, members, count, random, cycle);
    const scale = Math.sqrt(members / (members - 1));
    for (let j = 0; j < count; j++) mean[j] = innovation[j]! - scale * mean[j]!;
    const factors = this.#factors.fill(scale, 0, count);
    rowKernel().scale(departures, members, count, factors, mean, departures, anomalies);
  }

  #fold(members: number): void {
    const count = this.#count;
    const all = members * count;
    if (this.#gains.length < all) this.#gains = new Float64Array(all);
    const gains = this.#gains.fill(0, 0, all);
    const departures = { values: this.#departures, row: count, column: 1 };
    addProduct(gains, departures, this.#inverse, members, count, count);
    [this.#gains, this.#departures] = [this.#departures, this.#gains];
    this.#folded = true;
  }

  /** E + (d + e - S) C^-1 S'E; S is centred, so S'E is S'A. */
  #move(values: Float64Array, members: number): void {
    const count = this.#count;
    const wide = (count * values.length) / members;
    if (this.#along.length < wide) {
      this.#along = new Float64Array(wide);
      this.#moves = new Float64Array(wide);
    }
    const size = values.length / members;
    const along = this.#along.fill(0, 0, wide);
    const anomalies = { values: this.#anomalies, row: 1, column: count };
    addProduct(along, anomalies, values, count, members, size);
    let moves = along;
    if (!this.#folded) {
      moves = this.#moves.fill(0, 0, wide);
      addProduct(moves, { values: this.#inverse, row: count, column: 1 }, along, count, count, size);
    }
    addProduct(values, { values: this.#departures, row: count, column: 1 }, moves, members, count, size);
  }

  /** Standard normals [members x count], drawn one by one or in bulk: the same bits. Gives their mean over the members. */
  #drawErrors(
    out: Float64Array,
    members: number,
    count: number,
    random: RandomSource,
    cycle: number,
  ): Float64Array {
    const all = members * count;
    if (all < MANY) {
      for (let m = 0, at = 0; m < members; m++) {
        const draws = random.draws(m, PERTURBATION, cycle);
        for (let j = 0; j < count; j++, at++) out[at] = draws.normal();
      }
    } else {
      const { seed } = random;
      if (this.#bulk?.seed !== seed) this.#bulk = { seed, draws: new BulkDraws(seed) };
      const address = { member: 0, stream: PERTURBATION, step: cycle };
      this.#bulk.draws.normals(out.length === all ? out : out.subarray(0, all), address, members);
    }
    if (this.#mean.length < count) {
      this.#mean = new Float64Array(count);
      this.#factors = new Float64Array(count);
    }
    const mean = this.#mean;
    rowKernel().departures(out, members, count, mean);
    for (let j = 0; j < count; j++) mean[j] = out[j]! + mean[j]! / members;
    return mean;
  }
}
