import type { FitView } from './fit-view.ts';
import type { RiskView } from './risk-view.ts';
import type { TrackView } from './track-view.ts';

/** The latest reading of a twin. */
export interface LatestReading {
  readonly observable: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly censored: 'below' | 'above' | null;
  readonly at: string;
  /** Change per minute over the last quarter of an hour of estimates; null while unknown. */
  readonly perMinute: number | null;
}

/** One line of the twins overview. */
export interface TwinSummary {
  readonly id: string;
  readonly subject: string;
  readonly label: string;
  readonly origin: 'real' | 'recorded' | 'simulated';
  readonly attribution: string | null;
  readonly kind: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly modelTitle: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly seq: number;
  readonly fit: FitView;
  /** While its record is read for the first time since the start: up to which time it has been. */
  readonly readUntil: string | null;
  readonly latest: LatestReading | null;
  readonly risks: readonly RiskView[];
  /** The track record at the first scored lead of at least half an hour, else the first. */
  readonly track: TrackView | null;
  /** Mean squared normal score of the latest innovations: 1 when calibrated; null before there are enough. */
  readonly drift: number | null;
  /** The last three hours of estimates, for a sparkline: instants and medians. */
  readonly recent: { readonly at: readonly string[]; readonly median: readonly number[] };
}
