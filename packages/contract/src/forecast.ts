import type { TwinId } from './identity.ts';
import type { Instant } from './instant.ts';

/** The futures of one quantity: joint sample paths, from which every quantile and probability is derived. */
export interface PathSet {
  readonly name: string;
  readonly unit: string;
  /** `observable`: what the next measurements will read, error included; `output`: the quantity itself. */
  readonly of: 'observable' | 'output';
  /** [size x T], row a path. */
  readonly values: Float64Array;
}

/** What a twin expects, issued at a position in the record and scored when its truth arrives. */
export interface Forecast {
  readonly twin: TwinId;
  readonly model: string;
  readonly modelVersion: string;
  /** Sequence of the last event the belief had taken in. */
  readonly seq: number;
  /** The instant the belief stood at. */
  readonly from: Instant;
  readonly seed: string;
  readonly size: number;
  /** Normalised weights [size] of the paths, or null when equal. */
  readonly weights: Float64Array | null;
  /** [T] rising, all after `from`. */
  readonly times: readonly Instant[];
  readonly paths: readonly PathSet[];
}
