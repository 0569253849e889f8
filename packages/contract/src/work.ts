import type { Belief } from './belief.ts';
import type { PathSet } from './forecast.ts';
import type { Instant } from './instant.ts';
import type { Schedule } from './schedule.ts';
import type { RecordedEvent, TwinOpened } from './twin-event.ts';

/** A self-contained piece of simulation: whoever runs it, wherever, gets the same bytes. */
export interface WorkUnit {
  readonly model: string;
  readonly belief: Belief;
  readonly schedule: Schedule;
  /** [T] rising, after `belief.at`. */
  readonly times: readonly Instant[];
  readonly size: number;
  readonly seed: string;
}

/** The futures of all observables and outputs; weights are equal because `branch` resamples. */
export interface WorkResult {
  readonly paths: readonly PathSet[];
}

/** An event to take into a twin's state: whoever folds it, wherever, gets the same bytes. */
export interface FoldUnit {
  readonly model: string;
  readonly opened: TwinOpened;
  /** The state before the event, as snapshots hold it. */
  readonly state: Uint8Array;
  readonly recorded: RecordedEvent;
}

/** Runs work units: inline in tests, in worker threads on the server, in Web Workers in a browser. */
export interface WorkPool {
  run(unit: WorkUnit, signal?: AbortSignalLike): Promise<WorkResult>;
  /** The state after the event, as snapshots hold it. */
  fold(unit: FoldUnit, signal?: AbortSignalLike): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The part of the platform's AbortSignal that cancelling needs. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}
