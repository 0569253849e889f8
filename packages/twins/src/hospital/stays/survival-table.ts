import { exp, log } from '@twinward/simulate';
import type { StayModel } from './stay-model.ts';

/** Ages in hours at which the hazard of leaving may change. */
export const STAY_EDGES: readonly number[] = [
  0, 4, 8, 12, 18, 24, 36, 48, 60, 72, 96, 120, 144, 168, 240, 336, 504, 720, 1440,
];

/** Stays whose hazard of leaving is constant between ages; beyond the last it stays as it is, so that tails are never cut. */
export class SurvivalTable implements StayModel {
  readonly mean: number;
  readonly #edges: readonly number[];
  readonly #hazards: Float64Array;
  /** Cumulative hazard at each edge. */
  readonly #sums: Float64Array;

  /** `hazards`: per hour from each of the edges on, above zero; `edges`: hours, rising from 0. */
  constructor(hazards: Float64Array, edges: readonly number[] = STAY_EDGES) {
    this.#edges = edges;
    this.#hazards = hazards;
    this.#sums = new Float64Array(edges.length);
    for (let k = 1; k < edges.length; k++)
      this.#sums[k] = this.#sums[k - 1]! + hazards[k - 1]! * (edges[k]! - edges[k - 1]!);
    let mean = 0;
    for (const [k, hazard] of hazards.entries()) {
      const left = exp(-this.#sums[k]!);
      const right = k + 1 < hazards.length ? exp(-this.#sums[k + 1]!) : 0;
      mean += (left - right) / hazard;
    }
    this.mean = mean;
  }

  /** Hazard of leaving at an age, per hour. */
  hazard(hours: number): number {
    return this.#hazards[this.#pieceOf(hours)]!;
  }

  survival(hours: number): number {
    return hours <= 0 ? 1 : exp(-this.#cumulative(hours));
  }

  remaining(age: number, uniform: number): number {
    const from = Math.max(0, age);
    const wanted = this.#cumulative(from) - log(1 - uniform);
    let k = this.#sums.length - 1;
    while (this.#sums[k]! > wanted) k--;
    return Math.max(0, this.#edges[k]! + (wanted - this.#sums[k]!) / this.#hazards[k]! - from);
  }

  #cumulative(hours: number): number {
    const k = this.#pieceOf(hours);
    return this.#sums[k]! + this.#hazards[k]! * (hours - this.#edges[k]!);
  }

  #pieceOf(hours: number): number {
    let k = this.#edges.length - 1;
    while (k > 0 && this.#edges[k]! > hours) k--;
    return k;
  }
}
