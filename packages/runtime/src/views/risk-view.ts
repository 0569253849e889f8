/** How many of fifty futures cross a threshold within the horizon. */
export interface RiskView {
  readonly name: string;
  /** Completes "9 of 50 futures ...": `go below 70 mg/dL`. */
  readonly words: string;
  readonly of: string;
  readonly side: 'below' | 'above';
  readonly limit: number;
  readonly unit: string;
  readonly source: string;
  /** 0 to 1, share of all paths. */
  readonly probability: number;
  /** The same in fiftieths, rounded. */
  readonly count: number;
  /** Median time of the first crossing among the paths that cross; null if none does. */
  readonly typicalAt: string | null;
}
