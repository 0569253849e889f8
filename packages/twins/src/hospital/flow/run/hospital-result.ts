/** A figure over replications, with its 95 % interval by Student's t; NaN where there is none. */
export interface FigureEstimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Standard deviation between replications. */
  readonly sd: number;
  /** Replications in which there was such a figure. */
  readonly count: number;
  /** Why there is no mean, of a figure that grows for as long as a run lasts. */
  readonly why?: string;
  /** Of a figure that grows while a run lasts which ends by itself: that its mean is one of such runs alone. */
  readonly bound?: string;
}

/** The work that comes to a resource beside what it can do. */
export interface OfferedLoad {
  readonly resource: string;
  /** The resources, several where they stand in for each other. */
  readonly resources: readonly string[];
  /** Units that would be held on average if nobody ever had to wait. */
  readonly load: number;
  /** Mean capacity. */
  readonly capacity: number;
  /** Load over capacity; from 1 on the queue grows without end, unless patients give up. */
  readonly ratio: number;
  /** By how many entities the queue then grows in a unit of time; 0 below 1. */
  readonly growth: number;
}

/** Something about a model or a run that whoever reads its figures has to know. */
export interface RunWarning {
  readonly kind: 'unstable' | 'deadlock' | 'growing' | 'precision';
  readonly text: string;
}

/** What replications of a hospital came to. */
export interface HospitalResult {
  readonly model: string;
  readonly scenario: string | null;
  readonly seed: string;
  readonly replications: number;
  readonly until: number;
  readonly warmUp: number;
  readonly figures: Readonly<Record<string, FigureEstimate>>;
  /** The figures of each replication, for pairing and for charts; NaN where a figure grows. */
  readonly samples: readonly Readonly<Record<string, number>>[];
  readonly loads: readonly OfferedLoad[];
  readonly warnings: readonly RunWarning[];
}
