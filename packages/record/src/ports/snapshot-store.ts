import type { Instant, TwinId } from '@twinward/contract';

/** A stored belief: the twin's folded state at a sequence, with the hash that replay must reproduce. */
export interface Snapshot {
  readonly twin: TwinId;
  /** Highest sequence folded in. */
  readonly seq: number;
  /** The instant the belief stands at. */
  readonly at: Instant;
  readonly model: string;
  readonly modelVersion: string;
  readonly state: Uint8Array;
  /** SHA-256 of `state`, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Where beliefs rest. A snapshot whose bytes do not match its hash is refused with `record.corrupt`. */
export interface SnapshotStore {
  /**
   * Keeps snapshots, each in place of an earlier one of the same twin, instant and sequence. Those of a twin more than a day before the one
   * put are thinned to the last of each hour, and more than 31 days before to the last of each day.
   */
  put(snapshots: readonly Snapshot[]): Promise<void>;
  /** The latest snapshot with `at` not after the instant and `seq` not above the bound: by instant, then sequence. */
  latest(twin: TwinId, bound?: { readonly at?: Instant; readonly seq?: number }): Promise<Snapshot | null>;
  /** Forgets snapshots that stand after an instant: late data have made them history that never was. */
  dropAfter(twin: TwinId, at: Instant): Promise<void>;
}
