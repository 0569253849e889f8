/** A quantity a model computes that is not necessarily measured. */
export interface Output {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** Reference or target range and its source. */
  readonly reference?: { readonly low: number | null; readonly high: number | null; readonly source: string };
  /** True if it is an outcome that matters to the subject, not an intermediate. */
  readonly endpoint: boolean;
}

/** An event of interest in the future whose probability the twin states, such as glucose below 70 mg/dL. */
export interface Threshold {
  readonly name: string;
  /** In words, completing "... of 50 futures": `go below 70 mg/dL`. */
  readonly words: string;
  /** The observable or output watched. */
  readonly of: string;
  readonly side: 'below' | 'above';
  readonly limit: number;
  readonly source: string;
}

/** A number another twin, or the surroundings, feeds in. */
export interface Input {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** The value while nothing is coupled. */
  readonly default: number;
}
