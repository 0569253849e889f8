/** The numbers of an ensemble, row-major, one row per member. A stride of 0 lets all members share one row. */
export interface EnsembleArrays {
  readonly members: number;
  /** [members x yStride], the states first in each row, advanced in place. */
  readonly y: Float64Array;
  /** Numbers in a row of `y`; by default the number of states. */
  readonly yStride?: number;
  readonly p: Float64Array;
  readonly pStride: number;
  readonly u: Float64Array;
  readonly uStride: number;
}
