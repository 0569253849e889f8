// The latest innovations of a twin, kept as numbers in typed arrays because thousands of twins keep them at once.
import type { Instant } from '@twinward/contract';

/** Innovations kept: a day of readings every five minutes. */
export const RING_LENGTH = 288;

/** One innovation with the estimate after it; the observable by its index in the model. */
export interface RingRow {
  readonly seq: number;
  readonly at: Instant;
  readonly observable: number;
  readonly observed: number;
  readonly censored: 'below' | 'above' | null;
  readonly predicted: number;
  readonly sd: number;
  readonly pit: number;
  readonly shift: number;
  /** Mean, standard deviation and median of the noise-free observable over the members after the update. */
  readonly mean: number;
  readonly spread: number;
  readonly median: number;
  /**
   * What the filter did besides, as `MeasurementResult` tells it: the factor by which the reading's error variance was raised, members
   * that were replaced, and whether all agreed. Null in states stored before this was kept.
   */
  readonly doubt: number | null;
  readonly recovered: number | null;
  readonly agreed: boolean | null;
}

const STRIDE = 15;
/** Numbers of a row before doubt, recovered and agreed were among them. */
const EARLIER_STRIDE = 12;
const SIDES = [null, 'below', 'above'] as const;

/** Rows written so far by whichever ring is longest; shorter rings over the same block never see beyond their own end. */
interface Block {
  readonly values: Float64Array;
  used: number;
}

/** An immutable list of at most `RING_LENGTH` rows, oldest first; pushing shares memory with the ring pushed to. */
export class InnovationRing {
  static readonly EMPTY: InnovationRing = new InnovationRing({ values: new Float64Array(0), used: 0 }, 0, 0);
  readonly #block: Block;
  readonly #start: number;
  readonly #end: number;

  private constructor(block: Block, start: number, end: number) {
    this.#block = block;
    this.#start = start;
    this.#end = end;
  }

  /** A ring from the numbers of `flat`. */
  static fromFlat(flat: Float64Array): InnovationRing {
    const rows = flat.length / STRIDE;
    return new InnovationRing({ values: flat, used: rows }, 0, rows);
  }

  /** A ring from the numbers of an earlier format, of whose rows nothing is known besides. */
  static fromEarlier(flat: Float64Array): InnovationRing {
    const rows = flat.length / EARLIER_STRIDE;
    const values = new Float64Array(rows * STRIDE).fill(Number.NaN);
    for (let row = 0; row < rows; row++) {
      values.set(flat.subarray(row * EARLIER_STRIDE, (row + 1) * EARLIER_STRIDE), row * STRIDE);
    }
    return InnovationRing.fromFlat(values);
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** The row at an index from 0 (oldest). */
  row(index: number): RingRow {
    const at = (this.#start + index) * STRIDE;
    const row = this.#block.values.subarray(at, at + STRIDE);
    const [seq, time, observable, observed, side, predicted, sd, pit, shift, mean, spread, median] = row;
    const known = (column: number): number | null => (Number.isNaN(row[column]!) ? null : row[column]!);
    const agreed = known(14);
    return {
      seq: seq!,
      at: time as Instant,
      observable: observable!,
      observed: observed!,
      censored: SIDES[side!]!,
      predicted: predicted!,
      sd: sd!,
      pit: pit!,
      shift: shift!,
      mean: mean!,
      spread: spread!,
      median: median!,
      doubt: known(12),
      recovered: known(13),
      agreed: agreed === null ? null : agreed === 1,
    };
  }

  /** The instant of the row at an index. */
  at(index: number): Instant {
    return this.#block.values[(this.#start + index) * STRIDE + 1]! as Instant;
  }

  /** The observable of the row at an index, by its own index in the model. */
  observable(index: number): number {
    return this.#block.values[(this.#start + index) * STRIDE + 2]!;
  }

  /** The latest `count` rows, oldest first. */
  latest(count: number): RingRow[] {
    const first = Math.max(0, this.length - count);
    return Array.from({ length: this.length - first }, (_, i) => this.row(first + i));
  }

  /** The ring with one more row, without its oldest if it was full. */
  push(row: RingRow): InnovationRing {
    const start = this.length === RING_LENGTH ? this.#start + 1 : this.#start;
    const open = this.#block.used === this.#end && (this.#end + 1) * STRIDE <= this.#block.values.length;
    const block = open ? this.#block : this.#copied(start);
    const first = open ? start : 0;
    const end = open ? this.#end : this.#end - start;
    block.values.set(
      [
        row.seq,
        row.at,
        row.observable,
        row.observed,
        SIDES.indexOf(row.censored),
        row.predicted,
        row.sd,
        row.pit,
        row.shift,
        row.mean,
        row.spread,
        row.median,
        row.doubt ?? Number.NaN,
        row.recovered ?? Number.NaN,
        row.agreed === null ? Number.NaN : Number(row.agreed),
      ],
      end * STRIDE,
    );
    block.used = end + 1;
    return new InnovationRing(block, first, end + 1);
  }

  /** All rows as numbers, fifteen a row. */
  flat(): Float64Array {
    return this.#block.values.slice(this.#start * STRIDE, this.#end * STRIDE);
  }

  #copied(start: number): Block {
    const kept = this.#end - start;
    const rows = Math.min(2 * RING_LENGTH, Math.max(8, 2 * kept));
    const values = new Float64Array(rows * STRIDE);
    values.set(this.#block.values.subarray(start * STRIDE, this.#end * STRIDE));
    return { values, used: kept };
  }
}
