/** Where one member's numbers lie: state (advanced in place), parameters and inputs, each with its offset. */
export interface Member {
  readonly y: Float64Array;
  readonly yOffset: number;
  readonly p: Float64Array;
  readonly pOffset: number;
  readonly u: Float64Array;
  readonly uOffset: number;
}
