import type { FitState, Instant } from '@twinward/contract';
import type { RiskView } from '../views/risk-view.ts';
import type { TrackView } from '../views/track-view.ts';
import type { LatestReading } from '../views/twin-summary.ts';

/** What the overview shows of a twin, kept for all twins at all times; small, since there may be ten thousand. */
export interface Digest {
  readonly seq: number;
  readonly fit: FitState;
  readonly lastObservedAt: Instant | null;
  readonly latest: LatestReading | null;
  readonly drift: number | null;
  /** Instants and medians of the last three hours. */
  readonly recentAt: Float64Array;
  readonly recentMedian: Float64Array;
  readonly risks: readonly RiskView[];
  readonly track: TrackView | null;
}
