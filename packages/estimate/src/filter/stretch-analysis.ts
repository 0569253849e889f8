import type { RandomSource } from '@twinward/contract';
import { addProduct } from '../linear-algebra/add-product.ts';
import { rowKernel } from '../linear-algebra/row-kernel.ts';
import { inflateRows } from './member-rows.ts';
import type { ObservedEnsemble } from './observed-ensemble.ts';
import { SpanAnalysis } from './span-analysis.ts';

/**
 * A `SpanAnalysis` that moves and stretches every singular direction by itself and draws no numbers: K = 1 a' + V diag(b), for `shift`
 * a and `stretch` b [rank]. A small state with few observations is moved through the observations instead of the members,
 * E + 1 (a' L^-1/2 C) + S Z (diag(b) L^-1 C) for C = Z'S'E, which is the same without V and K [N x rank].
 */
export abstract class StretchAnalysis extends SpanAnalysis {
  protected shift: Float64Array = new Float64Array(0);
  protected stretch: Float64Array = new Float64Array(0);
  #raised = 1;
  /** S [members x count] where the members are moved through the observations. */
  #anomalies: Float64Array | null = null;
  #count = 0;
  /** S'E, then Z (diag(b) L^-1 C) [count x size]; C [rank x size]; the move all members have in common, and ones [size]. */
  #seen = new Float64Array(0);
  #along = new Float64Array(0);
  #common = new Float64Array(0);
  #ones = new Float64Array(0);

  override update(
    values: Float64Array,
    members: number,
    observed: ObservedEnsemble,
    random: RandomSource,
    cycle: number,
  ): void {
    this.#anomalies = fewer(members, values.length / members, observed.count) ? observed.anomalies : null;
    if (this.#anomalies === null) {
      super.update(values, members, observed, random, cycle);
      return;
    }
    this.#count = observed.count;
    this.spectrum.decompose(observed.anomalies, observed.innovation, members, observed.count);
    this.#raised = this.#choose(members);
    this.#move(values, members, this.#anomalies);
  }

  override repeat(values: Float64Array, members: number): void {
    if (this.#anomalies === null) super.repeat(values, members);
    else this.#move(values, members, this.#anomalies);
  }

  /** Fills `shift` and `stretch`; the factor by which the anomalies are to be raised before. */
  protected abstract choose(members: number): number;

  #choose(members: number): number {
    const { rank } = this.spectrum;
    if (this.shift.length < rank) {
      this.shift = new Float64Array(rank);
      this.stretch = new Float64Array(rank);
    }
    return this.choose(members);
  }

  protected weigh(members: number): number {
    const raised = this.#choose(members);
    const { rank, vectors } = this.spectrum;
    const { weights } = this.transform;
    for (let j = 0; j < rank; j++) {
      const [shift, stretch] = [this.shift[j]!, this.stretch[j]!];
      for (let at = j; at < members * rank; at += rank) weights[at] = shift + stretch * vectors[at]!;
    }
    return raised;
  }

  #move(values: Float64Array, members: number, anomalies: Float64Array): void {
    const { rank, squares } = this.spectrum;
    const sides = this.spectrum.sides!;
    const count = this.#count;
    const size = values.length / members;
    this.#reserve(size);
    const [seen, along, common] = [this.#seen, this.#along, this.#common];
    if (this.#raised !== 1) inflateRows(values, members, common, this.#raised);
    // S is centred, so S'E is S'A
    seen.fill(0, 0, count * size);
    addProduct(seen, { values: anomalies, row: 1, column: count }, values, count, members, size);
    along.fill(0, 0, rank * size);
    addProduct(along, { values: sides, row: count, column: 1 }, seen, rank, count, size);
    common.fill(0, 0, size);
    for (let j = 0, at = 0; j < rank; j++) {
      const square = squares[j]!;
      const [move, factor] = [this.shift[j]! / Math.sqrt(square), this.stretch[j]! / square];
      for (let i = 0; i < size; i++, at++) {
        common[i] = common[i]! + move * along[at]!;
        along[at] = factor * along[at]!;
      }
    }
    seen.fill(0, 0, count * size);
    addProduct(seen, { values: sides, row: 1, column: count }, along, count, rank, size);
    rowKernel().scale(values, members, size, this.#ones, common, values);
    addProduct(values, { values: anomalies, row: count, column: 1 }, seen, members, count, size);
  }

  #reserve(size: number): void {
    if (this.#seen.length < this.#count * size) {
      this.#seen = new Float64Array(this.#count * size);
      this.#along = new Float64Array(this.#count * size);
    }
    if (this.#common.length < size) {
      this.#common = new Float64Array(size);
      this.#ones = new Float64Array(size).fill(1);
    }
  }
}

/** Whether moving through the observations takes fewer multiplications than forming V and K. */
function fewer(members: number, size: number, count: number): boolean {
  return count < members && count * count * (members - 2 * size) > members * (size - count);
}
